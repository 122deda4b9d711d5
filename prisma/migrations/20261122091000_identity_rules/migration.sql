-- Who may touch what belongs to signing in, to an organisation's own people and programs, and to the audit.
--
-- fagtorg_gatekeeper  what finds out who somebody is: it reads secrets' hashes and writes sessions, and nothing of the market.
-- fagtorg_auditor     owns the one function that writes the audit, and nothing else does.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['fagtorg_gatekeeper', 'fagtorg_auditor'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOINHERIT NOLOGIN', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- roles belong to the cluster; another database made them
    END;
  END LOOP;
  BEGIN
    GRANT fagtorg_gatekeeper TO fagtorg_app;
    EXECUTE format('GRANT fagtorg_gatekeeper, fagtorg_auditor TO %I', current_user);
  EXCEPTION WHEN unique_violation THEN NULL; -- another database granted it at this moment
  END;
END $$;

GRANT USAGE ON SCHEMA public, app TO fagtorg_gatekeeper, fagtorg_auditor;
GRANT SELECT ON "clock" TO fagtorg_gatekeeper, fagtorg_auditor;
GRANT SELECT ON "organisation" TO fagtorg_gatekeeper;

-- ------------------------------------------------------------ whose transaction this is

-- staffed: whose people this transaction may see. audited: whose audit it may read.
CREATE FUNCTION app.staffed() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.staffed', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.audited() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.audited', true), ''), ',')::uuid[] $$;

ALTER POLICY "own_and_colleagues" ON "membership"
  USING ("person_id" = (SELECT app.person())
      OR "organisation_id" = ANY ((SELECT app.staffed())::uuid[])
      OR ("organisation_id" = ANY ((SELECT app.drafting())::uuid[]) AND "role" IN ('MANAGER', 'CASE_WORKER')));

-- writing: where the person may draft needs. posting: where they may decide on needs. lending: where they are a specialist. releasing: where
-- they may release hours. The system, which acts for one organisation, may all of it there.
CREATE FUNCTION app.writing() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.writing', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.posting() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.posting', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.lending() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.lending', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.releasing() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.releasing', true), ''), ',')::uuid[] $$;

-- ------------------------------------------------------------ who writes what

