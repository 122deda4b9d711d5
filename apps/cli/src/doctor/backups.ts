import {
  administratorOf,
  backupsIn,
  following,
  formerDatabases,
  type KeptBackup,
  lineFolder,
  type LogState,
  positionOf,
  readLog,
} from '@fagtorg/platform';
import { backupUrl } from '../backup/of-server.js';
import { backupPlace } from '../backup/place.js';
import { readInstallation, shown } from '../home/data-directory.js';
import type { Found } from '../home/find.js';
import { figure } from '../progress.js';
import { type Check, fault, look, note, ok } from './check.js';

const MB = 1_048_576;
const DAY_MS = 86_400_000;
const STALE_DAYS = 7;
const MUCH_BYTES = 64 * MB;

/** Whether what is lost tomorrow can be brought back. */
export async function checkBackups(found: Found, directory: string): Promise<Check[]> {
  const checks = [await look('backups', () => backups(directory)), await look('put aside', () => putAside(directory))];
  if ((await readInstallation(directory))?.demonstration !== false) return checks;
  return [...checks, await look('log', () => logOf(found, directory))];
}

/** A server of the operator's own is backed up by us only where somebody may copy it. */
export const backupsOfServer = (directory: string): Promise<Check> =>
  backupUrl() === null
    ? Promise.resolve(note('backups', 'Backups of this server are not taken by Fagtorg.', 'To have them taken: npx fagtorg backup --help'))
    : backups(directory);

/** @internal */
export async function backups(directory: string): Promise<Check> {
  const [newest] = await backupsIn(backupPlace(directory));
  if (newest === undefined) return note('backups', `There is none in ${shown(backupPlace(directory))}.`, 'npx fagtorg backup');
  const days = Math.floor((Date.now() - Date.parse(newest.manifest.endedAt)) / DAY_MS);
  const says = `the newest is of ${moment(newest)} UTC`;
  return days >= STALE_DAYS ? note('backups', `${says}, ${figure(days)} days ago`, 'npx fagtorg backup') : ok('backups', says);
}

/** A restore that was cut off may have left the former database where it had put it. @internal */
export async function putAside(directory: string): Promise<Check> {
  const [first, ...others] = (await formerDatabases(shown(directory))).map(shown);
  if (first === undefined) return ok('put aside', 'nothing is left of a restore');
  const says = `A restore was cut off, and the database that it was to replace is left in ${[first, ...others].join(', ')}.`;
  return note('put aside', says, `When the one in place is right (npx fagtorg verify), delete it: rm -r ${[first, ...others].join(' ')}`);
}

async function logOf({ ownerUrl, running }: Found, directory: string): Promise<Check> {
  const place = backupPlace(directory);
  const state = await readLog(await administratorOf(shown(directory), new URL(ownerUrl).port));
  const goesOn = (await backupsIn(place)).filter(({ manifest }) => manifest.log !== undefined && manifest.log === state.line);
  const ways = await Promise.all(
    goesOn.map(async (backup) => ({
      backup,
      ...(await following(lineFolder(place, state.line ?? ''), positionOf(backup.manifest.endsAt))),
    })),
  );
  const oldest = ways.filter(({ files, gapAt }) => files.length > 0 && gapAt === null).at(-1);
  const gap = (ways[0]?.gapAt ?? null) !== null;
  return log(state, { isRunning: running !== null, since: oldest ? moment(oldest.backup) : null, gap, place: shown(place) });
}

interface Kept {
  readonly isRunning: boolean;
  /** When the oldest backup was taken that the log goes on from; null where there is none. */
  readonly since: string | null;
  /** Whether files of it are missing. */
  readonly gap: boolean;
  readonly place: string;
}

/** @internal */
export function log({ line, lost, active, behind }: LogState, { isRunning, since, gap, place }: Kept): Check {
  const waiting = `${figure(Math.ceil(behind / MB))} MB wait`;
  if (lost) {
    const says = `The log could not be kept in ${place} for so long that PostgreSQL has thrown a part of it away: there is a gap.`;
    return fault('log', says, `Make room in ${place} and see that it can be written; then take a backup: npx fagtorg backup`);
  }
  if (isRunning && (line === null || !active)) {
    const says = `The log is not kept in ${place} (${waiting}): what is written now would be lost with the database.`;
    return fault('log', says, `See what npm start says of it; make room in ${place}, and see that it can be written.`);
  }
  if (gap) return fault('log', `Files of the log are missing in ${place}.`, 'Take a backup, which does not need them: npx fagtorg backup');
  if (since === null) return note('log', 'There is no backup yet that it goes on from.', 'npm start takes one; or: npx fagtorg backup');
  const says = `a restore can go to any moment since ${since} UTC`;
  return behind > MUCH_BYTES ? note('log', `${says}; ${waiting} to be kept`, `See that ${place} is not too slow.`) : ok('log', says);
}

const moment = ({ manifest }: KeptBackup): string => manifest.endedAt.slice(0, 16).replace('T', ' ');
