import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '../../embedded/embedded-database.js';
import { readLauncherEnvironment } from '../../env.js';
import { installQueueSchema } from '../install.js';
import { openTrialRedis } from '../trial-redis.js';

export interface SpecBackend {
  readonly name: 'PostgreSQL' | 'Redis';
  readonly postgresUrl: string;
  readonly redisUrl: string | undefined;
  /** False where the machine has no Redis: its specs are then skipped, or fail where CI is set. */
  readonly isThere: boolean;
}

/** Both backends, empty; the queue's tables made by an owner who is no superuser, the URL the application's. */
export const startBackends = async (): Promise<{ backends: SpecBackend[]; stop: () => Promise<void> }> => {
  const postgres = await startPostgres();
  const redis = await openTrialRedis();
  return {
    backends: [
      { name: 'PostgreSQL', postgresUrl: postgres.url, redisUrl: undefined, isThere: true },
      { name: 'Redis', postgresUrl: postgres.url, redisUrl: redis?.url, isThere: redis !== null },
    ],
    stop: async () => {
      await redis?.stop();
      await postgres.stop();
    },
  };
};

const startPostgres = async () => {
  const server = await startServer();
  const name = `queue_spec_${randomBytes(4).toString('hex')}`;
  const [owner, application] = [`${name}_owner`, `${name}_application`];
  const urlAs = (user: string): string => {
    const url = new URL(`/${name}`, server.adminUrl);
    url.username = user;
    url.password = name;
    return url.href;
  };
  await asUser(server.adminUrl, async (admin) => {
    for (const role of [owner, application]) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${name}'`);
    await admin.query(`GRANT ${owner} TO CURRENT_USER`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${owner}`);
  });
  // Twice, as two processes that start together do.
  await Promise.all([1, 2].map(() => asUser(urlAs(owner), (client) => installQueueSchema(client, application))));
  return {
    url: urlAs(application),
    stop: async () => {
      await asUser(server.adminUrl, async (admin) => {
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
        for (const role of [application, owner]) await admin.query(`DROP ROLE ${role}`);
      });
      await server.stop();
    },
  };
};

const startServer = async () => {
  const { TEST_DATABASE_URL } = readLauncherEnvironment();
  if (TEST_DATABASE_URL !== undefined) return { adminUrl: TEST_DATABASE_URL, stop: () => Promise.resolve() };
  const dataDirectory = await mkdtemp(join(tmpdir(), 'fagtorg-queue-'));
  const database = await startEmbeddedDatabase({ dataDirectory, durable: false, onProgress: () => undefined });
  return {
    adminUrl: database.adminUrl,
    stop: async () => {
      await database.stop();
      await removeEmbeddedDatabase(dataDirectory);
      await rm(dataDirectory, { recursive: true });
    },
  };
};

const asUser = async (url: string, use: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
};
