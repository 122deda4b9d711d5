import { execFile } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { systemPath } from './service-user.js';
import { systemCode } from './system-code.js';

const run = promisify(execFile);

/** `ps` for systems without /proc (macOS); a bare Debian has it the other way round. */
const ps = async (column: string, pid: number): Promise<string | null> => {
  try {
    return (await run('ps', ['-o', `${column}=`, '-p', String(pid)], { env: { PATH: systemPath, LC_ALL: 'C' } })).stdout.trim() || null;
  } catch {
    // `ps` fails for a process that is gone, which is an answer here.
    return null;
  }
};

/**
 * When a process began, as a word to compare with: a number alone comes back after a restart, and in containers very soon.
 * Null when there is no such process.
 */
export const beginningOf = async (pid: number): Promise<string | null> => {
  if (process.platform !== 'linux') return ps('lstart', pid);
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${String(pid)}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The name in brackets may hold anything; the fields after it are numbered from 3, and 3 is the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${boot.trim()}:${String(fields[22 - 3])}`;
  } catch {
    return null;
  }
};

/** Whether a process is the PostgreSQL of this cluster and not a stranger that got its number. */
export const isPostmasterOf = async (pid: number, cluster: string): Promise<boolean> => {
  if ((await beginningOf(pid)) === null) return false;
  if (process.platform !== 'linux') return ((await ps('command', pid)) ?? '').includes(cluster);
  // A postmaster works in its data directory from beginning to end.
  const [works, belongs] = await Promise.all([readlink(`/proc/${String(pid)}/cwd`), realpath(cluster)]).catch(() => [null, cluster]);
  return works === belongs;
};

/** Sends a signal; a process that has ended meanwhile is fine. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (failure) {
    if (systemCode(failure) !== 'ESRCH') throw failure;
  }
};

/** Waits until a process is gone; false when it is still there after `milliseconds`. */
export const isGoneWithin = async (pid: number, milliseconds: number): Promise<boolean> => {
  const beginning = await beginningOf(pid);
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    const now = await beginningOf(pid);
    if (now === null || now !== beginning) return true;
    await pause(20);
  }
  return false;
};

/**
 * Stops a postmaster: first in good order (sessions are cut, everything is written), then at once (PostgreSQL recovers what was
 * committed on the next start), and only then by force.
 *
 * @param how 'at once' leaves out the first, for a server that has crashed and can't put anything in order
 */
export const stopPostmaster = async (pid: number, how: 'in order' | 'at once' = 'in order'): Promise<void> => {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ];
  for (const [name, patience] of how === 'in order' ? steps : steps.slice(1)) {
    signal(pid, name);
    if (await isGoneWithin(pid, patience)) return;
  }
  throw new Error(`The database process ${String(pid)} can't be stopped.`);
};
