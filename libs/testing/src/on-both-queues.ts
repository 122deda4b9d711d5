import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import { startSystem, type System, type SystemOptions } from './system.js';
import { World } from './world.js';

/** Specs about a world that begins before the first of them and ends after the last. */
export function inWorld(specs: (world: World) => void, options: SystemOptions = {}): void {
  const world = new World(options);
  beforeAll(() => world.begin());
  afterAll(async () => expect(await world.end()).toEqual([]));
  specs(world);
}

/** Specs about processes of which nobody has asked anything yet. */
export function inSystem(specs: (system: () => System) => void, options: SystemOptions = {}): void {
  let system: System | null = null;
  beforeAll(async () => {
    system = await startSystem(options);
  });
  afterAll(async () => expect(await system?.stop()).toEqual([]));
  specs(() => {
    if (!system) throw new Error('The system has not been started.');
    return system;
  });
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
