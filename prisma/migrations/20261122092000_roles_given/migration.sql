-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "amount_limit_ore" INTEGER,
ADD COLUMN     "delegation_reference" TEXT,
ADD COLUMN     "deputy_for" TEXT;

-- A role that is ended before its first day was never in force: its last day is then the day before the first.
ALTER TABLE "membership"
  DROP CONSTRAINT "membership_ends_after_it_begins",
  ADD CONSTRAINT "membership_ends_after_it_begins"
    CHECK ("valid_to" IS NULL OR "valid_from" <= "valid_to" OR ("ended_at" IS NOT NULL AND "valid_to" = "valid_from" - 1)),
  ADD CONSTRAINT "membership_rights_are_a_managers" CHECK ("role" = 'MANAGER' OR ("rights" = '{}' AND "amount_limit_ore" IS NULL)),
  ADD CONSTRAINT "membership_amount_limit" CHECK ("amount_limit_ore" >= 0),
  ADD CONSTRAINT "membership_deputy_has_a_delegation" CHECK ("deputy_for" IS NULL OR "delegation_reference" IS NOT NULL);
ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_rights_are_a_managers" CHECK ("role" = 'MANAGER' OR ("rights" = '{}' AND "amount_limit_ore" IS NULL)),
  ADD CONSTRAINT "invitation_amount_limit" CHECK ("amount_limit_ore" >= 0),
  ADD CONSTRAINT "invitation_deputy_has_a_delegation" CHECK ("deputy_for" IS NULL OR "delegation_reference" IS NOT NULL);

-- An erasure forgets whom somebody deputises for.
GRANT UPDATE ("deputy_for") ON "invitation" TO fagtorg_gatekeeper;
