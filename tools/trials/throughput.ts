import { createLogger, defineJob, openJobQueue } from '@fagtorg/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { median, timed, times } from './figures.js';
import type { System } from './system.js';

/** How many jobs a worker does in a second. */
export interface Throughput {
  /** Computing the matches of a need, from the outbox to the stored list. */
  readonly matchNeed: number;
  /** Doing nothing, on the same backend. */
  readonly empty: number;
  /** The one as a share of the other. */
  readonly share: number;
  readonly matchNeedRuns: readonly number[];
  readonly emptyRuns: readonly number[];
}

const RUNS = 3;
/** As the worker does by default, and as its relay sends them. */
const CONCURRENCY = 4;
const BATCH = 200;
const EMPTY_JOBS = 4_000;

const whole = (perSecond: number): number => Math.round(perSecond);

/** Measures with one worker, which the caller has started and stops before `measureEmpty`. */
export async function measureMatching(system: System): Promise<number[]> {
  const count = await system.behind.number(`SELECT count(*) FROM need WHERE status IN ('OPEN', 'PARTLY_FILLED')`);
  return times(RUNS, async () => {
    const { milliseconds } = await timed(async () => {
      await system.behind.run(REQUEST_ALL);
      while ((await system.behind.number('SELECT count(*) FROM outbox WHERE done_at IS NULL AND parked_at IS NULL')) > 0) await pause(20);
    });
    return whole((count / milliseconds) * 1000);
  });
}

const REQUEST_ALL = `
  INSERT INTO outbox (job, key, payload) SELECT 'match-need', id::text, jsonb_build_object('needId', id, 'revision', revision)
  FROM need WHERE status IN ('OPEN', 'PARTLY_FILLED') ON CONFLICT DO NOTHING`;

/** Sends jobs that carry what the real ones do to a worker that does nothing with them. */
export async function measureEmpty(system: System, redisUrl: string | undefined): Promise<number[]> {
  const jobs = { nothing: defineJob({ queue: 'matching', payload: z.object({ needId: z.uuid(), revision: z.int().positive() }) }) };
  const logger = createLogger({ process: 'bench', level: 'warn', format: 'lines' });
  const queue = openJobQueue({ jobs, redisUrl, postgresUrl: system.applicationUrl, logger });
  let done = 0;
  let all: () => void = () => undefined;
  const nothing = (): Promise<void> => {
    done += 1;
    if (done % EMPTY_JOBS === 0) all();
    return Promise.resolve();
  };
  await queue.work({ nothing }, { concurrency: CONCURRENCY });
  const payload = { needId: '00000000-0000-4000-8000-000000000000', revision: 1 };
  const runs = await times(RUNS, async (run) => {
    const { milliseconds } = await timed(async () => {
      const finished = new Promise<void>((resolve) => (all = resolve));
      for (let sent = 0; sent < EMPTY_JOBS; sent += BATCH) {
        const batch = Array.from(
          { length: BATCH },
          (_, number) => ({ name: 'nothing', payload, jobId: `empty-${run}-${sent + number}` }) as const,
        );
        await queue.enqueue(batch);
      }
      await finished;
    });
    return whole((EMPTY_JOBS / milliseconds) * 1000);
  });
  await queue.close();
  return runs;
}

export const throughputOf = (matchNeedRuns: readonly number[], emptyRuns: readonly number[]): Throughput => {
  const [matchNeed, empty] = [median(matchNeedRuns), median(emptyRuns)];
  return { matchNeed, empty, share: Math.round((matchNeed / empty) * 1000) / 1000, matchNeedRuns, emptyRuns };
};
