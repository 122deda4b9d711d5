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

-- It is the next one of an invitation that still holds: none is revived, and no link is changed in silence.
CREATE FUNCTION app.bound_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'fagtorg_app'
     OR (NEW.secret_hash, NEW.expires_at, NEW.link_number, NEW.link_made_at, NEW.mail)
        IS NOT DISTINCT FROM (OLD.secret_hash, OLD.expires_at, OLD.link_number, OLD.link_made_at, OLD.mail) THEN RETURN NEW; END IF;
  IF OLD.accepted_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR OLD.expires_at <= app.now() THEN
    RAISE EXCEPTION 'an invitation that is over gets no other link' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.link_number <> OLD.link_number + 1 OR NEW.secret_hash = OLD.secret_hash THEN
    RAISE EXCEPTION 'a link is replaced by the next one alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_link" BEFORE UPDATE ON "invitation" FOR EACH ROW EXECUTE FUNCTION app.bound_link();

-- What sends the mail knows the link while it sends it, and keeps its hash alone.
GRANT UPDATE ("secret_hash", "mail") ON "invitation" TO fagtorg_gatekeeper;

-- An operator's invitation is sent as well, and nothing else of theirs.
GRANT SELECT, INSERT, UPDATE ON "outbox" TO fagtorg_steward;
GRANT USAGE ON SEQUENCE "outbox_id_seq" TO fagtorg_steward;
CREATE POLICY "steward" ON "outbox" TO fagtorg_steward USING ("job" = 'send-invitation');
