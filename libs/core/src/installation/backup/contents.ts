import { Database, nobody, Prisma, type Tx } from '@fagtorg/db';
import type { BackupContents } from '@fagtorg/platform';

/** What a database holds at a moment, and the transactions that had begun by then. */
export interface Stocktaking {
  readonly contents: BackupContents;
  readonly migrations: readonly string[];
  readonly bytes: number;
  readonly server: string;
  /** Where writing stood before the count, and after it. */
  readonly began: WritingSoFar;
  readonly ended: WritingSoFar;
}

/** Transactions that write are numbered: two equal pairs, with nothing open, tell that nothing was written between. */
export interface WritingSoFar {
  readonly oldestOpen: string;
  readonly next: string;
}

/**
 * Counts what a database holds; others may write meanwhile.
 * @param url signs in as somebody whom row security does not bind: another would count what it sees
 */
export async function takeStock(url: string): Promise<Stocktaking> {
  const database = new Database({ url, pool: 1, patient: true });
  try {
    return await database.withTenant(nobody, counted);
  } finally {
    await database.close();
  }
}

async function counted(tx: Tx): Promise<Stocktaking> {
  const { client } = tx;
  // Rather nothing than fewer rows than there are.
  await client.$executeRaw`SET LOCAL row_security = off`;
  const began = await writingSoFar(tx);
  const [server] = await client.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
  // The server empties unlogged tables after a crash, and so they come back empty.
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY 1`;
  const names = tables.map(({ name }) => name);
  return {
    contents: { rows: await rowCounts(tx, names), auditHeads: names.includes('audit_head') ? await auditHeads(tx) : {} },
    migrations: names.includes('_prisma_migrations') ? await appliedMigrations(tx) : [],
    bytes: await databaseBytes(tx),
    server: server?.version ?? '',
    began,
    ended: await writingSoFar(tx),
  };
}

async function writingSoFar({ client }: Tx): Promise<WritingSoFar> {
  const [so] = await client.$queryRaw<WritingSoFar[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS "oldestOpen", pg_snapshot_xmax(pg_current_snapshot())::text AS next`;
  return so ?? { oldestOpen: '', next: '' };
}

/** What all databases of the server take on the disk. */
export async function databaseBytes({ client }: Tx): Promise<number> {
  const [sum] = await client.$queryRaw<{ bytes: bigint }[]>`
    SELECT sum(pg_database_size(oid))::bigint AS bytes FROM pg_database WHERE datallowconn`;
  return Number(sum?.bytes ?? 0);
}

async function rowCounts({ client }: Tx, names: readonly string[]): Promise<Record<string, number>> {
  if (names.length === 0) return {};
  const counts = names.map((name) => Prisma.sql`SELECT ${name} AS name, count(*)::int AS rows FROM ${Prisma.raw(`public."${name}"`)}`);
  const rows = await client.$queryRaw<{ name: string; rows: number }[]>(Prisma.join(counts, ' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

async function auditHeads({ client }: Tx): Promise<BackupContents['auditHeads']> {
  const heads = await client.$queryRaw<{ organisation: string; number: number; hash: string }[]>`
    SELECT organisation_id::text AS organisation, number::int, encode(hash, 'hex') AS hash FROM audit_head ORDER BY 1`;
  return Object.fromEntries(heads.map(({ organisation, number, hash }) => [organisation, { number, hash }]));
}

async function appliedMigrations({ client }: Tx): Promise<string[]> {
  const applied = await client.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`;
  return applied.map(({ name }) => name);
}
