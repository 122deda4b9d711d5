import pg from 'pg';
import { MigrationError } from './migration-error.js';

/** Ours, for the whole of a run: "fagtorg" on a telephone's keys. */
const ourLock = 3_248_674;
/** The schema engine's, here and in Prisma's own command, while it applies: when it is free, nobody is in the middle of a migration. */
const prismasLock = 72_707_369;

const patience = '10min';

const isDatabaseError = (failure: unknown): failure is { code: string; message: string } =>
  typeof failure === 'object' && failure !== null && 'code' in failure && 'message' in failure;

const withoutPassword = (url: string): string => {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
};

/** Signs in as the owner. Throws MigrationError CANNOT_CONNECT. */
export const connectAsOwner = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, application_name: 'fagtorg-migrations', connectionTimeoutMillis: 10_000 });
  // A session that breaks off while it holds the lock is noticed by whoever works under it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const reason = isDatabaseError(cause) ? cause.message || cause.code : String(cause);
    throw new MigrationError(
      'CANNOT_CONNECT',
      `The database ${withoutPassword(url)} can't be reached as its owner: ${reason}.`,
      'See that PostgreSQL runs and that DATABASE_OWNER_URL has the right address, database, user and password.',
      null,
      { cause },
    );
  }
};

const take = async (client: pg.Client, lock: number, onProgress: (message: string) => void): Promise<void> => {
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [lock]);
  if (rows[0]?.free === true) return;
  onProgress('Waiting for another process that migrates this database');
  await client.query(`SET lock_timeout = '${patience}'`);
  await client.query('SELECT pg_advisory_lock($1)', [lock]).catch((cause: unknown) => {
    throw new MigrationError(
      'LOCKED',
      'Another process has been migrating this database for more than ten minutes.',
      'Look for a process that hangs (application_name in pg_stat_activity), and try again when it is gone.',
      null,
      { cause },
    );
  });
};

/**
 * Runs a task while nobody else migrates this database, and waits its turn for at most ten minutes. The lock is a session's: it is
 * gone with the process, however that ends.
 */
export const withMigrationLock = async <T>(
  ownerUrl: string,
  onProgress: (message: string) => void,
  task: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = await connectAsOwner(ownerUrl);
  try {
    await take(client, ourLock, onProgress);
    await take(client, prismasLock, onProgress);
    await client.query('SELECT pg_advisory_unlock($1)', [prismasLock]);
    return await task(client);
  } finally {
    await client.end();
  }
};
