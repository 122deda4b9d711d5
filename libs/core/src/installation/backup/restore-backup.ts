import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationFolder } from '@fagtorg/db';
import { BackupError, type BackupManifest, readManifest, refuseDamaged, restoreEmbeddedDatabase } from '@fagtorg/platform';
import { signInsOnServer } from '../sign-ins.js';
import { differences } from './compare.js';
import { takeStock } from './contents.js';
import { endSignIns } from './end-sign-ins.js';
import { archiveName, serverManifestName, thisMachine } from './take-backup.js';

/** So many differences are told; the rest is counted. */
const TOLD = 5;

export interface RestoreOrder {
  /** The folder of the backup. */
  readonly folder: string;
  /** Where the embedded database lies, or is to lie. */
  readonly dataDirectory: string;
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
export async function restoreBackup({ folder, dataDirectory, onProgress }: RestoreOrder): Promise<BackupManifest> {
  const manifest = await examineBackup({ folder, onProgress });
  await restoreEmbeddedDatabase({
    dataDirectory,
    archive: join(folder, archiveName),
    serverManifest: join(folder, serverManifestName),
    unpackedBytes: manifest.unpackedBytes,
    onProgress,
    check: async ({ adminUrl }) => {
      onProgress('Comparing what came back with what was counted');
      await refuseDifferences(manifest, adminUrl);
      await signInsOnServer({ adminUrl });
      onProgress('Ending the sign-ins that the backup holds');
      await endSignIns(inOurDatabase(adminUrl));
    },
  });
  return manifest;
}

function inOurDatabase(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/fagtorg';
  return url.href;
}

async function refuseDifferences(manifest: BackupManifest, adminUrl: string): Promise<void> {
  const found = differences(manifest, await takeStock(inOurDatabase(adminUrl)));
  if (found.length === 0) return;
  const more = found.length > TOLD ? ` And ${found.length - TOLD} more.` : '';
  const message = `What came back is not what was backed up. ${found.slice(0, TOLD).join(' ')}${more}`;
  throw new BackupError('DIFFERS', message, 'Use another backup (npx fagtorg backup list). What was there before is in place again.');
}
