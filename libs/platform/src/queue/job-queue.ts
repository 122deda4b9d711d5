import { Queue, Worker, type IQueueBackend } from 'bullmq';
import type { Logger } from '../logger.js';
import { callLimit, postgresBackend, redisBackend, type Backend } from './backend.js';
import { faultReporter } from './fault.js';
import type { Handlers, JobName, Jobs, QueueName } from './job.js';
import { within } from './limit.js';
import { processorOf } from './processor.js';

/** A job on its way. The payload is as the outbox holds it: it is parsed where it is handled, so that one bad row holds up no other. */
export interface OutgoingJob<J extends Jobs> {
  readonly name: JobName<J>;
  readonly payload: unknown;
  /** `<outbox id>-<dispatch no>`. A job whose id is still waiting or running is dropped. */
  readonly jobId: string;
  /** 1 is the most urgent; jobs without a priority go before all that have one. */
  readonly priority?: number;
}

export interface QueueCounts {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
}

/** The workers of a process, one for each queue. */
export interface Working {
  /** Takes no more jobs and waits for those that run, `limit` milliseconds at most; others get what is then left. */
  close(limit?: number): Promise<void>;
}

export interface JobQueue<J extends Jobs> {
  readonly backend: Backend['name'];
  /** Rejects within two seconds when the backend is away; a part of the batch may have arrived then. Nothing is sent twice. */
  enqueue(batch: readonly OutgoingJob<J>[]): Promise<void>;
  /**
   * Handles jobs from now on, `concurrency` at a time in each queue.
   * Rejects when a handler is missing or superfluous, or when the backend does not answer within ten seconds.
   */
  work(handlers: Handlers<J>, options: { readonly concurrency: number }): Promise<Working>;
  /** Rejects within two seconds when the backend is away, as ping does. */
  counts(): Promise<readonly QueueCounts[]>;
  ping(): Promise<void>;
  /** Closes the workers as Working does, then the connections. The process should end now: a job that was left may keep it alive. */
  close(limit?: number): Promise<void>;
}

export interface JobQueueOptions<J extends Jobs> {
  readonly jobs: J;
  /** When given, jobs wait in Redis; else in PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly postgresUrl: string;
  readonly logger: Logger;
}

/** A job leaves no trace: its outbox row tells its story, and an id that is retained would swallow a later job. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** A dead worker's job is locked for 10 s at most and looked for every 5 s: another has it within 15 s. */
const workerOptions = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5, runRetryDelay: 1_000 };

/** How long workers may take to start and to stop, in milliseconds. Container hosts kill 10 s after they ask to stop. */
const startLimit = 10_000;
const stopLimit = 6_000;

/** The connection is the backend's own affair; BullMQ only insists on the word. */
const connection = {};

type Producer = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;
type Consumer = Worker<unknown, void, string, IQueueBackend>;

/** Opens the queue. Nothing is waited for: the backend may be away now and come back later. */
export const openJobQueue = <J extends Jobs>({ jobs, redisUrl, postgresUrl, logger }: JobQueueOptions<J>): JobQueue<J> => {
  const report = faultReporter(logger);
  const backend = redisUrl === undefined ? postgresBackend(postgresUrl, report) : redisBackend(redisUrl, logger, report);
  const names = [...new Set(Object.values(jobs).map((job) => job.queue))];
  const producers = new Map<QueueName, Promise<Producer>>();
  const workings = new Set<Working>();

  const open = async (name: QueueName): Promise<Producer> => {
    await backend.reach();
    const queue: Producer = new Queue(name, { connection, streams: { events: { maxLen: 100 } } }, backend.forProducers);
    queue.on('error', report);
    await queue.waitUntilReady();
    return queue;
  };

  /** One that failed to open is opened anew by the next caller. */
  const producer = (name: QueueName): Promise<Producer> => {
    const opened = producers.get(name) ?? open(name);
    producers.set(name, opened);
    opened.catch(() => producers.delete(name));
    return opened;
  };

  const add = async (name: QueueName, batch: readonly OutgoingJob<J>[], deadline: number): Promise<void> => {
    const queue = await producer(name);
    if (performance.now() > deadline) return; // the caller was told that it failed
    await queue.addBulk(
      batch.map((job) => ({
        name: job.name,
        data: job.payload,
        opts: { ...jobOptions, jobId: job.jobId, ...(job.priority === undefined ? {} : { priority: job.priority }) },
      })),
    );
  };

  const count = async (name: QueueName): Promise<QueueCounts> => {
    const counts = await (await producer(name)).getJobCounts('waiting', 'prioritized', 'active');
    return { queue: name, waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0), active: counts['active'] ?? 0 };
  };

  const work = async (handlers: Handlers<J>, concurrency: number): Promise<Working> => {
    const process = processorOf(jobs, handlers);
    await within(startLimit, 'reaching the queue', backend.reach());
    const workers = names.map((name): Consumer => {
      const worker: Consumer = new Worker(name, process, { connection, concurrency, ...workerOptions }, backend.forWorkers);
      worker.on('error', report);
      worker.on('failed', (job, fault) => logger.error({ job: job?.name, jobId: job?.id, err: fault }, 'a job failed'));
      worker.on('stalled', (jobId) => logger.warn({ jobId }, 'a job whose worker is gone is handed to another'));
      return worker;
    });
    const working: Working = {
      close: async (limit = stopLimit) => {
        workings.delete(working);
        await within(limit, 'closing the workers', Promise.all(workers.map((worker) => worker.close()))).catch((fault: unknown) => {
          logger.warn({ err: fault }, 'the workers did not close in time: others get what they had in hand');
          workers.forEach((worker) => void worker.getBackend().close(true).catch(report));
        });
      },
    };
    await within(startLimit, 'starting the workers', Promise.all(workers.map((worker) => worker.waitUntilReady()))).catch(
      (fault: unknown) => {
        workers.forEach((worker) => void worker.close(true).catch(report));
        throw fault;
      },
    );
    workings.add(working);
    return working;
  };

  const counts = (): Promise<readonly QueueCounts[]> => within(callLimit, 'counts', Promise.all(names.map(count)));

  return {
    backend: backend.name,
    enqueue: async (batch) => {
      const parts = names.map((name) => ({ name, jobs: batch.filter((job) => jobs[job.name]?.queue === name) }));
      const filled = parts.filter((part) => part.jobs.length > 0);
      const deadline = performance.now() + callLimit;
      await within(callLimit, 'enqueue', Promise.all(filled.map((part) => add(part.name, part.jobs, deadline))));
      const unknown = batch.filter((job) => !(job.name in jobs));
      if (unknown.length > 0) throw new Error(`no job is named ${unknown.map((job) => job.name).join(', ')}`);
    },
    work: (handlers, { concurrency }) => work(handlers, concurrency),
    counts,
    ping: async () => {
      await counts();
    },
    close: async (limit) => {
      await Promise.all([...workings].map((working) => working.close(limit)));
      // One that never opened has nothing to close.
      producers.forEach((opened) => void opened.then((queue) => queue.close()).catch(() => undefined));
      await within(callLimit, 'closing the connections', backend.close()).catch(report);
    },
  };
};
