import type { Chance } from '@fagtorg/core';
import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from './running.js';

/** How often a worker was killed: while it worked, and while it was still starting. */
export interface Kills {
  readonly working: number;
  readonly starting: number;
}

/** One in so many is killed before it is ready. */
const EARLY = 0.2;

/** Starts a worker and kills it, again and again, until told to stop; none is left then. Also answers what all of them wrote. */
export async function keepKilling(
  startWorker: () => Running,
  luck: Chance,
  until: AbortSignal,
): Promise<{ kills: Kills; written: string[] }> {
  const kills = { working: 0, starting: 0 };
  const written: string[] = [];
  while (!until.aborted) {
    const worker = startWorker();
    const early = luck.next() < EARLY;
    if (!early) await worker.ready;
    await pause(luck.between(300, early ? 900 : 2000), null, { signal: until }).catch(() => null);
    await worker.kill();
    kills[(await worker.ready) ? 'working' : 'starting'] += 1;
    written.push(worker.written());
  }
  return { kills, written };
}
