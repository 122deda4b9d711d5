-- Whether an identity provider has vouched for somebody's address. Until then the address is what an administrator wrote, and whoever proves it
-- takes it over: nobody becomes another by having been invited to their address first.

ALTER TABLE "person" ADD COLUMN     "email_proved_at" TIMESTAMPTZ(3);

-- People whom nobody has signed in as wait for whoever proves their address, as before.
GRANT UPDATE ("email_proved_at") ON "person" TO fagtorg_gatekeeper;

-- Who sends an invitation again answers for it from then on.
GRANT UPDATE ("invited_by_id") ON "invitation" TO fagtorg_app;
