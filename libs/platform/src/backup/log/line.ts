import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { backupsIn, settle } from '../backup-folder.js';
import { beginOf, nextSegment, type Position, positionOf, segmentBegin } from './position.js';

/**
 * A line of log is what one cluster wrote without a break, from one moment on: a folder with its files. A restored cluster begins another
 * one, as its history is another one from there on.
 */
export const lineFolder = (place: string, line: string): string => join(place, 'log', line);

/** The ends of names: of a file that is being written, and of one that is complete and compressed. */
export const ends = { unfinished: '.partial', compressed: '.gz' } as const;
const named = /^([0-9A-F]{24})(\.partial|\.gz)?$/;

interface LogFile {
  /** As PostgreSQL names it. */
  readonly name: string;
  readonly path: string;
  readonly complete: boolean;
}

/** The files of a line in their order; each once. Of a file in several states, as a crash leaves it, the most complete one. */
async function filesOf(folder: string): Promise<LogFile[]> {
  const found = new Map<string, LogFile>();
  // A plain name sorts before those with an end, and .gz before .partial.
  for (const entry of (await readdir(folder).catch(() => [])).sort()) {
    const [, name, end] = named.exec(entry) ?? [];
    if (name !== undefined && !found.has(name)) found.set(name, { name, path: join(folder, entry), complete: end !== ends.unfinished });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Makes the folder of a new line. */
export async function beginLine(place: string, line: string): Promise<void> {
  await mkdir(lineFolder(place, line), { recursive: true, mode: 0o700 });
}

/** Where a line goes on: at the file that is not complete. Null where there is none of it; undefined where even its folder is gone. */
export async function endOfLine(folder: string): Promise<Position | null | undefined> {
  const isThere = await readdir(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const last = (await filesOf(folder)).at(-1);
  if (last === undefined) return null;
  return last.complete ? nextSegment(beginOf(last.name)) : beginOf(last.name);
}

/** What of a line follows a place without a gap, and whether there is more behind a gap. */
export interface Following {
  readonly files: readonly LogFile[];
  /** The first file that is missing while later ones are there. */
  readonly gapAt: Position | null;
}

/** The files of a line from the one on in which a position lies. */
export async function following(folder: string, from: Position): Promise<Following> {
  const later = (await filesOf(folder)).filter(({ name }) => beginOf(name) >= segmentBegin(from));
  const files: LogFile[] = [];
  let expected = segmentBegin(from);
  for (const file of later) {
    if (beginOf(file.name) !== expected || files.at(-1)?.complete === false) return { files, gapAt: expected };
    files.push(file);
    expected = nextSegment(expected);
  }
  return { files, gapAt: null };
}

/** Compresses a file that is complete; a power cut leaves either the one or both. */
export async function compress(folder: string, name: string): Promise<void> {
  const [plain, draft] = [join(folder, name), join(folder, `${name}.new`)];
  await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(draft, { mode: 0o600, flush: true }));
  await rename(draft, `${plain}${ends.compressed}`);
  await settle(folder);
  await rm(plain);
}

/** Writes a file of the log as PostgreSQL reads it. Rejects where it was damaged: compressed ones carry a checksum. */
export async function unpackLog({ path }: LogFile, to: string): Promise<void> {
  const target = createWriteStream(to, { mode: 0o600, flush: true });
  if (path.endsWith(ends.compressed)) await pipeline(createReadStream(path), createGunzip(), target);
  else await pipeline(createReadStream(path), target);
}

/**
 * Removes what no daily backup needs: lines that none goes on with, and of the others what lies before the oldest. Backups of other kinds may be
 * years old, and hold no log back.
 */
export async function pruneLog(place: string, current: string | null): Promise<void> {
  const binding = (await backupsIn(place)).filter(({ manifest }) => manifest.reason === 'daily');
  for (const line of await readdir(join(place, 'log')).catch(() => [])) {
    const folder = lineFolder(place, line);
    const starts = binding.filter(({ manifest }) => manifest.log === line).map(({ manifest }) => segmentBegin(positionOf(manifest.endsAt)));
    if (starts.length === 0) {
      if (line !== current) await rm(folder, { recursive: true, force: true });
      continue;
    }
    const oldest = starts.reduce((a, b) => (a < b ? a : b));
    for (const { name, path, complete } of await filesOf(folder)) if (complete && beginOf(name) < oldest) await rm(path, { force: true });
  }
}
