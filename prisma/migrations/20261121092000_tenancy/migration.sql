-- Who may read and write which rows. The application checks as well; either lock holds alone.
--
-- fagtorg_app      what API and worker connect as: owns nothing, bypasses nothing. It has no password until an operator gives it one.
-- fagtorg_matcher  what matching acts as: listings and public needs, never persons.
-- fagtorg_steward  what sets up organisations' people: the seed and the operator's invitation.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['fagtorg_app', 'fagtorg_matcher', 'fagtorg_steward'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOINHERIT %s', name, CASE name WHEN 'fagtorg_app' THEN 'LOGIN' ELSE 'NOLOGIN' END);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- roles belong to the cluster; another database made them
    END;
  END LOOP;
  BEGIN
    GRANT fagtorg_matcher TO fagtorg_app;
    EXECUTE format('GRANT fagtorg_matcher, fagtorg_steward TO %I', current_user);
  EXCEPTION WHEN unique_violation THEN NULL; -- another database granted it at this moment
  END;
END $$;

GRANT USAGE ON SCHEMA public, app TO fagtorg_app, fagtorg_matcher, fagtorg_steward;

-- ------------------------------------------------------------ whose transaction this is

-- Set by withTenant() inside one transaction from the verified token and the membership rows of its person.
-- person: who acts. tenant: the organisation written for. drafting: where the person is manager or case worker. managed: where the
-- person is manager. administered: where the person is administrator. counties: where the person brokers.
CREATE FUNCTION app.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.person', true), '')::uuid $$;
CREATE FUNCTION app.tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.tenant', true), '')::uuid $$;
CREATE FUNCTION app.drafting() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.drafting', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.managed() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.managed', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.administered() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.administered', true), ''), ',')::uuid[] $$;
CREATE FUNCTION app.counties() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(NULLIF(current_setting('app.counties', true), ''), ',') $$;

-- What is public is for everyone who is signed in, and for the system where it acts for somebody.
CREATE FUNCTION app.signed_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT app.person() IS NOT NULL OR app.tenant() IS NOT NULL $$;

-- A broker acts where the region touches one of their counties.
CREATE FUNCTION app.brokers(region text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT app.counties() IS NOT NULL
      AND EXISTS (SELECT FROM public.region_county rc WHERE rc.region_id = region AND rc.county_code = ANY (app.counties())) $$;

-- ------------------------------------------------------------ reference data and machinery

GRANT SELECT ON "county", "municipality", "municipality_name", "municipality_successor", "region", "region_member", "region_county",
  "adjacency", "commuting", "competence", "occupation", "statutory_requirement", "statutory_requirement_competence", "holiday",
  "organisation", "body_member", "reach", "clock"
  TO fagtorg_app, fagtorg_matcher, fagtorg_steward;
GRANT UPDATE ON "clock" TO fagtorg_steward;

-- The outbox carries ids and revisions, nothing of a tenant's.
GRANT SELECT, INSERT, UPDATE ON "outbox" TO fagtorg_app, fagtorg_matcher;
GRANT DELETE ON "outbox" TO fagtorg_matcher;
GRANT USAGE ON SEQUENCE "outbox_id_seq" TO fagtorg_app, fagtorg_matcher;

ALTER TABLE "idempotency" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "idempotency" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON "idempotency" TO fagtorg_app;
GRANT SELECT, DELETE ON "idempotency" TO fagtorg_matcher;
CREATE POLICY "own_keys" ON "idempotency" TO fagtorg_app USING ("person_id" = (SELECT app.person()));
CREATE POLICY "sweep" ON "idempotency" TO fagtorg_matcher USING ("created_at" < now() - interval '72 hours');

-- ------------------------------------------------------------ people

ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "person" FORCE ROW LEVEL SECURITY;
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;

GRANT SELECT ON "person", "membership" TO fagtorg_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "person", "membership" TO fagtorg_steward;
CREATE POLICY "steward" ON "person" TO fagtorg_steward USING (true);
CREATE POLICY "steward" ON "membership" TO fagtorg_steward USING (true);

CREATE POLICY "own_and_colleagues" ON "membership" FOR SELECT TO fagtorg_app
  USING ("person_id" = (SELECT app.person())
      OR "organisation_id" = ANY ((SELECT app.managed())::uuid[])
      OR "organisation_id" = ANY ((SELECT app.administered())::uuid[])
      OR ("organisation_id" = ANY ((SELECT app.drafting())::uuid[]) AND "role" IN ('MANAGER', 'CASE_WORKER')));
CREATE POLICY "own_and_colleagues" ON "person" FOR SELECT TO fagtorg_app
  USING ("id" = (SELECT app.person()) OR EXISTS (SELECT FROM "membership" m WHERE m."person_id" = "person"."id"));

-- ------------------------------------------------------------ needs

-- The matcher reads what belongs to needs and listings row by row: its policies ask for a value where EXISTS would do, since PostgreSQL may
-- answer EXISTS for all rows of the country at once, and does so for every job.

ALTER TABLE "need" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "need" FORCE ROW LEVEL SECURITY;
ALTER TABLE "need_requirement" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "need_requirement" FORCE ROW LEVEL SECURITY;
ALTER TABLE "need_co_borrower" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "need_co_borrower" FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON "need" TO fagtorg_app;
GRANT SELECT, INSERT, DELETE ON "need_requirement", "need_co_borrower" TO fagtorg_app;
GRANT SELECT ON "need", "need_requirement", "need_co_borrower" TO fagtorg_matcher;

CREATE POLICY "public_or_own" ON "need" FOR SELECT TO fagtorg_app
  USING (("published_at" IS NOT NULL AND (SELECT app.signed_in())) OR "borrower_id" = ANY ((SELECT app.drafting())::uuid[]));
CREATE POLICY "borrower_posts" ON "need" FOR INSERT TO fagtorg_app WITH CHECK ("borrower_id" = (SELECT app.tenant()));
CREATE POLICY "borrower_or_broker_changes" ON "need" FOR UPDATE TO fagtorg_app
  USING ("borrower_id" = (SELECT app.tenant()) OR ("published_at" IS NOT NULL AND app.brokers("region_id")));
CREATE POLICY "public_needs" ON "need" FOR SELECT TO fagtorg_matcher USING ("published_at" IS NOT NULL);

CREATE POLICY "with_the_need" ON "need_requirement" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id"));
CREATE POLICY "matcher" ON "need_requirement" FOR SELECT TO fagtorg_matcher
  USING ((SELECT n."published_at" IS NOT NULL FROM "need" n WHERE n."id" = "need_id"));
CREATE POLICY "borrower_adds" ON "need_requirement" FOR INSERT TO fagtorg_app WITH CHECK ("borrower_id" = (SELECT app.tenant()));
CREATE POLICY "borrower_removes" ON "need_requirement" FOR DELETE TO fagtorg_app USING ("borrower_id" = (SELECT app.tenant()));

CREATE POLICY "with_the_need" ON "need_co_borrower" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id"));
CREATE POLICY "matcher" ON "need_co_borrower" FOR SELECT TO fagtorg_matcher
  USING ((SELECT n."published_at" IS NOT NULL FROM "need" n WHERE n."id" = "need_id"));
CREATE POLICY "borrower_adds" ON "need_co_borrower" FOR INSERT TO fagtorg_app WITH CHECK ("borrower_id" = (SELECT app.tenant()));
CREATE POLICY "borrower_removes" ON "need_co_borrower" FOR DELETE TO fagtorg_app USING ("borrower_id" = (SELECT app.tenant()));

-- ------------------------------------------------------------ offers and listings

ALTER TABLE "offer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "offer" FORCE ROW LEVEL SECURITY;
ALTER TABLE "offer_evidence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "offer_evidence" FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "listing" FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing_lender" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "listing_lender" FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing_competence" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "listing_competence" FORCE ROW LEVEL SECURITY;
ALTER TABLE "availability" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "availability" FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE ON "offer", "listing", "listing_lender" TO fagtorg_app;
GRANT SELECT, INSERT, DELETE ON "offer_evidence", "listing_competence", "availability" TO fagtorg_app;
GRANT SELECT ON "listing", "listing_lender", "listing_competence", "availability" TO fagtorg_matcher;

-- Whether this transaction may write an offer: it acts for the lender, as a manager there or as the specialist.
CREATE POLICY "specialist_and_managers" ON "offer" FOR SELECT TO fagtorg_app
  USING ("specialist_id" = (SELECT app.person()) OR "lender_id" = ANY ((SELECT app.managed())::uuid[]));
CREATE POLICY "lender_publishes" ON "offer" FOR INSERT TO fagtorg_app
  WITH CHECK ("lender_id" = (SELECT app.tenant())
      AND ("specialist_id" = (SELECT app.person()) OR "lender_id" = ANY ((SELECT app.managed())::uuid[])));
CREATE POLICY "lender_changes" ON "offer" FOR UPDATE TO fagtorg_app
  USING ("lender_id" = (SELECT app.tenant())
      AND ("specialist_id" = (SELECT app.person()) OR "lender_id" = ANY ((SELECT app.managed())::uuid[])));

CREATE POLICY "lender_side" ON "offer_evidence" FOR SELECT TO fagtorg_app USING (EXISTS (SELECT FROM "offer" o WHERE o."id" = "offer_id"));
CREATE POLICY "lender_adds" ON "offer_evidence" FOR INSERT TO fagtorg_app WITH CHECK ("lender_id" = (SELECT app.tenant()));
CREATE POLICY "lender_removes" ON "offer_evidence" FOR DELETE TO fagtorg_app USING ("lender_id" = (SELECT app.tenant()));

-- Row security of "offer" applies inside: it answers for the lender's side alone.
CREATE FUNCTION app.writes_offer(listing uuid) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM public.offer o WHERE o.id = listing AND o.lender_id = app.tenant()) $$;

CREATE POLICY "public_or_own" ON "listing" FOR SELECT TO fagtorg_app
  USING (("visible" AND (SELECT app.signed_in())) OR EXISTS (SELECT FROM "offer" o WHERE o."id" = "listing"."id"));
CREATE POLICY "lender_lists" ON "listing" FOR INSERT TO fagtorg_app WITH CHECK (app.writes_offer("id"));
CREATE POLICY "lender_changes" ON "listing" FOR UPDATE TO fagtorg_app USING (app.writes_offer("id"));
CREATE POLICY "public_listings" ON "listing" FOR SELECT TO fagtorg_matcher USING ("visible");

CREATE POLICY "shown_or_own" ON "listing_lender" FOR SELECT TO fagtorg_app
  USING ((NOT "hidden" AND EXISTS (SELECT FROM "listing" l WHERE l."id" = "listing_id"))
      OR EXISTS (SELECT FROM "offer" o WHERE o."id" = "listing_id"));
CREATE POLICY "lender_lists" ON "listing_lender" FOR INSERT TO fagtorg_app WITH CHECK (app.writes_offer("listing_id"));
CREATE POLICY "lender_changes" ON "listing_lender" FOR UPDATE TO fagtorg_app USING (app.writes_offer("listing_id"));
CREATE POLICY "matcher" ON "listing_lender" FOR SELECT TO fagtorg_matcher
  USING ((SELECT l."visible" FROM "listing" l WHERE l."id" = "listing_id"));

CREATE POLICY "with_the_listing" ON "listing_competence" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "listing" l WHERE l."id" = "listing_id"));
CREATE POLICY "matcher" ON "listing_competence" FOR SELECT TO fagtorg_matcher
  USING ((SELECT l."visible" FROM "listing" l WHERE l."id" = "listing_id"));
