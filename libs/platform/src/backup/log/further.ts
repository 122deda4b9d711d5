import { chown, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunAs } from '../../embedded/service-user.js';
import { BackupError } from '../backup-error.js';
import { following, unpackLog } from './line.js';
import { type Position, SEGMENT_BYTES, writtenPosition } from './position.js';

/** The log that takes a base backup further: the files of a line that follow it without a gap. */
export interface FurtherLog {
  readonly files: Awaited<ReturnType<typeof following>>['files'];
  /** The last moment that counts; null for all that there is. */
  readonly until: Date | null;
}

/**
 * Finds the log that takes a backup further.
 * @param from where the backup ends
 * @throws BackupError LOG where there is none, or a gap before its end and no moment was said
 */
export async function furtherLog(folder: string, from: Position, until: Date | null): Promise<FurtherLog> {
  const { files, gapAt } = await following(folder, from);
  if (files.length === 0) {
    const message = `There is no log in ${folder} that goes on where the backup ends.`;
    throw new BackupError('LOG', message, 'Restore it as it is: leave out --until.');
  }
  if (gapAt !== null && until === null) {
    const message = `The log in ${folder} has a gap at ${writtenPosition(gapAt)}: what comes after it can't be brought back from this backup.`;
    throw new BackupError('LOG', message, 'Restore a newer backup, or say a moment before the gap with --until.');
  }
  return { files, until };
}

/** Room that it takes beside the unpacked backup. */
export const logBytes = (further: FurtherLog | undefined): number => (further?.files.length ?? 0) * SEGMENT_BYTES;

/** Puts the log where PostgreSQL finds it when it opens the unpacked backup, and tells it to go on. @throws BackupError LOG */
export async function putLog(cluster: string, { files }: FurtherLog, { uid, gid }: RunAs): Promise<void> {
  const forServer = async (path: string): Promise<void> => {
    if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  };
  for (const file of files) {
    const to = join(cluster, 'pg_wal', file.name);
    await rm(to, { force: true });
    await unpackLog(file, to).catch((cause: unknown) => {
      const message = `The file ${file.path} of the log is damaged.`;
      throw new BackupError('LOG', message, 'Restore a newer backup, or leave out --until. Nothing was changed.', { cause });
    });
    // The last one ends where the log did; PostgreSQL reads files of one size, and takes the rest for what was never written.
    await truncate(to, SEGMENT_BYTES);
    await forServer(to);
  }
  const signal = join(cluster, 'recovery.signal');
  await writeFile(signal, '', { mode: 0o600, flush: true });
  await forServer(signal);
}

/**
 * How PostgreSQL is told how far to go. It finds the log in its own folder, so there is nothing to be fetched; and as nobody else is let in, there is
 * nobody who could read meanwhile.
 */
export const furtherSettings = (further: FurtherLog | undefined): string[] => {
  if (further === undefined) return [];
  // It can't read the letter Z yet when it reads this.
  const until = further.until === null ? [] : [`recovery_target_time=${further.until.toISOString().replace('Z', '+00')}`];
  return ['restore_command=exit 1', 'hot_standby=off', 'recovery_target_action=promote', 'recovery_target_timeline=current', ...until];
};

/** Tells it plainly where the log has nothing as late as the moment that was asked for; else the failure as it came. */
export function whyNoFurther(failure: unknown, further: FurtherLog | undefined): unknown {
  const said = failure instanceof Error && failure.cause instanceof Error ? failure.cause.message : String(failure);
  if (further?.until == null || !said.includes('recovery ended before configured recovery target was reached')) return failure;
  const message = `Nothing was written at or after ${further.until.toISOString()}: the log ends before.`;
  return new BackupError('LOG', message, 'To go to its end, say: --until latest', { cause: failure });
}
