import {
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
  /** Signs in as the administrator of a server that is ours. */
  readonly adminUrl: string;
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

/** Our database on a server of our own. */
const inOurDatabase = (adminUrl: string): string => {
  const url = new URL(adminUrl);
  url.pathname = '/fagtorg';
  return url.href;
};

/**
 * Takes a backup of a running server of ours; others may write meanwhile. Everything that was committed before it ended is in it.
 * What it writes has its name only when it is whole.
 *
 * @throws BackupError NO_ROOM or FAILED; errors of the file system. Nothing is left then.
 */
export async function takeBackup(order: BackupOrder): Promise<KeptBackup> {
  const { adminUrl, place, reason, onProgress } = order;
  const beganAt = new Date();
  const before = await takeStock(inOurDatabase(adminUrl));
  await refuseWithoutRoom(place, before.bytes, 'a backup');
  onProgress('Taking a backup');
  const folder = await inNewFolder({ place, reason, moment: beganAt }, (draft) => fill(draft, order, { beganAt, before }));
  return { folder, manifest: await readManifest(folder) };
}

async function fill(
  draft: string,
  { adminUrl, reason, installation, onCount }: BackupOrder,
  { beganAt, before }: { beganAt: Date; before: Stocktaking },
): Promise<void> {
  const { line } = await readLog({ adminUrl });
  const archive = storeCompressed(draft, archiveName);
  const base = await takeBaseBackup({
    adminUrl,
    label: `Fagtorg ${beganAt.toISOString()}`,
    archive: archive.input,
    onProgress: (done, of) => onCount(`Backed up: ${Math.min(99, Math.floor((100 * done) / Math.max(1, of)))} %`),
  });
  const files = [await archive.stored, await store(draft, serverManifestName, base.manifest)];
  const after = await takeStock(inOurDatabase(adminUrl));
  const goesOn = line !== null && (await readLog({ adminUrl })).line === line;
  await writeManifest(draft, {
    reason,
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