CREATE POLICY "lender_adds" ON "listing_competence" FOR INSERT TO fagtorg_app WITH CHECK (app.writes_offer("listing_id"));
CREATE POLICY "lender_removes" ON "listing_competence" FOR DELETE TO fagtorg_app USING (app.writes_offer("listing_id"));

CREATE POLICY "with_the_listing" ON "availability" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "listing" l WHERE l."id" = "listing_id"));
CREATE POLICY "matcher" ON "availability" FOR SELECT TO fagtorg_matcher
  USING ((SELECT l."visible" FROM "listing" l WHERE l."id" = "listing_id"));
CREATE POLICY "lender_adds" ON "availability" FOR INSERT TO fagtorg_app WITH CHECK (app.writes_offer("listing_id"));
CREATE POLICY "lender_removes" ON "availability" FOR DELETE TO fagtorg_app USING (app.writes_offer("listing_id"));

-- ------------------------------------------------------------ what happened

ALTER TABLE "transition" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "transition" FORCE ROW LEVEL SECURITY;
ALTER TABLE "transition_detail" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "transition_detail" FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT ON "transition", "transition_detail" TO fagtorg_app;

CREATE POLICY "with_the_thing" ON "transition" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id" AND ("visible" OR n."borrower_id" = ANY ((SELECT app.drafting())::uuid[])))
      OR ("visible" AND EXISTS (SELECT FROM "listing" l WHERE l."id" = "offer_id"))
      OR EXISTS (SELECT FROM "offer" o WHERE o."id" = "offer_id"));
