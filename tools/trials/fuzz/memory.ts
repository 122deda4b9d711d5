import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Running } from '../running.js';

/** What a process holds once it has cleared up, in MB. */
export interface Memory {
  readonly heap: number;
  readonly rss: number;
}

/** Flags under which API and worker tell their memory when they are asked. */
export const tellingFlags = ['--expose-gc', '--import', fileURLToPath(new URL('tell-memory.mjs', import.meta.url))];

const PAUSE_MS = 50;
const PATIENCE = 600;

export async function memoryOf(process: Running): Promise<Memory> {
  const told = (): RegExpExecArray[] => [...process.written().matchAll(/memory heap=(\d+) rss=(\d+)/g)];
  const before = told().length;
  process.signal('SIGUSR2');
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const last = told().at(-1);
    if (last && told().length > before) return { heap: megabytes(last[1]), rss: megabytes(last[2]) };
    await pause(PAUSE_MS);
  }
  throw new Error('A process does not tell its memory.');
}

const megabytes = (bytes: string | undefined): number => Math.round(Number(bytes) / 2 ** 20);
