-- What the application never does and row security let through all the same.

-- ------------------------------------------------------------ what is whose stays whose

-- A need stays its borrower's. A broker widens a search and nothing else, also one who drafts there. What everyone sees, or saw until now, is
-- decided by those who may post: who may draft does not take it back either.
CREATE OR REPLACE FUNCTION app.bound_need_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  widens boolean := to_jsonb(NEW) - ARRAY['search_scope', 'revision'] IS NOT DISTINCT FROM to_jsonb(OLD) - ARRAY['search_scope', 'revision'];
BEGIN
  IF current_user <> 'fagtorg_app' THEN RETURN NEW; END IF;
  IF NEW.borrower_id <> OLD.borrower_id THEN
    RAISE EXCEPTION 'a need stays its borrower''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT widens AND NOT app.writes_need(OLD.borrower_id) THEN
    RAISE EXCEPTION 'a broker changes the scope alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF coalesce(OLD.published_at, NEW.published_at) IS NOT NULL AND NOT coalesce(OLD.borrower_id = ANY (app.posting()), false)
     AND NOT (widens AND app.brokers(OLD.region_id)) THEN
    RAISE EXCEPTION 'who may draft does not decide on what everyone sees' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

-- ------------------------------------------------------------ roles

-- Whoever runs Fagtorg is named by the steward, never by an organisation nor by a link. And a broker sees a whole county's needs: only a county
-- makes one, or Oslo, which is its own.
CREATE POLICY "given_by_people" ON "membership" AS RESTRICTIVE FOR INSERT TO fagtorg_app, fagtorg_gatekeeper
  WITH CHECK ("role" <> 'PLATFORM_ADMIN'
    AND ("role" <> 'BROKER' OR (SELECT o."kind" = 'COUNTY' OR o."code" = '0301' FROM "organisation" o WHERE o."id" = "organisation_id")));

-- ------------------------------------------------------------ requests

