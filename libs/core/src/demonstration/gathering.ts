import type { Tx } from '@fagtorg/db';

/** Tables whose new rows can be gathered, each behind those that it refers to. */
const tables = [
  'need',
  'needRequirement',
  'needCoBorrower',
  'offer',
  'listing',
  'listingLender',
  'listingCompetence',
  'offerEvidence',
  'availability',
  'transition',
  'transitionDetail',
] as const;

interface Inserting {
  createMany(rows: { data: object | readonly object[] }): Promise<unknown>;
}

/**
 * Lets work insert rows one by one, as the services do, and writes them table by table at the end: a few statements instead of thousands.
 * Inserting is all that the work can do; it reads nothing and changes nothing.
 */
export async function gathering<T>(tx: Tx, work: (gatherer: Tx) => Promise<T>): Promise<T> {
  const gathered = new Map<string, object[]>(tables.map((table) => [table, []]));
  const inserting = (table: string): Inserting => ({
    createMany: ({ data }) => {
      gathered.get(table)?.push(...[data].flat());
      return Promise.resolve();
    },
  });
  const client = Object.fromEntries(tables.map((table) => [table, inserting(table)])) as unknown as Tx['client'];
  const result = await work({ ...tx, client });
  for (const table of tables) {
    const data = gathered.get(table) ?? [];
    if (data.length > 0) await (tx.client[table] as unknown as Inserting).createMany({ data });
  }
  return result;
}
