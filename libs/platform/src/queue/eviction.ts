import { Redis } from 'ioredis';

/** What a connected Redis does when its memory is full; null where it does not say. Anything but "noeviction" loses jobs without a word. */
export const evictionPolicyOf = async (redis: Redis): Promise<string | null> =>
  /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1] ?? null;

/** Asks a Redis what it does when its memory is full. Rejects where it does not answer. */
export async function readEvictionPolicy(url: string): Promise<string | null> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 2_000, retryStrategy: () => null });
  redis.on('error', () => undefined); // the question itself rejects
  try {
    return await evictionPolicyOf(redis);
  } finally {
    redis.disconnect();
  }
}
