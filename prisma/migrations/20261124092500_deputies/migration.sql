-- A deputy acts on behalf of somebody: each step keeps of whom, and by which delegation.

ALTER TABLE "transition_detail" ADD COLUMN "delegation_reference" TEXT,
ADD COLUMN     "deputy_for" TEXT;

ALTER TABLE "transition_detail"
  ADD CONSTRAINT "transition_detail_deputy_has_a_delegation" CHECK (("deputy_for" IS NULL) = ("delegation_reference" IS NULL));
