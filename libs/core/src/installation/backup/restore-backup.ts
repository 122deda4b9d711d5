import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { migrationFolder } from '@fagtorg/db';
import {
  BackupError,
  type BackupManifest,
  furtherLog,
  lineFolder,
  positionOf,
  readManifest,
  refuseDamaged,
  restoreEmbeddedDatabase,
} from '@fagtorg/platform';
import { signInsOnServer } from '../sign-ins.js';
import { differences } from './compare.js';
import { takeStock } from './contents.js';
import { endSignIns } from './end-sign-ins.js';
import { archiveName, serverManifestName, thisMachine } from './take-backup.js';

/** A moment, or the last one that the log knows. */
export type Until = Date | 'latest';

/** So many differences are told; the rest is counted. */
const TOLD = 5;

export interface RestoreOrder {
  /** The folder of the backup. */
  readonly folder: string;
  /** Where the embedded database lies, or is to lie. */
  readonly dataDirectory: string;
  /** How far the log is to take it; left out, it is as it was when the backup ended. */
  readonly until?: Until | undefined;
  readonly onProgress: (message: string) => void;
}

/**
 * Looks whether a backup can be restored here, without changing anything: it is whole, unchanged, for this machine and not of a newer version.
 * @throws BackupError
 */
export async function examineBackup({ folder, onProgress }: Omit<RestoreOrder, 'dataDirectory'>): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  onProgress('Comparing the backup with its checksums');
  await refuseDamaged(folder, manifest.files);
  if (manifest.machine !== thisMachine()) {
    const message = `The backup was made on ${manifest.machine} and this is ${thisMachine()}: its files can't be opened here.`;
    throw new BackupError('OTHER_MACHINE', message, 'Restore it on a machine of that kind.');
  }
  const known = await readdir(migrationFolder);
  const newer = manifest.migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    const message = `The backup is of a newer Fagtorg: it has migrations that this one does not know (${newer.slice(0, TOLD).join(', ')}).`;
    throw new BackupError('NEWER_FORMAT', message, 'Restore it with that version.');
  }
  return manifest;
}

/**
 * Puts a backup in the place of an embedded database, or where none is, compares what came back with what the backup promised, and ends every
 * sign-in in it.
 *
 * @throws BackupError; EmbeddedDatabaseError IN_USE while the database runs, and others. What was there before is in place again then.
 */
export async function restoreBackup({ folder, dataDirectory, until, onProgress }: RestoreOrder): Promise<BackupManifest> {
  const manifest = await examineBackup({ folder, onProgress });
  refuseOfServer(folder, manifest);
  const further = until === undefined ? undefined : await logFor(folder, manifest, until);
  await restoreEmbeddedDatabase({
    dataDirectory,
    archive: join(folder, archiveName),
    serverManifest: join(folder, serverManifestName),
    unpackedBytes: manifest.unpackedBytes,
    further,
    onProgress,
    check: async ({ adminUrl }) => {
      onProgress('Comparing what came back with what was counted');
      await refuseDifferences(manifest, adminUrl, further !== undefined);
      await signInsOnServer({ adminUrl });
      onProgress('Ending the sign-ins that the backup holds');
      await endSignIns(inOurDatabase(adminUrl));
    },
  });
  return manifest;
}

function refuseOfServer(folder: string, { of, server }: BackupManifest): void {
  if (of === 'embedded') return;
  throw new BackupError('OF_A_SERVER', `The backup is of a server of your own (PostgreSQL ${server}).`, wayBackToServer(folder));
}

/** How the backup of a server of the operator's comes back: what a base backup is, its own tools can open. */
export const wayBackToServer = (folder: string): string =>
  `Stop that server, empty its data directory, unpack ${join(folder, archiveName)} into it as the server's user (tar -xzf), and start it; then: npx fagtorg doctor`;

/** The log that takes a backup to a moment. It lies beside the backups. @throws BackupError LOG */
async function logFor(folder: string, { log, endsAt, endedAt }: BackupManifest, until: Until): ReturnType<typeof furtherLog> {
  if (log === undefined) {
    throw new BackupError('LOG', 'No log was kept from this backup on.', 'Restore it as it is: leave out --until.');
  }
  if (until !== 'latest' && until.toISOString() <= endedAt) {
    const message = `The backup ended at ${endedAt}, after the moment that was asked for.`;
    throw new BackupError('LOG', message, 'Take an earlier backup: npx fagtorg backup list');
  }
  return furtherLog(lineFolder(dirname(folder), log), positionOf(endsAt), until === 'latest' ? null : until);
}

function inOurDatabase(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/fagtorg';
  return url.href;
}

async function refuseDifferences(manifest: BackupManifest, adminUrl: string, further: boolean): Promise<void> {
  const found = differences(manifest, await takeStock(inOurDatabase(adminUrl)), further);
  if (found.length === 0) return;
  const more = found.length > TOLD ? ` And ${found.length - TOLD} more.` : '';
  const message = `What came back is not what was backed up. ${found.slice(0, TOLD).join(' ')}${more}`;
  throw new BackupError('DIFFERS', message, 'Use another backup (npx fagtorg backup list). What was there before is in place again.');
}
