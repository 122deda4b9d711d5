import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Handfuls } from './handfuls.js';

const counter = (points: number) => new RateLimiterMemory({ points, duration: 60 });
const broken = { consume: () => Promise.reject(new Error('away')) };
const tries = async (times: number, take: () => Promise<number>): Promise<number> => {
  let granted = 0;
  for (let time = 0; time < times; time += 1) if ((await take()) === 0) granted += 1;
  return granted;
};

describe('a limit that several processes share', () => {
  it('is never exceeded by all of them together, and used up but for a handful each', async () => {
    const shared = counter(100);
    const processes = [1, 2, 3].map(() => new Handfuls(100, shared, counter(100), () => undefined));
    const granted = await Promise.all(processes.map((one) => tries(200, () => one.take('kari'))));
    const total = granted.reduce((sum, one) => sum + one, 0);
    expect(total).toBeLessThanOrEqual(100);
    expect(total).toBeGreaterThan(100 - 3 * 5);
  });

  it('asks the store once a handful', async () => {
    let asked = 0;
    const shared = counter(1000);
    const counting = { consume: (who: string, points: number) => ((asked += 1), shared.consume(who, points)) };
    const limit = new Handfuls(1000, counting, counter(1000), () => undefined);
    expect(await tries(500, () => limit.take('kari'))).toBe(500);
    expect(asked).toBe(10);
  });

  it('is exact where it is small, and callers at once do not slip through', async () => {
    const limit = new Handfuls(3, counter(3), counter(3), () => undefined);
    const waits = await Promise.all(Array.from({ length: 20 }, () => limit.take('kari')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    for (const wait of waits.filter((milliseconds) => milliseconds > 0)) expect(wait).toBeLessThanOrEqual(60_000);
  });

  it('counts each apart, and tells what is known to be used up without counting', async () => {
    const limit = new Handfuls(1, counter(1), counter(1), () => undefined);
    expect(await limit.left('kari')).toBe(0);
    expect(await tries(2, () => limit.take('kari'))).toBe(1);
    expect(await limit.left('kari')).toBeGreaterThan(0);
    expect(await limit.take('ola')).toBe(0);
  });

  it('tells of what is being counted only when it is counted', async () => {
    const limit = new Handfuls(1, counter(1), counter(1), () => undefined);
    await limit.take('kari');
    const taking = limit.take('kari');
    expect(await limit.left('kari')).toBeGreaterThan(0);
    expect(await taking).toBeGreaterThan(0);
  });

  it('counts for itself while the store is away', async () => {
    const faults: unknown[] = [];
    const limit = new Handfuls(10, broken, counter(10), (fault) => faults.push(fault));
    expect(await tries(30, () => limit.take('kari'))).toBe(10);
    expect(faults).toEqual([expect.any(Error)]);
  });
});
