import type { Database } from '@fagtorg/db';

/** Whether the search for misspelt words knows letters beyond ASCII in a database, and the setting that decides it. */
export interface LettersOfSearch {
  readonly beyondAscii: boolean;
  readonly ctype: string;
}

/** With LC_CTYPE C, pg_trgm drops every letter beyond ASCII, whatever sorts the text. */
export function lettersOfSearch(database: Database): Promise<LettersOfSearch> {
  return database.asMatcher(async ({ client }) => {
    const [found] = await client.$queryRaw<LettersOfSearch[]>`
      SELECT cardinality(show_trgm('ŋ')) > 0 AS "beyondAscii", datctype AS ctype FROM pg_database WHERE datname = current_database()`;
    if (!found) throw new Error('The database does not know itself.');
    return found;
  });
}
