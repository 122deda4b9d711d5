import {
  type BeforeMigration,
  Database,
  installInDatabase,
  installOnServer,
  migrateAll,
  MigrationError,
  type SignIns,
} from '@fagtorg/core';
import { type LauncherEnvironment, startEmbeddedDatabase } from '@fagtorg/platform';
import { backupOfServerBeforeMigration } from '../backup/of-server.js';
import { backupPlace, logPlace } from '../backup/place.js';
import { backupBeforeMigration } from '../backup/take.js';
import { exitCodes } from '../exit-codes.js';
import { shown } from '../home/data-directory.js';
import type { Progress } from '../progress.js';
import { Trouble } from '../trouble.js';

/** A database that is up to date, for as long as it is needed. */
export interface OpenDatabase extends SignIns {
  /** Resolves when it has ended by itself; another's is not watched. */
  readonly ended: Promise<void>;
  /** Whether it runs for us alone and ends with us. */
  readonly isOurs: boolean;
  /** What a failure comes from, where the database knows better; else the failure as it came. */
  readonly explain: (failure: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

interface Options {
  readonly environment: LauncherEnvironment;
  readonly directory: string;
  /** Whether what is in it is made up. */
  readonly demonstration: boolean;
  /** Of the backups that are taken before migrations, so many are kept. */
  readonly keepBackups: number;
  readonly progress: Progress;
}

/** The embedded database, or the one that the environment names, brought to what this version needs. @throws Trouble and its like */
export async function openDatabase(options: Options): Promise<OpenDatabase> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = options.environment;
  if (DATABASE_URL !== undefined && DATABASE_OWNER_URL !== undefined) {
    return openGiven({ applicationUrl: DATABASE_URL, ownerUrl: DATABASE_OWNER_URL }, options);
  }
  if (DATABASE_OWNER_URL !== undefined) return openByOwner('DATABASE_OWNER_URL', DATABASE_OWNER_URL, options);
  return DATABASE_URL === undefined ? openEmbedded(options) : openByOwner('DATABASE_URL', DATABASE_URL, options);
}

async function openEmbedded({ directory, demonstration, keepBackups: keep, progress }: Options): Promise<OpenDatabase> {
  const onProgress = progress.say;
  onProgress(`Starting the embedded PostgreSQL in ${shown(directory)}`);
  const log = logPlace(directory, { demonstration }, onProgress);
  const embedded = await startEmbeddedDatabase({ dataDirectory: shown(directory), durable: true, onProgress, log });
  try {
    const signIns = await installOnServer({
      adminUrl: embedded.adminUrl,
      onProgress,
      beforeMigration: backupBeforeMigration({ directory, place: backupPlace(directory), keep, progress }),
    });
    const { ended, explain, stop } = embedded;
    return { ...signIns, ended, isOurs: true, explain, stop };
  } catch (failure) {
    await embedded.stop();
    throw await embedded.explain(failure);
  }
}

const backupOfServer = ({ directory, keepBackups: keep, progress }: Options): BeforeMigration =>
  backupOfServerBeforeMigration({ place: backupPlace(directory), keep, progress });

/** With both addresses the operator has said who is who. */
async function openGiven({ ownerUrl, applicationUrl }: SignIns, options: Options): Promise<OpenDatabase> {
  const { say: onProgress } = options.progress;
  onProgress(`Using the PostgreSQL of DATABASE_URL at ${hostOf(applicationUrl)}`);
  await migrateAll({ ownerUrl, onProgress, beforeMigration: backupOfServer(options) });
  const application = new Database({ url: applicationUrl, pool: 1 });
  try {
    await application.refusePowers();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Trouble(exitCodes.configuration, `The application can't sign in: ${reason}`, 'Correct DATABASE_URL.', { cause });
  } finally {
    await application.close();
  }
  return { ownerUrl, applicationUrl, ...lastsByItself };
}

/** Which variable holds the owner's address, when it is there alone. */
type OwnersVariable = 'DATABASE_URL' | 'DATABASE_OWNER_URL';

/** With the owner's address alone the application's own role is let in with a password that follows from the owner's. */
async function openByOwner(variable: OwnersVariable, ownerUrl: string, options: Options): Promise<OpenDatabase> {
  const { say: onProgress } = options.progress;
  onProgress(`Using your own PostgreSQL at ${hostOf(ownerUrl)}`);
  if (new URL(ownerUrl).password === '') {
    throw new Trouble(
      exitCodes.configuration,
      'The address of the database has no password, and that of the application (fagtorg_app) would follow from it.',
      'Set DATABASE_OWNER_URL to the owner and DATABASE_URL to fagtorg_app, each as they sign in.',
    );
  }
  const beforeMigration = backupOfServer(options);
  const signIns = await installInDatabase({ ownerUrl, onProgress, beforeMigration }).catch((failure: unknown) => {
    throw noOwner(failure, variable, decodeURIComponent(new URL(ownerUrl).username)) ?? failure;
  });
  return { ...signIns, ...lastsByItself };
}

/** Whoever may not even read which migrations were applied is no owner; the most likely one is the application itself. */
function noOwner(failure: unknown, variable: OwnersVariable, user: string): Trouble | null {
  if (failure instanceof MigrationError || !(failure instanceof Error) || !/permission denied|must be owner/.test(failure.message))
    return null;
  const message = `${variable} signs in as ${user}, which does not own the database and may not bring it up to date.`;
  return new Trouble(exitCodes.configuration, message, 'Set DATABASE_OWNER_URL, signed in as the owner.', { cause: failure });
}

const lastsByItself: Omit<OpenDatabase, keyof SignIns> = {
  ended: new Promise<never>(() => undefined),
  isOurs: false,
  explain: (failure) => Promise.resolve(failure),
  stop: () => Promise.resolve(),
};

const hostOf = (url: string): string => new URL(url).host || 'this machine';