CREATE POLICY "who_moves_it" ON "transition" FOR INSERT TO fagtorg_app
  WITH CHECK (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id" AND (n."borrower_id" = (SELECT app.tenant()) OR app.brokers(n."region_id")))
      OR app.writes_offer("offer_id"));

CREATE POLICY "owner_and_broker" ON "transition_detail" FOR SELECT TO fagtorg_app
  USING (EXISTS (
    SELECT FROM "transition" t
    LEFT JOIN "need" n ON n."id" = t."need_id"
    LEFT JOIN "offer" o ON o."id" = t."offer_id"
    WHERE t."id" = "transition_id"
      AND (n."borrower_id" = ANY ((SELECT app.drafting())::uuid[]) OR (t."visible" AND app.brokers(n."region_id")) OR o."id" IS NOT NULL)));
CREATE POLICY "who_moves_it" ON "transition_detail" FOR INSERT TO fagtorg_app
  WITH CHECK (EXISTS (
    SELECT FROM "transition" t
    LEFT JOIN "need" n ON n."id" = t."need_id"
    LEFT JOIN "offer" o ON o."id" = t."offer_id"
    WHERE t."id" = "transition_id"
      AND "organisation_id" = COALESCE(n."borrower_id", o."lender_id")
      AND ("organisation_id" = (SELECT app.tenant()) OR app.brokers(n."region_id"))));

