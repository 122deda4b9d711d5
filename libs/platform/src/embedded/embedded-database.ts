import { keepLog, type LogPlace } from '../backup/log/keep-log.js';
import { formerClusters } from './aside.js';
import { clusterExists, createCluster, administrator, readPassword } from './cluster.js';
import { explainByDisk } from './embedded-error.js';
import { finishExchange } from './exchange.js';
import { furnish, openPlaces, type Places, removePlaces } from './home.js';
import { clearLeftovers, keepAlone } from './keeper.js';
import { startPostmaster } from './postmaster.js';

/** A PostgreSQL of our own, as long as this process lives. */
export interface EmbeddedDatabase {
  /** Signs in as the superuser, to the maintenance database `postgres`. Keep it from the application. */
  readonly adminUrl: string;
  readonly port: number;
  /** The log of this run; that of the run before lies beside it. */
  readonly log: string;
  /** Resolves when the server has ended: after stop(), or because it died. */
  readonly ended: Promise<void>;
  /** What a failure of something that uses the database comes from, as far as the disk tells; else the failure as it came. */
  readonly explain: (failure: unknown) => Promise<unknown>;
  /** Stops the server in good order and resolves when no process of it is left. May be called twice. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  /** What the user calls the data directory, as `.fagtorg`. */
  readonly dataDirectory: string;
  /** False gives up safety in a power cut for speed: for databases that are thrown away. */
  readonly durable: boolean;
  /** Told, in a few words, what takes time. */
  readonly onProgress: (message: string) => void;
  /** Where its log is kept as it is written, so that a restore can go to any moment; left out, it is not. */
  readonly log?: LogPlace | undefined;
}

const start = async (places: Places, options: EmbeddedDatabaseOptions, letGo: () => Promise<void>): Promise<EmbeddedDatabase> => {
  await clearLeftovers(places, options.onProgress);
  await finishExchange(places);
  const isNew = !(await clusterExists(places));
  if (isNew) options.onProgress('Unpacking PostgreSQL and making a database');
  const home = await furnish(places);
  if (isNew) await createCluster(home, options.durable);
  const password = await readPassword(places);
  const postmaster = await startPostmaster(home, options.durable, options.onProgress);
  const adminUrl = `postgresql://${administrator}:${password}@127.0.0.1:${String(postmaster.port)}/postgres`;
  const log = options.log === undefined ? null : keepLog({ adminUrl, ...options.log });
  const ended = postmaster.ended.then(() => log?.stop()).then(letGo);
  return {
    adminUrl,
    port: postmaster.port,
    log: places.log,
    ended,
    explain: (failure) => explainByDisk(failure, places),
    stop: async () => {
      await postmaster.stop();
      await ended;
    },
  };
};

/**
 * Starts the PostgreSQL 18 that npm installed, on a free port of 127.0.0.1, and makes its database on the first start. What a crash
 * left is cleared away first, and the server shuts itself down when this process dies without a stop().
 *
 * An ordinary user has everything inside `dataDirectory`. For root, whom PostgreSQL refuses, an unprivileged system user runs it
 * under /var/lib/fagtorg, and the data directory holds a pointer.
 *
 * @throws EmbeddedDatabaseError with a plain sentence and the way out; the data is untouched then.
 */
export const startEmbeddedDatabase = async (options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> => {
  const places = await openPlaces(options.dataDirectory);
  const letGo = await keepAlone(places);
  try {
    return await start(places, options, letGo);
  } catch (failure) {
    await letGo();
    throw failure;
  }
};

/**
 * Deletes the database of a data directory for good (`--fresh`); a directory without one is fine.
 *
 * @throws EmbeddedDatabaseError IN_USE while another process uses it, OTHER_OWNER when it is not this user's.
 */
export const removeEmbeddedDatabase = async (dataDirectory: string): Promise<void> => {
  const places = await openPlaces(dataDirectory);
  const letGo = await keepAlone(places);
  try {
    await clearLeftovers(places, () => undefined);
    await removePlaces(dataDirectory, places);
  } finally {
    await letGo();
  }
};

/**
 * How the superuser signs in to an embedded database that another process runs.
 *
 * @throws EmbeddedDatabaseError DATA_MISSING where its password is gone
 */
export const administratorOf = async (dataDirectory: string, port: string): Promise<{ adminUrl: string }> => {
  const password = await readPassword(await openPlaces(dataDirectory));
  return { adminUrl: `postgresql://${administrator}:${password}@127.0.0.1:${port}/postgres` };
};

/** The files of an embedded database that nobody but one user may look into: the cluster's folder first, then its password and its log. */
export const embeddedFiles = async (dataDirectory: string): Promise<string[]> => {
  const { cluster, password, log } = await openPlaces(dataDirectory);
  return [cluster, password, log];
};

/** Databases that a restore had put aside and that are left, as it was cut off before it could remove them: the latest first. */
export const formerDatabases = async (dataDirectory: string): Promise<string[]> => formerClusters((await openPlaces(dataDirectory)).folder);
