import { assertSchemaCompatibility, createPostgresBackend, createRedisBackend, type BackendFactory, type PgPool } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from '../logger.js';
import { evictionPolicyOf } from './eviction.js';
import { queueNames } from './job.js';

/** BullMQ's schema beside ours. With a pool that is shared BullMQ knows no other name. */
export const queueSchema = 'bullmq';

/** How long a caller waits for the backend, in milliseconds. */
export const callLimit = 2_000;

/** Where BullMQ keeps its jobs. All queues of a process share its connections. */
export interface Backend {
  readonly name: 'redis' | 'postgresql';
  readonly forProducers: BackendFactory;
  readonly forWorkers: BackendFactory;
  /** Rejects when queues opened now could not work. BullMQ remembers a failed start for ever, so this is asked before each. */
  reach(): Promise<unknown>;
  close(): Promise<unknown>;
}

/**
 * Redis or Valkey. A producer's commands fail at once while the connection is down: queued up they would hang the caller
 * and then all arrive together. A worker's wait for as long as it takes.
 */
export const redisBackend = (url: string, logger: Logger, report: (fault: Error) => void): Backend => {
  const everywhere = { connectTimeout: callLimit, retryStrategy: (times: number) => Math.min(times * 100, 1_000) };
  const producer = new Redis(url, { ...everywhere, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: callLimit });
  producer.on('error', report);
  producer.on('ready', () => {
    warnOfEviction(producer, logger).catch(report);
  });
  const quiet = { skipVersionCheck: true }; // BullMQ looks at the eviction policy in the same go, and tells the console for every connection
  const forWorkers = { ...everywhere, url, maxRetriesPerRequest: null };
  return {
    name: 'redis',
    forProducers: (queue, options, kind) => createRedisBackend(queue, { ...options, ...quiet, connection: producer }, kind),
    forWorkers: (queue, options, kind) => createRedisBackend(queue, { ...options, ...quiet, connection: forWorkers }, kind),
    reach: () => Promise.resolve(), // BullMQ itself waits for Redis
    close: () => {
      producer.disconnect();
      return Promise.resolve();
    },
  };
};

/** A Redis that evicts keys loses jobs without a word. The outbox would send them again, but late. */
const warnOfEviction = async (redis: Redis, logger: Logger): Promise<void> => {
  const policy = await evictionPolicyOf(redis);
  if (policy !== null && policy !== 'noeviction') {
    logger.warn({ policy }, 'Redis may evict jobs: set maxmemory-policy to noeviction');
  }
};

/**
 * The application's own PostgreSQL. BullMQ's tables are the owner's: here is only checked that they are there. Commits don't wait
 * for the disk, as the outbox sends again what a crash of the database makes the queue forget.
 */
export const postgresBackend = (url: string, report: (fault: Error) => void): Backend => {
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${queueSchema} -c synchronous_commit=off`,
    application_name: 'fagtorg queue',
    max: queueNames.length + 8, // a worker keeps one to listen on
    connectionTimeoutMillis: callLimit,
    query_timeout: 5 * callLimit,
    keepAlive: true,
  });
  pool.on('error', report);
  const connection = pool as unknown as PgPool; // the same class: only the two declarations of its events differ
  const factory: BackendFactory = (queue, options, kind) => createPostgresBackend(queue, { ...options, connection }, kind);
  return {
    name: 'postgresql',
    forProducers: factory,
    forWorkers: factory,
    reach: () => assertSchemaCompatibility(connection, queueSchema),
    close: () => pool.end(),
  };
};