-- ------------------------------------------------------------ matching

ALTER TABLE "match" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "match" FORCE ROW LEVEL SECURITY;
ALTER TABLE "need_matching" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "need_matching" FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing_matching" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "listing_matching" FORCE ROW LEVEL SECURITY;

GRANT SELECT ON "match", "need_matching", "listing_matching" TO fagtorg_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "match" TO fagtorg_matcher;
GRANT SELECT, INSERT, UPDATE ON "need_matching", "listing_matching" TO fagtorg_matcher;

-- An offer that has gone out of sight takes its matches with it, before the worker has heard of it.
CREATE POLICY "both_parties_and_broker" ON "match" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "listing" l WHERE l."id" = "offer_id")
    AND (   "borrower_id" = ANY ((SELECT app.drafting())::uuid[])
         OR EXISTS (SELECT FROM "need_co_borrower" c
                    WHERE c."need_id" = "match"."need_id" AND c."organisation_id" = ANY ((SELECT app.drafting())::uuid[]))
         OR "lender_id" = ANY ((SELECT app.managed())::uuid[])
         OR EXISTS (SELECT FROM "offer" o WHERE o."id" = "offer_id")
         OR ((SELECT app.counties()) IS NOT NULL AND EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id" AND app.brokers(n."region_id")))));
CREATE POLICY "matcher" ON "match" TO fagtorg_matcher USING (true);
CREATE POLICY "with_the_need" ON "need_matching" FOR SELECT TO fagtorg_app USING (EXISTS (SELECT FROM "need" n WHERE n."id" = "need_id"));
CREATE POLICY "matcher" ON "need_matching" TO fagtorg_matcher USING (true);
CREATE POLICY "with_the_listing" ON "listing_matching" FOR SELECT TO fagtorg_app
  USING (EXISTS (SELECT FROM "listing" l WHERE l."id" = "listing_id"));
CREATE POLICY "matcher" ON "listing_matching" TO fagtorg_matcher USING (true);

-- Which needs have something that is not worked in yet: an edit of their own, or of an offer that reaches their place. It runs as the
-- matcher, since lenders may be hidden from who asks; it tells yes or no and nothing else.
CREATE FUNCTION app.stale_needs(ids uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH changed AS (
    SELECT o."key", ll."lender_id"
    FROM "outbox" o LEFT JOIN "listing_lender" ll ON o."job" = 'match-offer' AND ll."listing_id" = o."key"::uuid
    WHERE o."done_at" IS NULL AND o."job" IN ('match-need', 'match-offer')
  )
  SELECT n."id" FROM "need" n LEFT JOIN "need_matching" nm ON nm."need_id" = n."id"
  WHERE n."id" = ANY (ids)
    AND (   (n."status" IN ('OPEN', 'PARTLY_FILLED') AND nm."matched_revision" IS DISTINCT FROM n."revision")
         OR EXISTS (SELECT FROM changed c WHERE c."key" = n."id"::text)
         OR (n."status" IN ('OPEN', 'PARTLY_FILLED') AND EXISTS (
              SELECT FROM changed c LEFT JOIN "reach" r ON r."organisation_id" = c."lender_id" AND r."place_code" = n."place_code"
              WHERE c."lender_id" IS NOT NULL AND (r."scope" IS NOT NULL OR n."search_scope" IN ('COUNTY', 'REMOTE'))))
         OR EXISTS (SELECT FROM changed c JOIN "match" m ON m."offer_id"::text = c."key" WHERE m."need_id" = n."id"))
$$;
REVOKE ALL ON FUNCTION app.stale_needs(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stale_needs(uuid[]) TO fagtorg_app;
GRANT CREATE ON SCHEMA app TO fagtorg_matcher;
ALTER FUNCTION app.stale_needs(uuid[]) OWNER TO fagtorg_matcher;
REVOKE CREATE ON SCHEMA app FROM fagtorg_matcher;
