import { Database } from '@fagtorg/core';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';

/** Runs work on a database. @throws Trouble where that does not answer, or does not let us in */
export async function onDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url, pool: 2, patient: true });
  try {
    await database.ping().catch((cause: unknown) => {
      const { host, username } = new URL(url);
      const message = `The database at ${host} does not answer to ${decodeURIComponent(username)}: ${reasonOf(cause)}`;
      throw new Trouble(exitCodes.unavailable, message, 'See that it runs, and that DATABASE_URL and DATABASE_OWNER_URL are right.', {
        cause,
      });
    });
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The reason that the database gave; Prisma wraps it in its own words. */
export function reasonOf(failure: unknown): string {
  const said = failure instanceof Error ? failure.message : String(failure);
  return /Message: `(.*)`/.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? said;
}
