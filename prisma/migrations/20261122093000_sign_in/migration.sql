-- CreateTable
CREATE TABLE "spent_sign_in" (
    "attempt_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spent_sign_in_pkey" PRIMARY KEY ("attempt_hash")
);

-- CreateIndex
CREATE INDEX "spent_sign_in_expires_at_idx" ON "spent_sign_in"("expires_at");

-- Answers of the identity provider that have been taken, so that none is taken twice. Only who signs in needs them.
ALTER TABLE "spent_sign_in" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "spent_sign_in" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON "spent_sign_in" TO fagtorg_gatekeeper;
CREATE POLICY "gatekeeper" ON "spent_sign_in" TO fagtorg_gatekeeper USING (true);

-- People read their own sign-ins; the hashes of the secrets are the gatekeeper's alone.
REVOKE SELECT ON "session" FROM fagtorg_app;
GRANT SELECT ("id", "person_id", "created_at", "last_seen_at", "expires_at", "ended_at", "device", "issuer", "assurance", "acting_for")
  ON "session" TO fagtorg_app;
