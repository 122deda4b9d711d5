-- Locks that did not close where one part of their question has no answer.

-- Yes or no, and never unknown: NOT does not turn an unknown round, so that a broker who acted for no organisation was bound to nothing.
CREATE OR REPLACE FUNCTION app.writes_need(borrower uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(borrower = app.tenant() AND borrower = ANY (app.writing()), false) $$;
CREATE OR REPLACE FUNCTION app.lends(lender uuid, specialist uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(lender = app.tenant()
      AND ((specialist = app.person() AND lender = ANY (app.lending())) OR lender = ANY (app.releasing())), false) $$;
CREATE OR REPLACE FUNCTION app.administers(organisation uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(organisation = app.tenant() AND organisation = ANY (app.administered()), false) $$;

-- A CHECK lets through what is unknown: a municipality or a county without its number was one.
ALTER TABLE "organisation"
  DROP CONSTRAINT "organisation_is_one_kind",
  ADD CONSTRAINT "organisation_is_one_kind" CHECK (
    (CASE "kind"
      WHEN 'MUNICIPALITY' THEN "municipality_code" = "code" AND "county_code" IS NULL
      WHEN 'COUNTY' THEN "county_code" = "code" AND "municipality_code" IS NULL
      WHEN 'BODY' THEN "form" IS NOT NULL AND "municipality_code" IS NULL AND "county_code" IS NULL
    END) IS TRUE);

-- Nobody lists an offer, nor matches it, in another lender's name. What is stored is checked as the owner, who has to see it for that.
ALTER TABLE "offer" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing_lender" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "match" NO FORCE ROW LEVEL SECURITY;
-- AddForeignKey
ALTER TABLE "listing_lender" ADD CONSTRAINT "listing_lender_listing_id_lender_id_fkey" FOREIGN KEY ("listing_id", "lender_id") REFERENCES "offer"("id", "lender_id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "match" ADD CONSTRAINT "match_offer_id_lender_id_fkey" FOREIGN KEY ("offer_id", "lender_id") REFERENCES "offer"("id", "lender_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "offer" FORCE ROW LEVEL SECURITY;
ALTER TABLE "listing_lender" FORCE ROW LEVEL SECURITY;
ALTER TABLE "match" FORCE ROW LEVEL SECURITY;
