-- What the tables must never hold, the clock they share, and the words that search understands.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE SCHEMA app;

-- ------------------------------------------------------------ the clock

INSERT INTO "clock" DEFAULT VALUES;

-- The time of the application: real time, moved only in a demonstration.
CREATE FUNCTION app.now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT now() + make_interval(secs => "offset_seconds") FROM public."clock" $$;

-- Today in Europe/Oslo.
CREATE FUNCTION app.today() RETURNS date LANGUAGE sql STABLE AS
$$ SELECT (app.now() AT TIME ZONE 'Europe/Oslo')::date $$;

-- ------------------------------------------------------------ constraints

-- A list may be empty and is never missing, which the schema can't say.
ALTER TABLE "competence" ALTER COLUMN "synonyms" SET NOT NULL;
ALTER TABLE "membership" ALTER COLUMN "rights" SET NOT NULL;
ALTER TABLE "need"
  ALTER COLUMN "engagements" SET NOT NULL,
  ALTER COLUMN "work_languages" SET NOT NULL,
  ALTER COLUMN "barriers" SET NOT NULL;
ALTER TABLE "offer" ALTER COLUMN "release_engagements" SET NOT NULL;
ALTER TABLE "listing"
  ALTER COLUMN "engagements" SET NOT NULL,
  ALTER COLUMN "work_languages" SET NOT NULL;

ALTER TABLE "clock" ADD CONSTRAINT "clock_is_one_row" CHECK ("only");

-- Limits and an advance yes belong to a release that is given.
ALTER TABLE "offer" ADD CONSTRAINT "offer_limits_with_release" CHECK (
  "released" OR NOT ("pre_approved" OR "permanent_employee") AND "release_minutes_per_week" IS NULL AND "release_until" IS NULL
    AND "release_engagements" = '{}');

ALTER TABLE "organisation"
  ADD CONSTRAINT "organisation_is_one_kind" CHECK (
    CASE "kind"
      WHEN 'MUNICIPALITY' THEN "municipality_code" = "code" AND "county_code" IS NULL
      WHEN 'COUNTY' THEN "county_code" = "code" AND "municipality_code" IS NULL
      WHEN 'BODY' THEN "form" IS NOT NULL AND "municipality_code" IS NULL AND "county_code" IS NULL
    END),
  ADD CONSTRAINT "oslo_is_one_party" CHECK ("code" <> '03');

ALTER TABLE "person" ADD CONSTRAINT "person_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "membership" ADD CONSTRAINT "membership_ends_after_it_begins" CHECK ("valid_to" IS NULL OR "valid_from" <= "valid_to");

ALTER TABLE "need"
  ADD CONSTRAINT "need_revision_counts" CHECK ("revision" >= 1),
  ADD CONSTRAINT "need_minutes" CHECK (
    "minutes_total" BETWEEN 1 AND 1200000
    AND ("minutes_per_week" IS NULL OR "minutes_per_week" BETWEEN 1 AND 24000)
    AND ("minutes_min" IS NULL OR "minutes_min" BETWEEN 1 AND "minutes_total")
    AND "minutes_agreed" BETWEEN 0 AND "minutes_total"),
  ADD CONSTRAINT "need_period" CHECK ("period_from" <= "period_to" AND "answer_by" <= "period_to"),
  ADD CONSTRAINT "need_words" CHECK (length("title") BETWEEN 1 AND 200 AND length("description") <= 10000),
  ADD CONSTRAINT "need_statutory_rank" CHECK ("statutory_rank" IN (0, 1)),
  ADD CONSTRAINT "need_funding" CHECK (("funding_secured" IS NULL) = ("funding_year" IS NULL)),
  ADD CONSTRAINT "need_outcome_when_closed" CHECK (("outcome" IS NOT NULL) = ("status" = 'CLOSED')),
  ADD CONSTRAINT "need_public_when_open" CHECK (
    CASE WHEN "status" IN ('DRAFT', 'SUBMITTED', 'RETURNED') THEN "published_at" IS NULL
         WHEN "status" = 'CLOSED' THEN true
         ELSE "published_at" IS NOT NULL END);

ALTER TABLE "need_co_borrower"
  ADD CONSTRAINT "co_borrower_minutes" CHECK ("minutes" > 0),
  ADD CONSTRAINT "co_borrower_is_another" CHECK ("organisation_id" <> "borrower_id");

ALTER TABLE "offer"
  ADD CONSTRAINT "offer_position" CHECK ("position_minutes_per_week" IS NULL OR "position_minutes_per_week" BETWEEN 1 AND 2400),
  ADD CONSTRAINT "offer_release_limit" CHECK ("release_minutes_per_week" IS NULL OR "release_minutes_per_week" BETWEEN 1 AND 2400);

