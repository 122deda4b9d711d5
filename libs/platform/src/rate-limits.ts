import { Redis } from 'ioredis';
import pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Logger } from './logger.js';
import { Handfuls } from './handfuls.js';

/**
 * What is counted apart: callers by address, failed credentials by address, the failures of one credential at one address, people,
 * organisations, steps of a sign-in by address.
 */
export const rateKinds = ['address', 'failed', 'credential', 'person', 'organisation', 'sign-in'] as const;
export type RateKind = (typeof rateKinds)[number];

/** How often somebody may ask, over all processes together. */
export interface RateLimits {
  /** Counts a request. Answers 0 where it may go on, else the milliseconds to wait. Never rejects. */
  take(kind: RateKind, who: string): Promise<number>;
  /** Milliseconds to wait where this process knows that there is nothing left, else 0. Counts nothing. Never rejects. */
  left(kind: RateKind, who: string): Promise<number>;
  close(): Promise<void>;
}

export interface RateLimitsOptions {
  /** Counted on this Redis; in PostgreSQL without it. */
  readonly redisUrl: string | undefined;
  readonly postgresUrl: string;
  /** Requests a minute; 0 for no limit. */
  readonly perMinute: Readonly<Record<RateKind, number>>;
  readonly logger: Logger;
}

const SECONDS = 60;
/** Longer nobody waits for the count of requests. */
const CALL_LIMIT_MS = 500;
const TABLE = 'rate_limit';

/** What all processes count on. */
interface Store {
  limiter(kind: RateKind, points: number): { consume(who: string, points: number): Promise<RateLimiterRes> };
  close(): Promise<void>;
}

/** Opens the limits of this process. Where the store is away, each process counts for itself until it is back, and says so once. */
export function openRateLimits({ redisUrl, postgresUrl, perMinute, logger }: RateLimitsOptions): RateLimits {
  const store = redisUrl === undefined ? onPostgres(postgresUrl) : onRedis(redisUrl);
  let away = false;
  const report = (fault: unknown): void => {
    if (fault !== null && !away)
      logger.warn({ err: fault }, 'requests are counted by each process alone: their common store does not answer');
    if (fault === null && away) logger.info('requests are counted together again');
    away = fault !== null;
  };
  const limits = new Map(
    rateKinds
      .filter((kind) => perMinute[kind] > 0)
      .map((kind) => {
        const options = { keyPrefix: kind, points: perMinute[kind], duration: SECONDS };
        return [kind, new Handfuls(perMinute[kind], store.limiter(kind, perMinute[kind]), new RateLimiterMemory(options), report)] as const;
      }),
  );
  return {
    take: (kind, who) => limits.get(kind)?.take(who) ?? Promise.resolve(0),
    left: (kind, who) => limits.get(kind)?.left(who) ?? Promise.resolve(0),
    close: () => store.close(),
  };
}

function onRedis(url: string): Store {
  const redis = new Redis(url, {
    connectTimeout: CALL_LIMIT_MS,
    commandTimeout: CALL_LIMIT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times: number) => Math.min(times * 100, 1_000),
  });
  redis.on('error', () => undefined); // said once, where a count fails
  return {
    limiter: (kind, points) => new RateLimiterRedis({ storeClient: redis, keyPrefix: `rate:${kind}`, points, duration: SECONDS }),
    close: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

function onPostgres(url: string): Store {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'fagtorg rate limits',
    options: '-c synchronous_commit=off',
    max: 2,
    connectionTimeoutMillis: CALL_LIMIT_MS,
    query_timeout: CALL_LIMIT_MS,
    keepAlive: true,
  });
  pool.on('error', () => undefined); // said once, where a count fails
  return {
    limiter: (kind, points) =>
      new RateLimiterPostgres({
        storeClient: pool,
        keyPrefix: kind,
        points,
        duration: SECONDS,
        tableName: TABLE,
        tableCreated: true,
        clearExpiredByTimeout: kind === 'address',
      }),
    close: () => pool.end(),
  };
}
