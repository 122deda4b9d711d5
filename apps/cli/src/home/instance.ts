import { beginningOf } from '@fagtorg/platform';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';
import { parsed, shown, writeSecretly } from './data-directory.js';

/** A Fagtorg that runs: what other commands must know to find it. */
export interface Instance {
  readonly pid: number;
  /** When the process began, as a number alone comes back after a restart. */
  readonly began: string;
  /** Null while it starts. */
  readonly running: Running | null;
}

export interface Running {
  /** Where the API answers, without a path. */
  readonly api: string;
  readonly ownerUrl: string;
  /** The environment of the API as far as commands need it. */
  readonly variables: Readonly<Record<string, string>>;
  /** DATABASE_URL or DATABASE_OWNER_URL that it was started with; null with the embedded database. */
  readonly startedWith: string | null;
}

/** The data directory, kept for one Fagtorg alone. */
export interface Keeping {
  /** Lets other commands find what runs. */
  announce(running: Running): Promise<void>;
  readonly letGo: () => Promise<void>;
}

const instanceFile = (directory: string): string => join(directory, 'instance.json');

/** The Fagtorg that runs in a data directory, or null. */
export async function runningIn(directory: string): Promise<Instance | null> {
  const read = parsed(await readFile(instanceFile(directory), 'utf8').catch(() => ''));
  return isInstance(read) && (await beginningOf(read.pid)) === read.began ? read : null;
}

/** Takes a data directory for this process. @throws Trouble while another one lives there */
export async function keepAlone(directory: string): Promise<Keeping> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = instanceFile(directory);
  const note: Instance = { pid: process.pid, began: (await beginningOf(process.pid)) ?? '', running: null };
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, JSON.stringify(note), { mode: 0o600 });
  try {
    for (;;) {
      const taken = await link(draft, path).then(
        () => true,
        (failure: unknown) => {
          if (failure instanceof Error && 'code' in failure && failure.code === 'EEXIST') return false;
          throw failure;
        },
      );
      if (taken) break;
      const other = await runningIn(directory);
      if (other) throw runsAlready(directory, other);
      await rm(path, { force: true }); // left by one that was cut off
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    announce: (running) => writeSecretly(path, { ...note, running }),
    letGo: () => rm(path, { force: true }),
  };
}

/** For commands that need what is still starting. */
export const stillStarts = (directory: string, { pid }: Instance): Trouble =>
  new Trouble(
    exitCodes.unavailable,
    `Fagtorg is still starting in ${shown(directory)} (process ${pid}).`,
    'Try again when it says that it is ready.',
  );

export function runsAlready(directory: string, { pid, running }: Instance): Trouble {
  const where = running ? `at ${running.api}` : 'and is still starting';
  return new Trouble(
    exitCodes.unavailable,
    `Fagtorg runs in ${shown(directory)} already (process ${pid}), ${where}.`,
    `Stop that one first (Ctrl-C in its terminal, or kill ${pid}), or choose another place with --data-dir.`,
  );
}

const isInstance = (read: unknown): read is Instance =>
  typeof read === 'object' && read !== null && 'pid' in read && typeof read.pid === 'number' && 'began' in read && 'running' in read;
