import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedDatabaseError, explainFileFailure } from './embedded-error.js';
import type { Places } from './home.js';
import { systemCode } from './system-code.js';
import { beginningOf, isPostmasterOf, stopPostmaster } from './processes.js';

const keeperNote = z.object({ pid: z.int().positive(), began: z.string() });

const readNote = async (path: string): Promise<z.infer<typeof keeperNote> | null> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return keeperNote.parse(JSON.parse(text));
  } catch {
    // Damaged by a crash of the machine: nobody keeps it.
    return null;
  }
};

/** Writes the note whole or not at all; false when there is one already. */
const leaveNote = async (places: Places, note: string): Promise<boolean> => {
  const draft = `${places.keeper}.${String(process.pid)}`;
  try {
    await writeFile(draft, note, { mode: 0o600 });
    await link(draft, places.keeper);
    return true;
  } catch (failure) {
    if (systemCode(failure) === 'EEXIST') return false;
    throw explainFileFailure(failure, places.folder);
  } finally {
    await rm(draft, { force: true });
  }
};

/**
 * Takes a database for this process alone, and hands back how to let go of it. Refuses with IN_USE while another living process
 * keeps it; a keeper that crashed, or whose number now belongs to somebody else, keeps nothing.
 */
export const keepAlone = async (places: Places): Promise<() => Promise<void>> => {
  const note = JSON.stringify({ pid: process.pid, began: (await beginningOf(process.pid)) ?? '' });
  for (;;) {
    if (await leaveNote(places, note)) return () => rm(places.keeper, { force: true });
    const other = await readNote(places.keeper);
    if (other !== null && (await beginningOf(other.pid)) === other.began) {
      throw new EmbeddedDatabaseError(
        'IN_USE',
        `Another Fagtorg (process ${String(other.pid)}) uses this database.`,
        'Stop that one first, or choose another place with --data-dir.',
      );
    }
    await rm(places.keeper, { force: true });
  }
};

/**
 * Deals with what a crash has left. A postmaster that still runs is stopped in good order: it would hold the data, on a port and
 * with settings of its own. Where postmaster.pid names a stranger (numbers come back) or a zombie, PostgreSQL would refuse to start;
 * our own number is put there instead, as it takes its parent's for stale. The file itself stays: from it PostgreSQL sees whether
 * sessions of the crashed run are still writing.
 */
export const clearLeftovers = async (places: Places, onProgress: (message: string) => void): Promise<void> => {
  const noteOfPostgres = join(places.cluster, 'postmaster.pid');
  const [first, ...others] = (await readFile(noteOfPostgres, 'utf8').catch(() => '')).split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (await isPostmasterOf(pid, places.cluster)) {
    onProgress('An earlier run was cut off and its database still runs: stopping it first');
    await stopPostmaster(pid);
  } else {
    await writeFile(noteOfPostgres, [process.pid, ...others].join('\n'));
  }
};
