import { type BeforeMigration, takeBackup } from '@fagtorg/core';
import { administratorOf, type BackupManifest, type KeptBackup, keepNewest } from '@fagtorg/platform';
import { readInstallation, shown } from '../home/data-directory.js';
import type { Progress } from '../progress.js';
import { figure } from '../progress.js';

interface Taking {
  readonly directory: string;
  /** Signs in to the embedded database of that directory, which runs, whoever started it. */
  readonly ownerUrl: string;
  readonly place: string;
  readonly reason: BackupManifest['reason'];
  readonly progress: Progress;
}

/** Takes a backup of the embedded database of a data directory, while it runs. @throws BackupError */
export async function takeOfEmbedded({ directory, ownerUrl, place, reason, progress }: Taking): Promise<KeptBackup> {
  const { adminUrl } = await administratorOf(shown(directory), new URL(ownerUrl).port);
  const { demonstration = false, marketComplete = false } = (await readInstallation(directory)) ?? {};
  return takeBackup({
    ...{ adminUrl, of: 'embedded', place, reason },
    installation: { demonstration, marketComplete },
    onProgress: progress.say,
    onCount: progress.count,
  });
}

interface BeforeMigrating {
  readonly directory: string;
  readonly place: string;
  readonly keep: number;
  readonly progress: Progress;
}

/** A backup before each migration of the embedded database; the newest of them are kept. */
export const backupBeforeMigration =
  ({ directory, place, keep, progress }: BeforeMigrating): BeforeMigration =>
  async ({ ownerUrl, pending }) => {
    progress.say(`A backup first, as the database is about to be changed (${pending.join(', ')})`);
    const kept = await takeOfEmbedded({ directory, ownerUrl, place, reason: 'before-migration', progress });
    progress.say(told(kept));
    await keepNewest(place, keep, 'before-migration');
  };

/** Where a backup lies, what it weighs, and what that means for whoever looks after it. */
export const told = ({ folder, manifest }: KeptBackup): string =>
  `The backup lies in ${shown(folder)} (${figure(megabytes(manifest))} MB). It holds personal data: nobody but this user can read it.`;

/** The size of a backup in whole megabytes, and one at least. */
export const megabytes = ({ files }: BackupManifest): number =>
  Math.max(1, Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_048_576));
