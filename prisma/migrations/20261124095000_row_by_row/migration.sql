-- What a row belongs to is looked up for that row, by its key. PostgreSQL may answer EXISTS for all rows of the country at once, and did so for
-- twenty needs on a page; it never does where a policy asks for a value.

ALTER POLICY "own_and_colleagues" ON "person"
  USING ("id" = (SELECT app.person()) OR (SELECT true FROM "membership" m WHERE m."person_id" = "person"."id" LIMIT 1));

ALTER POLICY "with_the_need" ON "need_requirement" USING ((SELECT true FROM "need" n WHERE n."id" = "need_id"));
ALTER POLICY "with_the_need" ON "need_co_borrower" USING ((SELECT true FROM "need" n WHERE n."id" = "need_id"));
ALTER POLICY "with_the_need" ON "need_matching" USING ((SELECT true FROM "need" n WHERE n."id" = "need_id"));

ALTER POLICY "public_or_own" ON "listing"
  USING (("visible" AND (SELECT app.signed_in())) OR (SELECT true FROM "offer" o WHERE o."id" = "listing"."id"));
ALTER POLICY "with_the_listing" ON "listing_competence" USING ((SELECT true FROM "listing" l WHERE l."id" = "listing_id"));
ALTER POLICY "with_the_listing" ON "availability" USING ((SELECT true FROM "listing" l WHERE l."id" = "listing_id"));
ALTER POLICY "with_the_listing" ON "listing_matching" USING ((SELECT true FROM "listing" l WHERE l."id" = "listing_id"));
ALTER POLICY "shown_or_own" ON "listing_lender"
  USING ((NOT "hidden" AND (SELECT true FROM "listing" l WHERE l."id" = "listing_id")) OR (SELECT true FROM "offer" o WHERE o."id" = "listing_id"));
ALTER POLICY "lender_side" ON "offer_evidence" USING ((SELECT true FROM "offer" o WHERE o."id" = "offer_id"));

ALTER POLICY "both_parties_and_broker" ON "match"
  USING ((SELECT true FROM "listing" l WHERE l."id" = "offer_id")
    AND ("borrower_id" = ANY ((SELECT app.drafting())::uuid[])
      OR (SELECT true FROM "need_co_borrower" c
          WHERE c."need_id" = "match"."need_id" AND c."organisation_id" = ANY ((SELECT app.drafting())::uuid[]) LIMIT 1)
      OR "lender_id" = ANY ((SELECT app.managed())::uuid[])
      OR (SELECT true FROM "offer" o WHERE o."id" = "offer_id")
      OR ((SELECT app.counties()) IS NOT NULL
          AND (SELECT app.brokers(n."region_id") FROM "need" n WHERE n."id" = "match"."need_id"))));

ALTER POLICY "with_the_thing" ON "transition"
  USING ((SELECT "transition"."visible" OR n."borrower_id" = ANY ((SELECT app.drafting())::uuid[]) FROM "need" n WHERE n."id" = "need_id")
      OR ("visible" AND (SELECT true FROM "listing" l WHERE l."id" = "offer_id"))
      OR (SELECT true FROM "offer" o WHERE o."id" = "offer_id"));
ALTER POLICY "owner_and_broker" ON "transition_detail"
  USING ((SELECT n."borrower_id" = ANY ((SELECT app.drafting())::uuid[]) OR (t."visible" AND app.brokers(n."region_id")) OR o."id" IS NOT NULL
          FROM "transition" t LEFT JOIN "need" n ON n."id" = t."need_id" LEFT JOIN "offer" o ON o."id" = t."offer_id"
          WHERE t."id" = "transition_id"));