-- A tenant that was set is not enough: the person's own memberships must give the right to write for it.
CREATE FUNCTION app.writes_need(borrower uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT borrower = app.tenant() AND borrower = ANY (app.writing()) $$;

ALTER POLICY "borrower_posts" ON "need" WITH CHECK (app.writes_need("borrower_id"));
ALTER POLICY "borrower_or_broker_changes" ON "need"
  USING (app.writes_need("borrower_id") OR ("published_at" IS NOT NULL AND app.brokers("region_id")))
  WITH CHECK (app.writes_need("borrower_id") OR ("published_at" IS NOT NULL AND app.brokers("region_id")));
ALTER POLICY "borrower_adds" ON "need_requirement" WITH CHECK (app.writes_need("borrower_id"));
ALTER POLICY "borrower_removes" ON "need_requirement" USING (app.writes_need("borrower_id"));
ALTER POLICY "borrower_adds" ON "need_co_borrower" WITH CHECK (app.writes_need("borrower_id"));
ALTER POLICY "borrower_removes" ON "need_co_borrower" USING (app.writes_need("borrower_id"));

-- A broker widens a search and nothing else; what everyone sees is decided by those who may post.
CREATE FUNCTION app.bound_need_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'fagtorg_app' THEN RETURN NEW; END IF;
  IF NOT app.writes_need(NEW.borrower_id) AND to_jsonb(NEW) - ARRAY['search_scope', 'revision'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['search_scope', 'revision'] THEN
    RAISE EXCEPTION 'a broker changes the scope alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.published_at IS NOT NULL AND app.writes_need(NEW.borrower_id) AND NOT coalesce(NEW.borrower_id = ANY (app.posting()), false)
     AND NOT app.brokers(NEW.region_id) THEN
    RAISE EXCEPTION 'who may draft does not decide on what everyone sees' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_change" BEFORE UPDATE ON "need" FOR EACH ROW EXECUTE FUNCTION app.bound_need_change();

CREATE FUNCTION app.bound_new_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'fagtorg_app' AND NEW.published_at IS NOT NULL AND NOT coalesce(NEW.borrower_id = ANY (app.posting()), false) THEN
    RAISE EXCEPTION 'who may draft does not post' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_new" BEFORE INSERT ON "need" FOR EACH ROW EXECUTE FUNCTION app.bound_new_need();

-- Who may touch an offer of a lender's: the specialist's own hours, or those who release.
CREATE FUNCTION app.lends(lender uuid, specialist uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT lender = app.tenant()
      AND ((specialist = app.person() AND lender = ANY (app.lending())) OR coalesce(lender = ANY (app.releasing()), false)) $$;
ALTER POLICY "lender_publishes" ON "offer" WITH CHECK (app.lends("lender_id", "specialist_id"));
ALTER POLICY "lender_changes" ON "offer" USING (app.lends("lender_id", "specialist_id")) WITH CHECK (app.lends("lender_id", "specialist_id"));
CREATE OR REPLACE FUNCTION app.writes_offer(listing uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM public.offer o WHERE o.id = listing AND app.lends(o.lender_id, o.specialist_id)) $$;
ALTER POLICY "lender_adds" ON "offer_evidence"
  WITH CHECK (EXISTS (SELECT FROM "offer" o WHERE o."id" = "offer_id" AND app.lends(o."lender_id", o."specialist_id")));
ALTER POLICY "lender_removes" ON "offer_evidence"
  USING (EXISTS (SELECT FROM "offer" o WHERE o."id" = "offer_id" AND app.lends(o."lender_id", o."specialist_id")));

-- A yes is given by whose it is: the specialist's by the specialist, the employer's by who releases, and never for one's own hours.
CREATE FUNCTION app.bound_consents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed boolean := TG_OP = 'UPDATE' AND OLD.specialist_agreed;
  released boolean := TG_OP = 'UPDATE' AND OLD.released;
BEGIN
  IF current_user <> 'fagtorg_app' OR app.person() IS NULL THEN RETURN NEW; END IF;
  IF NEW.specialist_agreed AND NOT agreed AND NEW.specialist_id <> app.person() THEN
    RAISE EXCEPTION 'only the specialist agrees' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.released AND NOT released AND (NEW.specialist_id = app.person() OR NOT coalesce(NEW.lender_id = ANY (app.releasing()), false)) THEN
    RAISE EXCEPTION 'only who may release somebody else''s hours releases' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_consents" BEFORE INSERT OR UPDATE ON "offer" FOR EACH ROW EXECUTE FUNCTION app.bound_consents();

-- Nobody sees a listing outside the lender's side without both yeses.
CREATE FUNCTION app.bound_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.visible AND current_user = 'fagtorg_app' AND (TG_OP = 'INSERT' OR NOT OLD.visible)
     AND NOT EXISTS (SELECT FROM public.offer o WHERE o.id = NEW.id AND o.specialist_agreed AND o.released) THEN
    RAISE EXCEPTION 'a listing shows when both have said yes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "bound_listing" BEFORE INSERT OR UPDATE ON "listing" FOR EACH ROW EXECUTE FUNCTION app.bound_listing();

ALTER POLICY "who_moves_it" ON "transition"
  WITH CHECK (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id" AND (app.writes_need(n."borrower_id") OR app.brokers(n."region_id")))
      OR app.writes_offer("offer_id"));

-- Requests are made and answered for an organisation that is written for.
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "outbox" FORCE ROW LEVEL SECURITY;
CREATE POLICY "who_writes" ON "outbox" TO fagtorg_app USING (app.tenant() IS NOT NULL);
CREATE POLICY "matcher" ON "outbox" TO fagtorg_matcher USING (true);
GRANT SELECT, INSERT, UPDATE ON "outbox" TO fagtorg_gatekeeper;
GRANT USAGE ON SEQUENCE "outbox_id_seq" TO fagtorg_gatekeeper;
CREATE POLICY "gatekeeper" ON "outbox" TO fagtorg_gatekeeper USING (true);

-- ------------------------------------------------------------ constraints

ALTER TABLE "external_identity" ADD CONSTRAINT "external_identity_is_no_national_number" CHECK ("subject" !~ '^\d{11}$');
ALTER TABLE "session" ADD CONSTRAINT "session_lasts" CHECK ("expires_at" > "created_at");
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_lasts" CHECK ("expires_at" > "issued_at");
ALTER TABLE "invitation"
  ALTER COLUMN "rights" SET NOT NULL,
  ADD CONSTRAINT "invitation_lasts" CHECK ("expires_at" > "invited_at"),
  ADD CONSTRAINT "invitation_role_is_a_persons" CHECK ("role" NOT IN ('PLATFORM_ADMIN', 'SERVICE_ACCOUNT')),
  ADD CONSTRAINT "invitation_dates" CHECK ("valid_to" IS NULL OR "valid_from" <= "valid_to"),
  ADD CONSTRAINT "invitation_ends_once" CHECK ("accepted_at" IS NULL OR "withdrawn_at" IS NULL),
  ADD CONSTRAINT "invitation_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "service_account"
  ALTER COLUMN "scopes" SET NOT NULL,
  ADD CONSTRAINT "service_account_has_a_name" CHECK (length("name") BETWEEN 1 AND 100);
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_lasts" CHECK ("expires_at" > "created_at");
ALTER TABLE "membership" ADD CONSTRAINT "membership_is_a_persons" CHECK ("role" <> 'SERVICE_ACCOUNT');

-- ------------------------------------------------------------ signing in

ALTER TABLE "external_identity" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "external_identity" FORCE ROW LEVEL SECURITY;
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;
ALTER TABLE "refresh_token" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "refresh_token" FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, DELETE ON "external_identity" TO fagtorg_gatekeeper;
GRANT SELECT, INSERT, UPDATE, DELETE ON "session", "refresh_token" TO fagtorg_gatekeeper;
GRANT SELECT, INSERT, UPDATE ("email", "name", "title", "language", "token_version", "erased_at") ON "person" TO fagtorg_gatekeeper;
GRANT SELECT, INSERT, UPDATE ("valid_to", "ended_at", "end_reason", "grant_reason", "deputy_for") ON "membership" TO fagtorg_gatekeeper;
CREATE POLICY "gatekeeper" ON "external_identity" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "gatekeeper" ON "session" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "gatekeeper" ON "refresh_token" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "gatekeeper" ON "person" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "gatekeeper" ON "membership" TO fagtorg_gatekeeper USING (true);

GRANT UPDATE ("name", "title", "language", "token_version", "erased_at") ON "person" TO fagtorg_app;
CREATE POLICY "own_row" ON "person" FOR UPDATE TO fagtorg_app USING ("id" = (SELECT app.person()));

GRANT SELECT ON "session", "external_identity" TO fagtorg_app;
CREATE POLICY "own" ON "session" FOR SELECT TO fagtorg_app USING ("person_id" = (SELECT app.person()));
CREATE POLICY "own" ON "external_identity" FOR SELECT TO fagtorg_app USING ("person_id" = (SELECT app.person()));

ALTER TABLE "rate_limit" SET UNLOGGED;
GRANT SELECT, INSERT, UPDATE, DELETE ON "rate_limit" TO fagtorg_app;

-- ------------------------------------------------------------ organisations run themselves

-- Whether this transaction acts for an organisation that its person administers.
CREATE FUNCTION app.administers(organisation uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT organisation = app.tenant() AND organisation = ANY (app.administered()) $$;

GRANT INSERT, UPDATE ("valid_to", "ended_by_id", "ended_at", "end_reason") ON "membership" TO fagtorg_app;
CREATE POLICY "administrator_grants" ON "membership" FOR INSERT TO fagtorg_app WITH CHECK (app.administers("organisation_id"));
CREATE POLICY "administrator_ends" ON "membership" FOR UPDATE TO fagtorg_app USING (app.administers("organisation_id"));

ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ("withdrawn_at", "email") ON "invitation" TO fagtorg_app;
GRANT SELECT, DELETE, UPDATE ("accepted_by_id", "accepted_at", "email") ON "invitation" TO fagtorg_gatekeeper;
GRANT SELECT, INSERT, UPDATE ON "invitation" TO fagtorg_steward;
CREATE POLICY "administrator_reads" ON "invitation" FOR SELECT TO fagtorg_app
  USING ("organisation_id" = ANY ((SELECT app.administered())::uuid[]));
CREATE POLICY "administrator_invites" ON "invitation" FOR INSERT TO fagtorg_app WITH CHECK (app.administers("organisation_id"));
CREATE POLICY "administrator_withdraws" ON "invitation" FOR UPDATE TO fagtorg_app USING (app.administers("organisation_id"));
CREATE POLICY "gatekeeper" ON "invitation" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "steward" ON "invitation" TO fagtorg_steward USING (true);

ALTER TABLE "service_account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "service_account" FORCE ROW LEVEL SECURITY;
ALTER TABLE "api_token" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_token" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ("ended_by_id", "ended_at") ON "service_account" TO fagtorg_app;
GRANT SELECT, INSERT, UPDATE ("ended_at") ON "api_token" TO fagtorg_app;
GRANT SELECT ON "service_account" TO fagtorg_gatekeeper;
GRANT SELECT, UPDATE ("last_used_at") ON "api_token" TO fagtorg_gatekeeper;
CREATE POLICY "administrator_reads" ON "service_account" FOR SELECT TO fagtorg_app
  USING ("organisation_id" = ANY ((SELECT app.administered())::uuid[]));
CREATE POLICY "administrator_makes" ON "service_account" FOR INSERT TO fagtorg_app WITH CHECK (app.administers("organisation_id"));
CREATE POLICY "administrator_ends" ON "service_account" FOR UPDATE TO fagtorg_app USING (app.administers("organisation_id"));
CREATE POLICY "gatekeeper" ON "service_account" TO fagtorg_gatekeeper USING (true);
CREATE POLICY "administrator_reads" ON "api_token" FOR SELECT TO fagtorg_app
  USING ("organisation_id" = ANY ((SELECT app.administered())::uuid[]));
CREATE POLICY "administrator_makes" ON "api_token" FOR INSERT TO fagtorg_app WITH CHECK (app.administers("organisation_id"));
CREATE POLICY "administrator_ends" ON "api_token" FOR UPDATE TO fagtorg_app USING (app.administers("organisation_id"));
CREATE POLICY "gatekeeper" ON "api_token" TO fagtorg_gatekeeper USING (true);

-- ------------------------------------------------------------ audit

ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_event" FORCE ROW LEVEL SECURITY;
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_head" FORCE ROW LEVEL SECURITY;
GRANT SELECT ON "audit_event", "audit_head" TO fagtorg_app;
GRANT INSERT ON "audit_event" TO fagtorg_auditor;
GRANT SELECT, INSERT, UPDATE ON "audit_head" TO fagtorg_auditor;
CREATE POLICY "those_who_may_audit" ON "audit_event" FOR SELECT TO fagtorg_app
  USING ("organisation_id" = ANY ((SELECT app.audited())::uuid[]));
CREATE POLICY "those_who_may_audit" ON "audit_head" FOR SELECT TO fagtorg_app
  USING ("organisation_id" = ANY ((SELECT app.audited())::uuid[]));
-- What one has done oneself is one's own to read (the right of access).
CREATE POLICY "own" ON "audit_event" FOR SELECT TO fagtorg_app USING ("actor_id" = (SELECT app.person()));
CREATE POLICY "own" ON "transition_detail" FOR SELECT TO fagtorg_app USING ("person_id" = (SELECT app.person()));
CREATE POLICY "auditor" ON "audit_event" FOR INSERT TO fagtorg_auditor WITH CHECK (true);
CREATE POLICY "auditor" ON "audit_head" TO fagtorg_auditor USING (true);

-- What is written stays as it was written, whoever asks.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER "append_only_whole" BEFORE TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();

-- Each part with its length in bytes before it, so that no two events read alike; a missing one is "-".
CREATE FUNCTION app.netstrings(VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT string_agg(coalesce(octet_length(part) || ':' || part, '-') || ',', '' ORDER BY position)
   FROM unnest(parts) WITH ORDINALITY AS p (part, position) $$;

-- Adds an event to an organisation's chain: hash = sha256(former hash ‖ netstrings). The lock on the head makes the chain one line. The
-- actor is the transaction's own person, whatever the caller says.
CREATE FUNCTION app.append_audit(organisation uuid, act text, role role, acting_for uuid, thing text, thing_id uuid, facts text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_head;
  moment timestamptz(3) := app.now();
  actor uuid := app.person();
BEGIN
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
REVOKE ALL ON FUNCTION app.append_audit(uuid, text, role, uuid, text, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.append_audit(uuid, text, role, uuid, text, uuid, text) TO fagtorg_app, fagtorg_gatekeeper, fagtorg_steward;
GRANT CREATE ON SCHEMA app TO fagtorg_auditor;
ALTER FUNCTION app.append_audit(uuid, text, role, uuid, text, uuid, text) OWNER TO fagtorg_auditor;
REVOKE CREATE ON SCHEMA app FROM fagtorg_auditor;
