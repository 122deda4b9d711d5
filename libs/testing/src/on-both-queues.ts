import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import type { SystemOptions } from './system.js';
import { World } from './world.js';

/** Specs about a world that begins before the first of them and ends after the last. */
export function inWorld(specs: (world: World) => void, options: SystemOptions = {}): void {
  const world = new World(options);
  beforeAll(() => world.begin());
  afterAll(async () => expect(await world.end()).toEqual([]));
  specs(world);
}

/** Runs the same specs with the queue in PostgreSQL and on Redis. Without a Redis those are skipped, or fail where CI is set. */
export async function onBothQueues(specs: (world: World) => void, options: SystemOptions = {}): Promise<void> {
  const redis = await openTrialRedis();
  describe('with the queue in PostgreSQL', () => inWorld(specs, options));
  if (redis === null && !readLauncherEnvironment().CI) {
    describe.skip('with the queue on Redis', () => specs(new World(options)));
    return;
  }
  describe('with the queue on Redis', () => {
    if (redis) afterAll(() => redis.stop());
    else beforeAll(() => Promise.reject(new Error('There is no redis-server, and CI is set.')));
    inWorld(specs, { ...options, redisUrl: redis?.url });
  });
}
