-- An erased name in what others have written: taken out where nothing asks for it to be kept, and told where the law does.
--
-- fagtorg_archivist  owns the one function that looks for a name in every organisation's words, and nobody becomes it.

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
GRANT SELECT ON "need", "transition", "transition_detail" TO fagtorg_archivist;
GRANT SELECT, UPDATE ("headline") ON "listing" TO fagtorg_archivist;
GRANT SELECT, UPDATE ("evidence") ON "offer_evidence" TO fagtorg_archivist;
GRANT SELECT, UPDATE ("unit", "deputy_for", "delegation_reference", "grant_reason", "end_reason") ON "membership" TO fagtorg_archivist;
GRANT SELECT, UPDATE ("unit", "deputy_for", "delegation_reference", "reason") ON "invitation" TO fagtorg_archivist;
GRANT SELECT, UPDATE ("name", "reason") ON "service_account" TO fagtorg_archivist;
CREATE POLICY "archivist" ON "need" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "transition" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "transition_detail" FOR SELECT TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "listing" TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "offer_evidence" TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "membership" TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "invitation" TO fagtorg_archivist USING (true);
CREATE POLICY "archivist" ON "service_account" TO fagtorg_archivist USING (true);

-- A pattern of the words as they stand, by themselves and not inside of longer ones.
CREATE FUNCTION app.as_pattern(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT '(?<!\w)' || regexp_replace(regexp_replace(words, '([^\w\s])', '\\\1', 'g'), '\s+', '\\s+', 'g') || '(?!\w)' $$;

-- Takes a name and an address out of what people have written, and answers where they stay: in needs and in the reasons of their steps, which
-- are case documents. A single word is not looked for, as it names others too.
CREATE FUNCTION app.forget_words(full_name text, address text)
RETURNS TABLE (organisation_id uuid, thing text, thing_id uuid, place text, since date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sought text := concat_ws('|', CASE WHEN full_name ~ '\S\s+\S' THEN app.as_pattern(full_name) END, app.as_pattern(address));
  written record;
BEGIN
  FOR written IN SELECT * FROM (VALUES ('listing', 'headline'), ('offer_evidence', 'evidence'),
    ('membership', 'unit'), ('membership', 'deputy_for'), ('membership', 'delegation_reference'),
    ('membership', 'grant_reason'), ('membership', 'end_reason'),
    ('invitation', 'unit'), ('invitation', 'deputy_for'), ('invitation', 'delegation_reference'), ('invitation', 'reason'),
    ('service_account', 'name'), ('service_account', 'reason')) AS w (place, part)
  LOOP
    EXECUTE format('UPDATE %1$I SET %2$I = regexp_replace(%2$I, $1, ''…'', ''gi'') WHERE %2$I ~* $1', written.place, written.part) USING sought;
  END LOOP;
  RETURN QUERY
    SELECT n.borrower_id, 'Need', n.id, 'title', (n.created_at AT TIME ZONE 'Europe/Oslo')::date FROM need n WHERE n.title ~* sought
    UNION ALL
    SELECT n.borrower_id, 'Need', n.id, 'description', (n.created_at AT TIME ZONE 'Europe/Oslo')::date FROM need n WHERE n.description ~* sought
    UNION ALL
    SELECT d.organisation_id, CASE WHEN t.need_id IS NULL THEN 'Offer' ELSE 'Need' END, coalesce(t.need_id, t.offer_id), 'reason',
      (t.at AT TIME ZONE 'Europe/Oslo')::date
    FROM transition_detail d JOIN transition t ON t.id = d.transition_id WHERE d.reason ~* sought;
END $$;
REVOKE ALL ON FUNCTION app.forget_words(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.forget_words(text, text) TO fagtorg_gatekeeper;
GRANT CREATE ON SCHEMA app TO fagtorg_archivist;
ALTER FUNCTION app.forget_words(text, text) OWNER TO fagtorg_archivist;
REVOKE CREATE ON SCHEMA app FROM fagtorg_archivist;
