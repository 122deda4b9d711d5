-- What others have written and read about somebody: where a name stays when its owner is erased, and who looked somebody up.
--
-- fagtorg_archivist  owns the functions that look in every organisation's words; it changes nothing, and nobody becomes it.

DO $$
BEGIN
  BEGIN
    CREATE ROLE fagtorg_archivist NOINHERIT NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- roles belong to the cluster; another database made it
  END;
  BEGIN
    EXECUTE format('GRANT fagtorg_archivist TO %I', current_user);
  EXCEPTION WHEN unique_violation THEN NULL; -- another database granted it at this moment
  END;
END $$;

GRANT USAGE ON SCHEMA public, app TO fagtorg_archivist;
GRANT SELECT ON "person", "membership", "need", "offer", "listing", "offer_evidence", "transition", "transition_detail", "invitation",
  "service_account", "audit_event", "organisation" TO fagtorg_archivist;
CREATE POLICY "archivist" ON "person" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "membership" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "need" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "offer" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "listing" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "offer_evidence" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "transition" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "transition_detail" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "invitation" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "service_account" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "audit_event" FOR SELECT TO fagtorg_archivist USING (true);

-- ------------------------------------------------------------ a name in other people's words

-- Words as they stand, with any room between them.
CREATE FUNCTION app.as_pattern(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT regexp_replace(regexp_replace(words, '([^\w\s])', '\\\1', 'g'), '\s+', '\\s+', 'g') $$;

-- A name, also with the surname first and in the genitive, and an address; by themselves, not inside of longer words. A name of one word is not
-- looked for: it names others too.
CREATE FUNCTION app.naming(full_name text, address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT '(?<!\w)(?:' || concat_ws('|', app.as_pattern(address), CASE WHEN full_name ~ '\S\s+\S' THEN
     app.as_pattern(full_name) || '|' || app.as_pattern(regexp_replace(full_name, '^.*\s', '')) || ',\s*' || app.as_pattern(regexp_replace(full_name, '\s+\S+$', ''))
   END) || ')(?:[''’]?s)?(?!\w)' $$;

-- Where a person's name or address stands in what others have written: case documents and grounds of a public body's decisions. At most 200, the
-- oldest first: a name that stands in more is a common phrase.
CREATE FUNCTION app.words_about(about uuid) RETURNS TABLE (organisation_id uuid, thing text, thing_id uuid, place text, since date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sought AS (SELECT app.naming(p.name, p.email) AS words FROM person p WHERE p.id = about),
  written (organisation_id, thing, thing_id, place, at, words) AS (
    SELECT n.borrower_id, 'Need', n.id, 'title', n.created_at, n.title FROM need n
    UNION ALL SELECT n.borrower_id, 'Need', n.id, 'description', n.created_at, n.description FROM need n
    UNION ALL SELECT d.organisation_id, CASE WHEN t.need_id IS NULL THEN 'Offer' ELSE 'Need' END, coalesce(t.need_id, t.offer_id), 'reason', t.at,
        concat_ws(' / ', d.deputy_for, d.reason)
      FROM transition_detail d JOIN transition t ON t.id = d.transition_id
    UNION ALL SELECT o.lender_id, 'Offer', o.id, 'headline', l.created_at, l.headline FROM offer o JOIN listing l ON l.id = o.id
    UNION ALL SELECT e.lender_id, 'Offer', e.offer_id, 'evidence', l.created_at, e.evidence FROM offer_evidence e JOIN listing l ON l.id = e.offer_id
    UNION ALL SELECT m.organisation_id, 'Membership', m.id, 'reason', m.granted_at,
        concat_ws(' / ', m.unit, m.deputy_for, m.delegation_reference, m.grant_reason, m.end_reason) FROM membership m
    UNION ALL SELECT i.organisation_id, 'Invitation', i.id, 'reason', i.invited_at,
        concat_ws(' / ', i.unit, i.deputy_for, i.delegation_reference, i.reason) FROM invitation i
    UNION ALL SELECT s.organisation_id, 'ServiceAccount', s.id, 'reason', s.created_at, concat_ws(' / ', s.name, s.reason) FROM service_account s)
  SELECT w.organisation_id, w.thing, w.thing_id, w.place, (w.at AT TIME ZONE 'Europe/Oslo')::date
  FROM written w, sought WHERE w.words ~* sought.words ORDER BY w.at, w.thing_id, w.place LIMIT 200
$$;

-- ------------------------------------------------------------ what was done to somebody and who read their name

-- Of the organisations in which the person has or had a role: in which role and when others did something to them or read about them. Who it was
-- is for the organisation to say.
CREATE FUNCTION app.told_about_me() RETURNS TABLE (at timestamptz, organisation text, act text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.at, o.name, a.act, a.role::text
  FROM audit_event a JOIN organisation o ON o.id = a.organisation_id
  WHERE a.organisation_id IN (SELECT m.organisation_id FROM membership m WHERE m.person_id = app.person())
    AND a.actor_id IS DISTINCT FROM app.person()
    AND (a.thing_id = app.person() OR strpos(a.facts, app.person()::text) > 0
      OR a.thing_id IN (SELECT own.id FROM membership own WHERE own.person_id = app.person()))
  ORDER BY a.at
$$;

REVOKE ALL ON FUNCTION app.words_about(uuid), app.told_about_me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.words_about(uuid) TO fagtorg_gatekeeper;
GRANT EXECUTE ON FUNCTION app.told_about_me() TO fagtorg_app;
GRANT CREATE ON SCHEMA app TO fagtorg_archivist;
ALTER FUNCTION app.words_about(uuid) OWNER TO fagtorg_archivist;
ALTER FUNCTION app.told_about_me() OWNER TO fagtorg_archivist;
REVOKE CREATE ON SCHEMA app FROM fagtorg_archivist;

-- Whoever is invited reads that they are, once they are known by that address.
CREATE POLICY "invited" ON "invitation" FOR SELECT TO fagtorg_app
  USING ("email" = (SELECT p."email" FROM "person" p WHERE p."id" = (SELECT app.person()) AND p."email_proved_at" IS NOT NULL));
