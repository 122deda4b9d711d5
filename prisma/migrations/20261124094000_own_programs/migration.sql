-- People read when their programs were given access; the hashes of the secrets stay the gatekeeper's alone.

GRANT SELECT ("person_id", "issued_at", "expires_at", "used_at", "ended_at") ON "refresh_token" TO fagtorg_app;
CREATE POLICY "own" ON "refresh_token" FOR SELECT TO fagtorg_app USING ("person_id" = (SELECT app.person()));
