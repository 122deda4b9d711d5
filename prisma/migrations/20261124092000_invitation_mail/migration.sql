-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('NONE', 'WAITING', 'SENT', 'REFUSED');

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "link_made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "link_number" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "mail" "mail_state" NOT NULL DEFAULT 'NONE';

UPDATE "invitation" SET "link_made_at" = "invited_at";
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_link_number" CHECK ("link_number" >= 1);

-- An administrator makes a new link, and the former one holds no longer.
GRANT UPDATE ("secret_hash", "expires_at", "link_number", "link_made_at", "mail") ON "invitation" TO fagtorg_app;

-- What sends the mail knows the link while it sends it, and keeps its hash alone.
GRANT UPDATE ("secret_hash", "mail") ON "invitation" TO fagtorg_gatekeeper;

-- An operator's invitation is sent as well, and nothing else of theirs.
GRANT SELECT, INSERT, UPDATE ON "outbox" TO fagtorg_steward;
GRANT USAGE ON SEQUENCE "outbox_id_seq" TO fagtorg_steward;
CREATE POLICY "steward" ON "outbox" TO fagtorg_steward USING ("job" = 'send-invitation');
