import { beginningOf } from '@fagtorg/platform';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A process, told from a later one with the same number by when it began. */
export interface Process {
  readonly pid: number;
  readonly began: string;
  readonly command: string;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Everything that a process has started, and what that has started, as far as it lives. */
export async function startedBy(pid: number): Promise<Process[]> {
  const rows = await processTable();
  const family: Row[] = [];
  let generation = rows.filter(({ parent }) => parent === pid);
  while (generation.length > 0) {
    family.push(...generation);
    const parents = new Set(generation.map((row) => row.pid));
    generation = rows.filter(({ parent }) => parents.has(parent));
  }
  const known = family.map(async ({ pid: number, command }) => ({ pid: number, command, began: (await beginningOf(number)) ?? '' }));
  return (await Promise.all(known)).filter(({ began }) => began !== '');
}

/** Those of some processes that live. */
export async function alive(processes: readonly Process[]): Promise<Process[]> {
  const lives = await Promise.all(processes.map(async ({ pid, began }) => (await beginningOf(pid)) === began));
  return processes.filter((_, index) => lives[index]);
}

/** Resolves when none of some processes lives; how long that may take is the spec's own limit. */
export async function gone(processes: readonly Process[]): Promise<void> {
  while ((await alive(processes)).length > 0) await pause(50);
}

/** Commands of processes that name a path. */
export const commandsNaming = async (path: string): Promise<string[]> =>
  (await processTable()).map(({ command }) => command).filter((command) => command.includes(path));

/** A bare Debian has /proc and no `ps`; elsewhere it is the other way round. */
const processTable = (): Promise<Row[]> => (process.platform === 'linux' ? fromProc() : fromPs());

async function fromProc(): Promise<Row[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = numbers.map(async (pid): Promise<Row[]> => {
    try {
      const [stat, command] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
      // The name in brackets may hold anything; state and parent follow it.
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(pid), parent: Number(parent), command: command.replaceAll('\0', ' ') }];
    } catch {
      return []; // it has ended meanwhile
    }
  });
  return (await Promise.all(rows)).flat();
}

async function fromPs(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
