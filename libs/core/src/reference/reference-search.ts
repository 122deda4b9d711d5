import type { Tx } from '@fagtorg/db';

/** Codes of competences that some everyday words mean: a name that begins with them first, then names and synonyms by likeness. */
export async function searchCompetences({ client }: Tx, words: string, first: number): Promise<string[]> {
  const rows = await client.$queryRaw<{ code: string }[]>`
    SELECT c.code
    FROM competence c
    CROSS JOIN LATERAL (SELECT concat_ws(' ', c.label_nb, c.label_nn, c.label_en) AS names, array_to_string(c.synonyms, ' ') AS synonyms) w
    WHERE c.selectable AND (app.means(w.names, ${words}) OR app.means(w.synonyms, ${words}))
    ORDER BY
      (SELECT bool_or(starts_with(app.plain(label), app.plain(${words}))) FROM unnest(ARRAY[c.label_nb, c.label_nn, c.label_en]) label) DESC,
      app.plain(${words}) = ANY (SELECT app.plain(s) FROM unnest(c.synonyms) s) DESC,
      greatest(word_similarity(app.plain(${words}), app.plain(w.names)), word_similarity(app.plain(${words}), app.plain(w.synonyms)) * 0.9) DESC,
      strict_word_similarity(app.plain(${words}), app.plain(w.names)) DESC,
      c.priority, c.label_nb COLLATE "C"
    LIMIT ${first}`;
  return rows.map(({ code }) => code);
}

/** Numbers of municipalities that are named, in Norwegian, Sámi or Kven. */
export async function searchPlaces({ client }: Tx, words: string): Promise<string[]> {
  const rows = await client.$queryRaw<{ code: string }[]>`
    SELECT code FROM municipality WHERE app.means(name, ${words})
    UNION SELECT municipality_code FROM municipality_name WHERE app.means(name, ${words})`;
  return rows.map(({ code }) => code);
}
