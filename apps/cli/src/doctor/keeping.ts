import { comparePowers, type Database, outboxAge, databaseBytes } from '@fagtorg/core';
import { backupsIn, embeddedFiles, freeBytes, readEvictionPolicy } from '@fagtorg/platform';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { backupPlace } from '../backup/place.js';
import { shown } from '../home/data-directory.js';
import { type Found, isEmbedded } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { figure } from '../progress.js';
import { backupsOfServer, checkBackups } from './backups.js';
import { type Check, fault, look, note, ok } from './check.js';
import { mending } from './mending.js';

const MB = 1_048_576;
const LATE_SECONDS = 300;
const TOLD = 5;

/** What an installation needs to be kept safe: rights in the database and on the disk, room, backups, a queue that forgets nothing. */
export async function checkKeeping(found: Found, directory: string): Promise<Check[]> {
  const inside = [
    await look('rights', () => onDatabase(found.ownerUrl, rights)),
    await look('oldest request', () => onDatabase(found.applicationUrl, oldest)),
  ];
  const { redisUrl } = found;
  if (redisUrl !== undefined) inside.push(await look('eviction', async () => eviction(await readEvictionPolicy(redisUrl))));
  if (!isEmbedded(found)) return [...inside, await look('backups', () => backupsOfServer(directory))];
  return [
    ...inside,
    await look('file rights', () => fileRights(directory)),
    await look('room', () => roomFor(found, directory)),
    ...(await checkBackups(found, directory)),
  ];
}

/** Whoever may more than the migrations give can pass by row security; whoever may less fails at work. */
async function rights(database: Database): Promise<Check> {
  const compared = await database.asSteward(comparePowers);
  const { surplus, missing } = compared;
  if (surplus.length + missing.length === 0) return ok('rights', 'grants, policies and row security are as the migrations make them');
  const sentences = [...surplus.map((fact) => `${fact}, which no migration gives`), ...missing.map((fact) => `missing: ${fact}`)];
  const statements = mending(compared);
  const more = sentences.length > TOLD ? `; and ${figure(sentences.length - TOLD)} more` : '';
  return fault(
    'rights',
    `${sentences.slice(0, TOLD).join('; ')}${more}.`,
    statements === null
      ? 'Bring back, as the owner, what the migrations in prisma/migrations make.'
      : `As the owner, or a superuser where it is a role: ${statements.slice(0, TOLD).join('; ')}`,
  );
}

async function oldest(database: Database): Promise<Check> {
  const seconds = await database.asMatcher(outboxAge);
  if (seconds === null) return ok('oldest request', 'nothing waits');
  const says = `the oldest request has waited for ${figure(seconds)} s`;
  return seconds > LATE_SECONDS
    ? note('oldest request', says, 'See whether a worker runs and reaches the queue: npx fagtorg outbox list')
    : ok('oldest request', says);
}

/** @internal */
export function eviction(policy: string | null): Check {
  if (policy === null)
    return note('eviction', 'This Redis does not tell whether it may evict jobs.', 'See that its maxmemory-policy is noeviction.');
  if (policy === 'noeviction') return ok('eviction', 'Redis evicts nothing');
  return fault('eviction', `Redis may evict jobs: its maxmemory-policy is ${policy}.`, 'Set maxmemory-policy to noeviction.');
}

/** Files that hold personal data or passwords are for one user's eyes. @internal */
export async function fileRights(directory: string): Promise<Check> {
  const place = backupPlace(directory);
  const kept = await backupsIn(place);
  const inBackups = await Promise.all(
    kept.map(async ({ folder }) => [folder, ...(await readdir(folder)).map((name) => join(folder, name))]),
  );
  const secret = [
    ...(await embeddedFiles(shown(directory))),
    join(directory, 'installation.json'),
    join(place, 'log'),
    ...inBackups.flat(),
  ];
  const open: string[] = [];
  for (const path of secret) {
    const mode = await lstat(path).then(
      (found) => found.mode,
      () => null,
    );
    if (mode !== null && (mode & 0o077) !== 0) open.push(shown(path));
  }
  if (open.length === 0) return ok('file rights', 'data and backups are for one user alone');
  return fault(
    'file rights',
    `Others on this machine may look into ${open.slice(0, TOLD).join(', ')}.`,
    `chmod -R go-rwx ${open.slice(0, TOLD).join(' ')}`,
  );
}

async function roomFor({ ownerUrl }: Found, directory: string): Promise<Check> {
  const bytes = await onDatabase(ownerUrl, (database) => database.asSteward(databaseBytes));
  const [data] = await embeddedFiles(shown(directory));
  const places = [data ?? directory, backupPlace(directory)];
  return room(bytes, Math.min(...(await Promise.all(places.map(freeBytes)))));
}

/** A backup and a restore need as much room as the database has, at most. @internal */
export function room(bytes: number, free: number): Check {
  const says = `the database takes ${figure(Math.ceil(bytes / MB))} MB, and ${figure(Math.floor(free / MB))} MB are free`;
  if (free < bytes)
    return fault('room', `${says}: too little for a backup or a restore.`, 'Make some room, or back up to another disk with --to.');
  return free < 2 * bytes ? note('room', `${says}; that is little.`, 'Make some room.') : ok('room', says);
}
