import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupError } from './backup-error.js';

const MB = 1_048_576;
/** What a machine needs to go on working. */
const SPARE = 64 * MB;

/** How many bytes are free for a path that need not exist yet. */
export async function freeBytes(path: string): Promise<number> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere && dirname(path) !== path) return freeBytes(dirname(path));
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Makes sure that there is room before anything is begun. @throws BackupError NO_ROOM */
export async function refuseWithoutRoom(path: string, bytes: number, what: string): Promise<void> {
  const free = await freeBytes(path);
  const needed = bytes + SPARE;
  if (free >= needed) return;
  const figures = `${inMegabytes(needed)} MB and ${inMegabytes(free)} MB are free`;
  throw new BackupError(
    'NO_ROOM',
    `There is no room for ${what} at ${path}: it may take ${figures}.`,
    'Make some room, or choose another place.',
  );
}

const inMegabytes = (bytes: number): string => String(Math.ceil(bytes / MB));
