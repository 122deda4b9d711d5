import { examineBackup, restoreBackup, type Until, wayBackToServer } from '@fagtorg/core';
import { type BackupManifest, newTokenKey, readLauncherEnvironment } from '@fagtorg/platform';
import { readdir } from 'node:fs/promises';
import { exitCodes } from '../exit-codes.js';
import { forgetInstallation, keepInstallation, readInstallation, refuseOtherThings, shown } from '../home/data-directory.js';
import { keepAlone } from '../home/instance.js';
import type { Progress } from '../progress.js';
import { Trouble } from '../trouble.js';

interface Restoring {
  readonly folder: string;
  readonly directory: string;
  /** How far the log is to take it; left out, it is as it was when the backup ended. */
  readonly until: Until | undefined;
  /** Said in advance where data that are no demonstration are to be replaced. */
  readonly yes: boolean;
  readonly progress: Progress;
}

/**
 * Puts a backup in the place of the embedded database of a data directory, which must not run, or where none is.
 * @throws Trouble, BackupError or EmbeddedDatabaseError; what was there before is in place then
 */
export async function restore({ folder, directory, until, yes, progress }: Restoring): Promise<BackupManifest> {
  refuseAnothersServer(folder);
  await refuseOtherThings(directory);
  const keeping = await keepAlone(directory);
  try {
    await refuseToReplace(directory, yes);
    const { demonstration, marketComplete } = await examineBackup({ folder, onProgress: progress.say });
    const before = await readInstallation(directory).catch(() => null); // a damaged one is about to be replaced
    // A new key: what was revoked after the backup must not come back to life. It is there before the data are, so that a start after a
    // power cut never takes them for a new demonstration.
    await keepInstallation(directory, { tokenKey: JSON.stringify(await newTokenKey()), demonstration, marketComplete });
    try {
      return await restoreBackup({ folder, dataDirectory: shown(directory), until, onProgress: progress.say });
    } catch (failure) {
      await (before === null ? forgetInstallation(directory) : keepInstallation(directory, before));
      throw failure;
    }
  } finally {
    await keeping.letGo();
  }
}

function refuseAnothersServer(folder: string): void {
  const { DATABASE_URL, DATABASE_OWNER_URL } = readLauncherEnvironment();
  if (DATABASE_URL === undefined && DATABASE_OWNER_URL === undefined) return;
  throw new Trouble(
    exitCodes.usage,
    'DATABASE_URL names a PostgreSQL of your own, and this puts a backup into the embedded one alone. Nothing was changed.',
    `Unset DATABASE_URL and DATABASE_OWNER_URL. Where it is a backup of your server: ${wayBackToServer(folder)}`,
  );
}

async function refuseToReplace(directory: string, yes: boolean): Promise<void> {
  if (yes) return;
  const here = await readInstallation(directory).catch(() => 'damaged' as const);
  const isMadeUp = here !== 'damaged' && here?.demonstration === true;
  if (isMadeUp || !(await holdsData(directory))) return;
  throw new Trouble(
    exitCodes.usage,
    `What lies in ${shown(directory)} would be replaced by the backup, and it is no demonstration. Nothing was changed.`,
    'Take a backup of it first (npx fagtorg backup), or say --yes.',
  );
}

/** What any database of ours has in its data directory: its files, or where root's files are. */
const holdsData = async (directory: string): Promise<boolean> =>
  (await readdir(directory)).some((name) => ['cluster', 'embedded-database.path', 'installation.json'].includes(name));
