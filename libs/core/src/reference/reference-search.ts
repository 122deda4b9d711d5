import type { Tx } from '@fagtorg/db';
import { soughtWords, spellings } from '@fagtorg/domain';
import type { SoughtWord } from './sought-word.js';

/** How many competences a word of a search may mean. */
const MEANT = 20;

/** Codes of competences that some everyday words mean: a name that begins with them first, then names and synonyms by likeness. */
async function searchCompetences({ client }: Tx, words: string, first: number): Promise<string[]> {
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

/** Municipalities that a word may name. */
interface SoughtPlaces {
  readonly codes: readonly string[];
  /** Whether the word is the whole name of one: then it means that, and nothing that is spelt alike. */
  readonly exact: boolean;
}

/** Municipalities that a word names, in Norwegian, Sámi or Kven. */
async function searchPlaces({ client }: Tx, word: string): Promise<SoughtPlaces> {
  const rows = await client.$queryRaw<{ code: string; exact: boolean }[]>`
    SELECT code, lower(name) = lower(${word}) AS exact
    FROM (SELECT code, name FROM municipality UNION SELECT municipality_code, name FROM municipality_name) n
    WHERE lower(name) = lower(${word}) OR app.means(name, ${word})`;
  const named = rows.filter(({ exact }) => exact);
  return { codes: (named.length > 0 ? named : rows).map(({ code }) => code), exact: named.length > 0 };
}

/** Codes of competences that some words mean in either form of Norwegian, the best first. */
export async function competencesMeant(tx: Tx, words: string, first: number): Promise<string[]> {
  const codes: string[] = [];
  for (const form of spellings(words)) codes.push(...(await searchCompetences(tx, form, first)));
  return [...new Set(codes)].slice(0, first);
}

/** The words of a search with what may meet each. The whole name of a place means the place alone. */
export async function searchedFor(tx: Tx, text: string): Promise<SoughtWord[]> {
  const words: SoughtWord[] = [];
  for (const word of soughtWords(text)) {
    const { codes: places, exact } = await searchPlaces(tx, word);
    words.push(
      exact
        ? { spellings: [], competences: [], places }
        : { spellings: spellings(word), competences: await competencesMeant(tx, word, MEANT), places },
    );
  }
  return words;
}
