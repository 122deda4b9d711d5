import {
  BackupError,
  type BackupManifest,
  inNewFolder,
  type KeptBackup,
  readLog,
  readManifest,
  refuseWithoutRoom,
  store,
  storeCompressed,
  takeBaseBackup,
  writeManifest,
} from '@fagtorg/platform';
import { type Stocktaking, takeStock } from './contents.js';

/** The files of a backup of a whole server. */
export const archiveName = 'base.tar.gz';
export const serverManifestName = 'backup_manifest';

export interface BackupOrder {
  /** Signs in as the administrator of a server that is ours, or to our database on another as a role that may copy it and read all of it. */
  readonly adminUrl: string;
  readonly of: BackupManifest['of'];
  /** Where all backups lie. */
  readonly place: string;
  readonly reason: BackupManifest['reason'];
  /** What a start must know of the installation, beside its data. No secret is among it. */
  readonly installation: { readonly demonstration: boolean; readonly marketComplete: boolean };
  /** Told, in a few words, what goes on. */
  readonly onProgress: (message: string) => void;
  /** Told how far it is. */
  readonly onCount: (message: string) => void;
}

/** The processor and system whose PostgreSQL can open the files. */
export const thisMachine = (): string => `${process.platform}-${process.arch}`;

const inOurDatabase = ({ adminUrl, of }: BackupOrder): string => {
  if (of === 'server') return adminUrl;
  const url = new URL(adminUrl);
  url.pathname = '/fagtorg';
  return url.href;
};

/**
 * Takes a backup of a running server; others may write meanwhile. Everything that was committed before it ended is in it.
 * What it writes has its name only when it is whole.
 *
 * @throws BackupError NO_ROOM or FAILED; errors of the file system. Nothing is left then.
 */
export async function takeBackup(order: BackupOrder): Promise<KeptBackup> {
  const { place, reason, onProgress } = order;
  const beganAt = new Date();
  const before = await takeStock(inOurDatabase(order));
  refuseOthers(before);
  await refuseWithoutRoom(place, before.bytes, 'a backup');
  onProgress('Taking a backup');
  const folder = await inNewFolder({ place, reason, moment: beganAt }, (draft) => fill(draft, order, { beganAt, before }));
  return { folder, manifest: await readManifest(folder) };
}

function refuseOthers({ migrations }: Stocktaking): void {
  if (migrations.length > 0) return;
  throw new BackupError('FAILED', 'There are no tables of Fagtorg in that database.', 'Correct DATABASE_BACKUP_URL.');
}

async function fill(draft: string, order: BackupOrder, { beganAt, before }: { beganAt: Date; before: Stocktaking }): Promise<void> {
  const { adminUrl, of, reason, installation, onCount } = order;
  const { line } = await readLog({ adminUrl });
  const archive = storeCompressed(draft, archiveName);
  const base = await takeBaseBackup({
    adminUrl,
    label: `Fagtorg ${beganAt.toISOString()}`,
    archive: archive.input,
    onProgress: (done, of) => onCount(`Backed up: ${Math.min(99, Math.floor((100 * done) / Math.max(1, of)))} %`),
  });
  const files = [await archive.stored, await store(draft, serverManifestName, base.manifest)];
  const after = await takeStock(inOurDatabase(order));
  const goesOn = line !== null && (await readLog({ adminUrl })).line === line;
  await writeManifest(draft, {
    ...{ reason, of },
    ...{ beganAt: beganAt.toISOString(), endedAt: new Date().toISOString() },
    ...{ server: before.server, machine: thisMachine(), endsAt: base.endsAt },
    ...(goesOn ? { log: line } : {}),
    unpackedBytes: archive.taken(),
    ...installation,
    migrations: [...before.migrations],
    contents: { still: nothingWasWritten(before, after), before: before.contents, after: after.contents },
    files,
  });
}

const nothingWasWritten = ({ began }: Stocktaking, { ended }: Stocktaking): boolean =>
  began.oldestOpen === began.next && began.next === ended.next;
