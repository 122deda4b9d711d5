import { Prisma, type Tx } from '@fagtorg/db';

/** Tables whose new rows can be gathered, as the client names them, each behind those that it refers to. */
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
 * Lets work insert rows one by one, as the services do, and writes them at the end, a statement a table: thousands of rows take seconds
 * instead of minutes. Inserting is all that the work can do; it reads nothing and changes nothing.
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
  for (const table of tables) await insert(tx, table, gathered.get(table) ?? []);
  return result;
}

/**
 * One JSON text for all rows of a table, since the client's own createMany takes longer to word a long statement than the database to run
 * it. Fields and columns are called the same but for their spelling.
 */
async function insert({ client }: Tx, table: string, rows: readonly object[]): Promise<void> {
  const spelt = rows.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [inColumns(field), value])));
  const names = [...new Set(spelt.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) return;
  const into = Prisma.raw(`"${inColumns(table)}"`);
  const columns = Prisma.raw(names.map((name) => `"${name}"`).join(', '));
  await client.$executeRaw`
    INSERT INTO ${into} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${into}, ${JSON.stringify(spelt)}::jsonb)`;
}

/** "needId" is "need_id" in the database. */
const inColumns = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
