import { Database, nobody, Prisma } from '@fagtorg/db';
import type { EmbeddedDatabase } from '@fagtorg/platform';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Every row of every table that is kept, as JSON text in an order of its own: what a restore must bring back. */
export async function allRows(adminUrl: string): Promise<Record<string, string[]>> {
  const url = new URL(adminUrl);
  url.pathname = '/fagtorg';
  const database = new Database({ url: url.href, pool: 1, patient: true });
  try {
    return await database.withTenant(nobody, async ({ client }) => {
      const tables = await client.$queryRaw<{ name: string }[]>`
        SELECT format('%I.%I', relnamespace::regnamespace, relname) AS name FROM pg_class
        WHERE relnamespace::regnamespace::text IN ('public', 'bullmq') AND relkind = 'r' AND relpersistence = 'p' ORDER BY 1`;
      const all: Record<string, string[]> = {};
      for (const { name } of tables) {
        const rows = await client.$queryRaw<{ row: string }[]>`SELECT to_jsonb(t)::text AS row FROM ${Prisma.raw(name)} t ORDER BY 1`;
        all[name.replace('public.', '')] = rows.map(({ row }) => row);
      }
      return all;
    });
  } finally {
    await database.close();
  }
}

/** The process that serves an embedded database. */
export async function postmasterOf({ log }: EmbeddedDatabase): Promise<number> {
  const note = await readFile(join(log, '..', 'cluster', 'postmaster.pid'), 'utf8');
  return Number(note.split('\n')[0]);
}

/** Destroys a data directory as a lost disk does, also what lies elsewhere for root. */
export async function destroy(dataDirectory: string): Promise<void> {
  const pointed = await readFile(join(dataDirectory, 'embedded-database.path'), 'utf8').catch(() => '');
  if (pointed !== '') await rm(pointed.trim(), { recursive: true });
  await rm(dataDirectory, { recursive: true });
}
