import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import pg from 'pg';
import { readLauncherEnvironment } from '../env.js';
import { createLogger } from '../logger.js';
import { openJobQueue, type JobQueue, type OutgoingJob } from './job-queue.js';
import type { Delivery, Handlers, Payload } from './job.js';
import { startBackends, type SpecBackend } from './spec/backends.js';
import { openGate, type Gate } from './spec/gate.js';
import { jobs } from './spec/jobs.js';

type Need = Payload<typeof jobs, 'match-need'>;

const { backends, stop } = await startBackends();
afterAll(stop);

const matchNeed = (need: string, more: Partial<OutgoingJob<typeof jobs>> = {}): OutgoingJob<typeof jobs> => ({
  name: 'match-need',
  payload: { need },
  jobId: `${randomUUID()}-1`,
  ...more,
});

/** A promise that the spec itself keeps. */
const signal = () => {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { give: () => give(), given };
};

const specsOf =
  ({ name, postgresUrl, redisUrl, isThere }: SpecBackend) =>
  () => {
    const lines: string[] = [];
    const logger = createLogger({ process: 'spec', level: 'warn', format: 'json', to: { write: (line) => lines.push(line) } });
    let gate: Gate;
    let queue: JobQueue<typeof jobs>;

    /** Waits for something to be so; the spec's own time limit says when it never will be. */
    const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const idle = async (): Promise<boolean> => (await queue.counts()).every(({ waiting, active }) => waiting + active === 0);

    const work = async (matchNeed: Handlers<typeof jobs>['match-need'], concurrency = 4) =>
      queue.work({ 'match-need': matchNeed, sweep: () => Promise.resolve() }, { concurrency });
    const collect = async (concurrency?: number): Promise<[Need, Delivery][]> => {
      const handled: [Need, Delivery][] = [];
      await work((...call) => Promise.resolve(void handled.push(call)), concurrency);
      return handled;
    };

    beforeAll(() => {
      if (!isThere) throw new Error('CI needs a redis-server on PATH, or REDIS_TEST_URL');
    });
    beforeEach(async () => {
      lines.length = 0;
      gate = await openGate(redisUrl ?? postgresUrl);
      queue = openJobQueue({
        jobs,
        redisUrl: redisUrl === undefined ? undefined : gate.url,
        postgresUrl: redisUrl === undefined ? gate.url : postgresUrl,
        logger,
      });
    });
    afterEach(async () => {
      gate.open();
      await queue.close();
      await gate.close();
    });

    it('handles a job once, with its payload parsed', async () => {
      const handled = await collect();
      await queue.enqueue([matchNeed('grong', { jobId: 'outbox-7-1' })]);
      await until(() => handled.length > 0);
      await until(idle);
      expect(handled).toEqual([
        [
          { need: 'grong', revision: 1 },
          { jobId: 'outbox-7-1', attempt: 1 },
        ],
      ]);
    });

    it('handles a job once that was sent twice', async () => {
      const twice = matchNeed('grong');
      await queue.enqueue([twice, twice]);
      await queue.enqueue([twice]);
      const handled = await collect();
      await until(idle);
      expect(handled).toHaveLength(1);
    });

    it('keeps nothing of a job that is done, so that its id can be used again', async () => {
      const again = matchNeed('grong');
      const handled = await collect();
      await queue.enqueue([again]);
      await until(async () => handled.length === 1 && (await idle()));
      await queue.enqueue([again]);
      await until(() => handled.length === 2);
    });

    it('fails a bad payload loudly and once, and goes on with the next', async () => {
      const handled = await collect();
      await queue.enqueue([matchNeed('grong', { payload: { need: 7 }, jobId: 'outbox-8-1' }), matchNeed('snåsa')]);
      await until(async () => handled.length > 0 && (await idle()));
      expect(handled.map(([payload]) => payload.need)).toEqual(['snåsa']);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', job: 'match-need', jobId: 'outbox-8-1', msg: 'a job failed' });
    });

    it('says so when a job has an unknown name, and sends the others', async () => {
      const handled = await collect();
      const unknown = { ...matchNeed('grong'), name: 'send-pigeon' } as unknown as OutgoingJob<typeof jobs>;
      await expect(queue.enqueue([unknown, matchNeed('snåsa')])).rejects.toThrow('no job is named send-pigeon');
      await until(() => handled.length === 1);
    });

    it('takes jobs without a priority first, then 1 before 2', async () => {
      await queue.enqueue([matchNeed('second', { priority: 2 }), matchNeed('first', { priority: 1 }), matchNeed('at once')]);
      const handled = await collect(1);
      await until(idle);
      expect(handled.map(([payload]) => payload.need)).toEqual(['at once', 'first', 'second']);
    });

    it('runs as many jobs at a time as it may, and no more', async () => {
      let running = 0;
      const seen: number[] = [];
      const full = signal();
      await work(async () => {
        seen.push(++running);
        if (running === 3) full.give();
        await full.given;
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
      }, 3);
      await queue.enqueue(Array.from({ length: 12 }, (_, index) => matchNeed(`need ${index}`)));
      await until(() => seen.length === 12);
      expect(Math.max(...seen)).toBe(3);
    });

    it('waits for the job that runs when it closes, and takes no other', async () => {
      const taken = signal();
      const released = signal();
      let finished = 0;
      const working = await work(async () => {
        taken.give();
        await released.given;
        finished++;
      }, 1);
      await queue.enqueue([matchNeed('grong'), matchNeed('snåsa')]);
      await taken.given;
      const closed = working.close();
      released.give();
      await closed;
      expect(finished).toBe(1);
      expect(await queue.counts()).toContainEqual({ queue: 'matching', waiting: 1, active: 0 });
      await collect();
      await until(idle);
    });

    describe.each(['shut', 'silence'] as const)('when the backend is away (%s)', (goAway) => {
      it('refuses what it is given, and handles what comes after, in the same process', async () => {
        const handled = await collect();
        await queue.ping();
        gate[goAway]();
        await expect(queue.enqueue([matchNeed('lost')])).rejects.toThrow();
        await expect(queue.ping()).rejects.toThrow();
        gate.open();
        await until(() =>
          queue.enqueue([matchNeed('found')]).then(
            () => true,
            () => false,
          ),
        );
        await until(() => handled.some(([payload]) => payload.need === 'found'));
      });

      it('is no hindrance to opening the queue, and a late answer brings back nothing that was refused', async () => {
        gate[goAway]();
        await expect(queue.enqueue([matchNeed('lost')])).rejects.toThrow();
        gate.open();
        await until(() =>
          queue.enqueue([matchNeed('found')]).then(
            () => true,
            () => false,
          ),
        );
        const handled = await collect();
        await until(idle);
        expect(new Set(handled.map(([payload]) => payload.need))).toEqual(new Set(['found']));
      });
    });

    it('hands to another what a killed worker had in hand, and what one did not finish in the time it had to close', async () => {
      const doomed = fork(
        fileURLToPath(new URL('spec/doomed-worker.ts', import.meta.url)),
        [postgresUrl, ...(redisUrl ? [redisUrl] : [])],
        {
          execArgv: ['--import', 'tsx', '--conditions=source'],
        },
      );
      await queue.enqueue([matchNeed('killed')]);
      await once(doomed, 'message');
      doomed.kill('SIGKILL');

      const taken = signal();
      const released = signal();
      const slow = await work(() => {
        taken.give();
        return released.given;
      }, 1);
      await queue.enqueue([matchNeed('slow')]);
      await taken.given;
      await slow.close(100);
      expect(lines.join()).toContain('did not close in time');

      const handled = await collect();
      await until(() => handled.length === 2);
      expect(handled.map(([{ need }, { attempt }]) => `${need} ${attempt}`).sort()).toEqual(['killed 2', 'slow 2']);
      released.give();
    }, 30_000);

    if (name === 'Redis')
      it('warns of a Redis that may throw jobs away', async () => {
        const redis = new Redis(redisUrl ?? '');
        await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
        await queue.ping();
        await until(() => lines.join().includes('Redis may evict jobs'));
        await redis.config('SET', 'maxmemory-policy', 'noeviction');
        await redis.quit();
      });
  };

describe('the queue in PostgreSQL', () => {
  it('lets the application use what its owner made, and make nothing itself', async () => {
    const application = new pg.Client(backends[0]?.postgresUrl);
    await application.connect();
    await expect(application.query('CREATE TABLE bullmq.mine ()')).rejects.toMatchObject({ code: '42501' });
    await application.end();
  });
});

backends.forEach((backend) => {
  const run = backend.isThere || readLauncherEnvironment().CI ? describe : describe.skip;
  run(`the job queue on ${backend.name}`, specsOf(backend));
});
