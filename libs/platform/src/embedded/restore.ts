import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, rename, rm } from 'node:fs/promises';
import { BackupError } from '../backup/backup-error.js';
import { type FurtherLog, furtherSettings, logBytes, putLog, whyNoFurther } from '../backup/log/further.js';
import { refuseWithoutRoom } from '../backup/room.js';
import { refuseUnlike, unpack } from '../backup/unpack.js';
import { restoredOf } from './aside.js';
import { administrator, readPassword } from './cluster.js';
import { explainFileFailure } from './embedded-error.js';
import { enclosePassword, exchange, finishExchange, takeBack } from './exchange.js';
import { forgetLostPlaces, furnish, type Home, openPlaces } from './home.js';
import { clearLeftovers, keepAlone } from './keeper.js';
import { startPostmaster } from './postmaster.js';
import { setPassword } from './single-user.js';

export interface RestoreOptions {
  /** What the user calls the data directory. What lies there is put aside, and removed when the restored database has passed the check. */
  readonly dataDirectory: string;
  /** The archive of a base backup, and PostgreSQL's list of what must be in it. */
  readonly archive: string;
  readonly serverManifest: string;
  readonly unpackedBytes: number;
  /** The log that takes it further than the moment at which the backup ended. */
  readonly further?: FurtherLog | undefined;
  readonly onProgress: (message: string) => void;
  /** Looks at the restored database, which runs, and throws where it must not stay. */
  readonly check: (database: { adminUrl: string }) => Promise<void>;
}

/**
 * Makes the restored cluster beside the one that is there. The administrator gets a new password, so that no backup ever holds one that
 * opens anything.
 */
async function prepare(home: Home, { archive, serverManifest, unpackedBytes, further, onProgress }: RestoreOptions): Promise<void> {
  const draft = `${home.cluster}.draft`;
  const restored = restoredOf(home.cluster);
  for (const left of [draft, restored]) await rm(left, { recursive: true, force: true });
  await refuseWithoutRoom(home.folder, unpackedBytes + logBytes(further), 'the restored database beside the one that is there');
  try {
    await mkdir(draft, { mode: 0o700 });
    const { uid, gid } = home.runAs;
    if (uid !== undefined && gid !== undefined) await chown(draft, uid, gid);
    onProgress('Unpacking the backup');
    await unpack(archive, draft, home.runAs);
    await chmod(draft, 0o700);
    onProgress('Comparing every file with what was backed up');
    await refuseUnlike(draft, serverManifest);
    if (further !== undefined) await putLog(draft, further, home.runAs);
    onProgress(`Bringing the database to the moment at which the ${further === undefined ? 'backup' : 'log'} ended`);
    const password = randomBytes(24).toString('base64url');
    await setPassword(home, draft, password, furtherSettings(further)).catch((failure: unknown) => {
      throw whyNoFurther(failure, further);
    });
    await enclosePassword(draft, password, home.runAs);
    await rename(draft, restored);
  } catch (failure) {
    await rm(draft, { recursive: true, force: true });
    throw failure instanceof BackupError ? failure : explainFileFailure(failure, home.folder);
  }
}

/** Starts what is in place now, and lets it be checked. */
async function tryOut(home: Home, { check, onProgress }: RestoreOptions): Promise<void> {
  const postmaster = await startPostmaster(home, true, onProgress);
  try {
    const password = await readPassword(home);
    await check({ adminUrl: `postgresql://${administrator}:${password}@127.0.0.1:${String(postmaster.port)}/postgres` });
  } finally {
    await postmaster.stop();
  }
}

/**
 * Puts a base backup in the place of an embedded database, or where none is. Whenever it is cut off, the next start finds either the former
 * database or the restored one, whole. When the check fails, the former one is back.
 *
 * @throws EmbeddedDatabaseError IN_USE while the database runs, and others; BackupError DAMAGED; what the check throws
 */
export async function restoreEmbeddedDatabase(options: RestoreOptions): Promise<void> {
  await forgetLostPlaces(options.dataDirectory);
  const places = await openPlaces(options.dataDirectory);
  const letGo = await keepAlone(places);
  try {
    await clearLeftovers(places, options.onProgress);
    await finishExchange(places);
    const home = await furnish(places);
    await prepare(home, options);
    const former = await exchange(places, new Date());
    try {
      await tryOut(home, options);
    } catch (failure) {
      await takeBack(places, former);
      throw failure;
    }
    if (former !== null) await rm(former, { recursive: true, force: true });
  } finally {
    await letGo();
  }
}
