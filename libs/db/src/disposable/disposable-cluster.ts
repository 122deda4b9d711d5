import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedDatabase, startEmbeddedDatabase } from '@fagtorg/platform';
import pg from 'pg';
import { applicationRole, openApplication, prepareOwner } from '../migrations/database-roles.js';
import { migrate } from '../migrations/migrate.js';
import { migrationFolder } from '../migrations/migration-folder.js';
import { migrateQueue } from '../migrations/queue-schema.js';

/** What a process must know to make databases of its own: plain text, so that it can be handed to other processes. */
export interface ClusterFacts {
  /** Signs in as the server's administrator. */
  readonly adminUrl: string;
  /** A database with everything that migrations and seed made, for copying. Nobody may connect to it. */
  readonly template: string;
  /** Begins the names of all databases of this run, so that they can be removed together. */
  readonly prefix: string;
}

export interface DisposableCluster {
  readonly facts: ClusterFacts;
  /** Removes every database of this run, and the server where it was ours. */
  readonly close: () => Promise<void>;
}

export interface DisposableClusterOptions {
  /** A server for the specs, signed in as a superuser; without it an embedded one is started and thrown away. */
  readonly serverUrl?: string | undefined;
  /** Fills the template with what every database shall have, such as the reference data. */
  readonly seed?: (template: { ownerUrl: string; applicationUrl: string }) => Promise<void>;
  readonly onProgress: (message: string) => void;
}

/** Runs a task as the server's administrator, in the maintenance database. */
export const asAdministrator = async <T>(adminUrl: string, task: (admin: pg.Client) => Promise<T>): Promise<T> => {
  const admin = new pg.Client({ connectionString: adminUrl, application_name: 'fagtorg-disposable' });
  await admin.connect();
  try {
    return await task(admin);
  } finally {
    await admin.end();
  }
};

const prepareTemplate = async (facts: ClusterFacts, { seed, onProgress }: DisposableClusterOptions): Promise<void> => {
  const { adminUrl, template } = facts;
  const { ownerUrl } = await prepareOwner({ adminUrl, database: template });
  await migrate({ ownerUrl, directory: migrationFolder, onProgress });
  await migrateQueue({ ownerUrl, grantTo: applicationRole });
  const { applicationUrl } = await openApplication({ adminUrl, database: template });
  await seed?.({ ownerUrl, applicationUrl });

  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query('VACUUM ANALYZE');
  await owner.end();
  await asAdministrator(adminUrl, (admin) =>
    admin.query(`ALTER DATABASE ${admin.escapeIdentifier(template)} WITH ALLOW_CONNECTIONS false`),
  );
};

const dropAll = ({ adminUrl, prefix }: ClusterFacts): Promise<void> =>
  asAdministrator(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)', [
      prefix,
    ]);
    for (const { name } of rows) await admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(name)} WITH (FORCE)`);
  });

const embeddedServer = async (onProgress: (message: string) => void): Promise<{ adminUrl: string; close: () => Promise<void> }> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'fagtorg-disposable-'));
  const remove = async (): Promise<void> => {
    await removeEmbeddedDatabase(dataDirectory);
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    const { adminUrl, stop } = await startEmbeddedDatabase({ dataDirectory, durable: false, onProgress });
    return {
      adminUrl,
      close: async () => {
        await stop();
        await remove();
      },
    };
  } catch (failure) {
    await remove();
    throw failure;
  }
};

/**
 * Opens a server for databases that are thrown away, with a migrated and seeded template on it. The roles are made as on a real
 * server: an owner that is no superuser, and the application that owns nothing.
 *
 * @throws EmbeddedDatabaseError or MigrationError; nothing is left running then.
 */
export const openDisposableCluster = async (options: DisposableClusterOptions): Promise<DisposableCluster> => {
  const ours = options.serverUrl === undefined ? await embeddedServer(options.onProgress) : null;
  const adminUrl = ours?.adminUrl ?? options.serverUrl ?? '';
  const prefix = `fagtorg_${randomBytes(4).toString('hex')}_`;
  const facts = { adminUrl, prefix, template: `${prefix}template` };
  const close = ours?.close ?? (() => dropAll(facts));
  try {
    await prepareTemplate(facts, options);
    return { facts, close };
  } catch (failure) {
    await close();
    throw failure;
  }
};
