import { Redis } from 'ioredis';
import { readLauncherEnvironment } from '../env.js';
import { type RedisServer, startRedisServer } from './redis-server.js';

/** Redis has sixteen databases; the first one keeps who has taken the others. */
const DATABASES = Array.from({ length: 15 }, (_, number) => number + 1);
/** Whoever died without giving a database back has lost it after an hour. */
const TAKEN_SECONDS = 3600;

/**
 * An empty Redis for a trial: a database of REDIS_TEST_URL that no other trial has, or a server of its own. Null where neither is to be had.
 */
export async function openTrialRedis(): Promise<RedisServer | null> {
  const { REDIS_TEST_URL } = readLauncherEnvironment();
  return REDIS_TEST_URL === undefined ? startRedisServer() : takeDatabase(REDIS_TEST_URL);
}

async function takeDatabase(serverUrl: string): Promise<RedisServer> {
  const register = new Redis(new URL('/0', serverUrl).href);
  for (const number of DATABASES) {
    const key = `fagtorg:trial:${number}`;
    if ((await register.set(key, 'taken', 'EX', TAKEN_SECONDS, 'NX')) === null) continue;
    const url = new URL(`/${number}`, serverUrl).href;
    await empty(url);
    return {
      url,
      stop: async () => {
        await empty(url);
        await register.del(key);
        register.disconnect();
      },
    };
  }
  register.disconnect();
  throw new Error(`All ${DATABASES.length} databases of REDIS_TEST_URL are taken by other trials.`);
}

async function empty(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}
