import { Prisma } from '@fagtorg/db';

/** A word of a search, and what may meet it. */
export interface SoughtWord {
  /** None where the word means a place. */
  readonly spellings: readonly string[];
  readonly competences: readonly string[];
  readonly places: readonly string[];
}

/**
 * Whether a thing meets every word of a search. Words that mean nothing by themselves, such as «i», narrow nothing.
 * @param column the columns that carry its words, its letters and its place, and whether it has one of some competences
 */
export function meetsAll(
  words: readonly SoughtWord[],
  column: { words: Prisma.Sql; letters: Prisma.Sql; place: Prisma.Sql; has: (competences: readonly string[]) => Prisma.Sql },
): Prisma.Sql {
  const each = words.map(({ spellings, competences, places }) => {
    const said = spellings.map((form) => {
      const query = Prisma.sql`plainto_tsquery('app.norwegian'::regconfig, ${form})`;
      const whole = Prisma.sql`${column.words} @@ ${query} OR numnode(${query}) = 0`;
      return form.length > WHOLE ? Prisma.sql`${whole} OR app.plain(${form}) <% app.plain(${column.letters})` : whole;
    });
    return Prisma.sql`(${Prisma.join([...said, Prisma.sql`${column.place} = ANY (${places})`, column.has(competences)], ' OR ')})`;
  });
  return each.length > 0 ? Prisma.join(each, ' AND ') : Prisma.sql`false`;
}

/** The longest word that is taken whole (as app.means does). */
const WHOLE = 3;