-- What the application asks for on somebody's behalf. A matching that was not needed changes nothing, so that any need will do; the revision of
-- an offer is kept, so that only its lender's side tells it. Mail goes out for those who invite. One's own erasure is one's own to ask for.
CREATE FUNCTION app.asks(job text, key text, payload jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(app.tenant() IS NOT NULL AND CASE job
    WHEN 'match-need' THEN payload ->> 'needId' = key
    WHEN 'match-offer' THEN payload ->> 'offerId' = key AND app.writes_offer(key::uuid)
    WHEN 'send-invitation' THEN payload ->> 'invitationId' = key
      AND EXISTS (SELECT FROM public.invitation i WHERE i.id = key::uuid AND app.administers(i.organisation_id))
    WHEN 'erase-person' THEN payload ->> 'personId' = key AND key = app.person()::text
    ELSE false
  END, false)
$$;

-- What the system does as one organisation, and nobody does in person.
CREATE FUNCTION app.carries_out(job text, payload jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(app.person() IS NULL AND job IN ('expire', 'resume-offer') AND payload ->> 'organisationId' = app.tenant()::text, false)
$$;

-- The application asks, asks again for what has not been sent, and ends what it has carried out. All the rest is the relay's, which runs as the
-- matcher: whoever marks a request as done keeps it from ever being done.
REVOKE INSERT, UPDATE ON "outbox" FROM fagtorg_app;
GRANT INSERT ("job", "key", "payload"), UPDATE ("payload", "requested_at", "done_at", "parked_at", "failure") ON "outbox" TO fagtorg_app;
DROP POLICY "who_writes" ON "outbox";
CREATE POLICY "own_requests" ON "outbox" FOR SELECT TO fagtorg_app
  USING (app.asks("job", "key", "payload") OR app.carries_out("job", "payload"));
CREATE POLICY "who_asks" ON "outbox" FOR INSERT TO fagtorg_app WITH CHECK (app.asks("job", "key", "payload"));
CREATE POLICY "who_asks_again" ON "outbox" FOR UPDATE TO fagtorg_app
  USING ("dispatched_at" IS NULL AND "done_at" IS NULL AND app.asks("job", "key", "payload"))
  WITH CHECK ("done_at" IS NULL AND "parked_at" IS NULL AND app.asks("job", "key", "payload"));
CREATE POLICY "who_carries_out" ON "outbox" FOR UPDATE TO fagtorg_app
  USING (app.carries_out("job", "payload")) WITH CHECK (app.carries_out("job", "payload"));

-- What a request is about stays what it was asked for, whoever sends it and whoever ends it.
REVOKE UPDATE ON "outbox" FROM fagtorg_matcher, fagtorg_gatekeeper;
GRANT UPDATE ("payload", "requested_at", "dispatched_at", "dispatches", "done_at", "parked_at", "failure") ON "outbox" TO fagtorg_matcher;
GRANT UPDATE ("payload", "requested_at", "done_at", "parked_at", "failure") ON "outbox" TO fagtorg_gatekeeper;

-- An erasure cannot be undone: it is asked for about those alone whom the erasure has locked out, by themselves or since their last role ended
-- long ago. Matching, which knows nobody, asks for none.
CREATE FUNCTION app.is_erased(person uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM public.person p WHERE p.id = person AND p.erased_at IS NOT NULL) $$;
CREATE POLICY "of_the_erased" ON "outbox" AS RESTRICTIVE FOR INSERT TO fagtorg_app, fagtorg_gatekeeper
  WITH CHECK (CASE WHEN "job" = 'erase-person' THEN app.is_erased("key"::uuid) ELSE true END);
CREATE POLICY "of_nobody" ON "outbox" AS RESTRICTIVE FOR INSERT TO fagtorg_matcher WITH CHECK ("job" <> 'erase-person');

-- ------------------------------------------------------------ audit

-- What the auditor has to know to tell whose chain somebody may add to.
GRANT SELECT ("person_id", "organisation_id", "role", "valid_from", "valid_to") ON "membership" TO fagtorg_auditor;
GRANT SELECT ("id", "organisation_id") ON "service_account" TO fagtorg_auditor;
GRANT SELECT ("id", "borrower_id", "region_id", "published_at") ON "need" TO fagtorg_auditor;
GRANT SELECT ON "region_county" TO fagtorg_auditor;
CREATE POLICY "auditor" ON "membership" FOR SELECT TO fagtorg_auditor USING (true);
CREATE POLICY "auditor" ON "service_account" FOR SELECT TO fagtorg_auditor USING (true);
CREATE POLICY "auditor" ON "need" FOR SELECT TO fagtorg_auditor USING (true);

-- Whether the person of the transaction acts in this role for this organisation: by a membership, or as a program of it. Roles count for a day
-- longer, since giving one's own up today is told when it is over.
CREATE FUNCTION app.acts_as(role role, organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN role = 'SERVICE_ACCOUNT'
    THEN EXISTS (SELECT FROM public.service_account s WHERE s.id = app.person() AND s.organisation_id = organisation)
    ELSE EXISTS (SELECT FROM public.membership m WHERE m.person_id = app.person() AND m.organisation_id = organisation AND m.role = acts_as.role
      AND m.valid_from <= app.today() AND (m.valid_to IS NULL OR m.valid_to >= app.today() - 1))
  END
$$;

-- Whose chain the application may add to, and in which capacity. The system tells of the organisation that it acts for, in no role; people and
-- programs of the one for which they act. Beyond that: brokers of needs in their counties; everybody of themselves, also without a role; and
-- whoever reads the name of somebody, in the chain of an organisation that this person has worked for.
CREATE FUNCTION app.may_tell(organisation uuid, act text, role role, acting_for uuid, thing text, thing_id uuid, facts text)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    CASE WHEN role IS NULL AND acting_for IS NULL THEN true ELSE app.acts_as(role, acting_for) END
    AND ((app.person() IS NULL AND organisation = app.tenant())
      OR organisation = acting_for
      OR (thing = 'Person' AND thing_id = app.person() AND organisation = app.tenant())
      OR (thing = 'Need' AND EXISTS (SELECT FROM public.need n WHERE n.id = thing_id AND n.borrower_id = organisation
            AND n.published_at IS NOT NULL AND app.brokers(n.region_id)))
      OR (act = 'read-people' AND EXISTS (SELECT FROM public.membership m WHERE m.organisation_id = organisation
            AND m.person_id::text IN (SELECT jsonb_array_elements_text(facts::jsonb -> 'people'))))), false)
$$;

-- As before, but for what the application may tell. Who is let in, and what an operator does, is told by roles that act for nobody yet.
CREATE OR REPLACE FUNCTION app.append_audit(organisation uuid, act text, role role, acting_for uuid, thing text, thing_id uuid, facts text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  moment timestamptz(3) := app.now();
  actor uuid := app.person();
  -- This runs as the auditor; "role" still says who asked, and "none" that it is who signed in.
  asked_by text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  IF asked_by = 'fagtorg_app' AND NOT app.may_tell(organisation, act, role, acting_for, thing, thing_id, facts) THEN
    RAISE EXCEPTION 'nobody tells what others did, nor in another role' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO audit_head (organisation_id, number, hash) VALUES (organisation, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
  SELECT * INTO STRICT head FROM audit_head h WHERE h.organisation_id = organisation FOR UPDATE;
  UPDATE audit_head h SET number = head.number + 1, hash = sha256(head.hash || convert_to(app.netstrings(
      organisation::text, (head.number + 1)::text, to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), act, actor::text,
      role::text, acting_for::text, thing, thing_id::text, facts), 'UTF8'))
    WHERE h.organisation_id = organisation;
  INSERT INTO audit_event (organisation_id, number, at, act, actor_id, role, acting_for_id, thing, thing_id, facts, former_hash, hash)
  SELECT organisation, h.number, moment, act, actor, role, acting_for, thing, thing_id, facts, head.hash, h.hash
  FROM audit_head h WHERE h.organisation_id = organisation;
END $$;