ALTER TABLE "listing"
  ADD CONSTRAINT "listing_revision_counts" CHECK ("revision" >= 1),
  ADD CONSTRAINT "listing_words" CHECK (length("headline") BETWEEN 1 AND 200),
  ADD CONSTRAINT "listing_price" CHECK (("terms_kind" = 'PAID') = ("hourly_ore" IS NOT NULL) AND ("hourly_ore" IS NULL OR "hourly_ore" > 0)),
  ADD CONSTRAINT "listing_travel_limit" CHECK ("travel_limit_km" IS NULL OR "travel_limit_km" BETWEEN 0 AND 3000),
  ADD CONSTRAINT "listing_public_when_available" CHECK (
    CASE WHEN "status" IN ('AVAILABLE', 'PAUSED', 'EXHAUSTED') THEN "visible"
         WHEN "status" IN ('DRAFT', 'AWAITING_RELEASE', 'NOT_RELEASED') THEN NOT "visible"
         ELSE true END),
  ADD CONSTRAINT "listing_visible_since" CHECK (NOT "visible" OR "published_at" IS NOT NULL);

ALTER TABLE "availability"
  ADD CONSTRAINT "availability_period" CHECK ("period_from" <= "period_to"),
  ADD CONSTRAINT "availability_minutes" CHECK ("minutes_per_week" BETWEEN 1 AND 2400),
  ADD CONSTRAINT "availabilities_do_not_overlap" EXCLUDE USING gist ("listing_id" WITH =, daterange("period_from", "period_to", '[]') WITH &&);

ALTER TABLE "transition" ADD CONSTRAINT "transition_of_one_thing" CHECK (num_nonnulls("need_id", "offer_id") = 1);

ALTER TABLE "match"
  ADD CONSTRAINT "match_score" CHECK ("score" BETWEEN 0 AND 1000000),
  ADD CONSTRAINT "match_minutes" CHECK ("feasible_minutes" >= 0),
  ADD CONSTRAINT "match_of_two_parties" CHECK ("borrower_id" <> "lender_id");

-- ------------------------------------------------------------ outbox

-- What has not been sent yet is asked for once; what has been sent is asked for again.
CREATE UNIQUE INDEX "outbox_waiting" ON "outbox" ("job", "key") WHERE "dispatched_at" IS NULL AND "done_at" IS NULL;
CREATE INDEX "outbox_undone" ON "outbox" ("id") WHERE "done_at" IS NULL AND "parked_at" IS NULL;
CREATE INDEX "outbox_undone_by_key" ON "outbox" ("key") WHERE "done_at" IS NULL;
CREATE INDEX "outbox_done" ON "outbox" ("done_at") WHERE "done_at" IS NOT NULL;

CREATE FUNCTION app.wake_relay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NOTIFY outbox; RETURN NULL; END $$;
CREATE TRIGGER "wake_relay" AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION app.wake_relay();

-- ------------------------------------------------------------ matching

-- Whom a changed offer concerns: the open needs of the places that its lender serves, and those that search the whole country.
CREATE INDEX "need_matched_by_place" ON "need" ("place_code") WHERE "status" IN ('OPEN', 'PARTLY_FILLED');
CREATE INDEX "need_matching_everywhere" ON "need_matching" ("need_id") WHERE "everywhere";

-- ------------------------------------------------------------ search

-- Lower case without accents, so that å, Sámi letters and their plain spellings meet.
CREATE FUNCTION app.plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

CREATE TEXT SEARCH CONFIGURATION app.norwegian (COPY = pg_catalog.norwegian);
ALTER TEXT SEARCH CONFIGURATION app.norwegian ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, norwegian_stem;

CREATE FUNCTION app.words(title text, body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT setweight(to_tsvector('app.norwegian'::regconfig, title), 'A') || setweight(to_tsvector('app.norwegian'::regconfig, body), 'B') $$;

CREATE INDEX "need_words_idx" ON "need" USING gin (app.words("title", "description"));
CREATE INDEX "need_title_letters_idx" ON "need" USING gin (app.plain("title") gin_trgm_ops);
CREATE INDEX "listing_words_idx" ON "listing" USING gin (app.words("headline", ''));
CREATE INDEX "listing_headline_letters_idx" ON "listing" USING gin (app.plain("headline") gin_trgm_ops);

-- Whether some words mean the same as others: by their stems, or by their letters with a small slip. Words of up to three letters are taken
-- whole: there is hardly a text without "os" or "vei" somewhere in it.
CREATE FUNCTION app.means(words text, sought text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT app.words(words, '') @@ plainto_tsquery('app.norwegian'::regconfig, sought)
       OR (length(sought) > 3 AND app.plain(sought) <% app.plain(words)) $$;
