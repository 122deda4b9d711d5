import { jobs } from '@fagtorg/core';
import { createLogger, openJobQueue } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';

const silent = createLogger({ process: 'cli', level: 'silent', format: 'lines' });

/** Rejects where the queue does not answer within two seconds. */
export async function reachQueue(backend: { redisUrl: string | undefined; postgresUrl: string }): Promise<void> {
  const queue = openJobQueue({ jobs, ...backend, logger: silent });
  try {
    await queue.ping();
  } finally {
    await queue.close();
  }
}

/** @throws Trouble where Redis does not answer */
export async function reachRedis(redisUrl: string): Promise<void> {
  await reachQueue({ redisUrl, postgresUrl: '' }).catch((cause: unknown) => {
    const message = `Redis at ${new URL(redisUrl).host} (REDIS_URL) does not answer.`;
    throw new Trouble(exitCodes.unavailable, message, 'Start it, correct REDIS_URL, or unset it: the queue is then in PostgreSQL.', {
      cause,
    });
  });
}
