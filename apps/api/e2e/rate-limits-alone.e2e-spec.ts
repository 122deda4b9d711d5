import { inSystem, type System } from '@fagtorg/testing';

const LIMIT = 10;
const environment = { RATE_ADDRESS: String(LIMIT) };

const statuses = async (system: System, times: number, address: (time: number) => string): Promise<number[]> => {
  const found: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address(time) };
    found.push((await fetch(`${system.url}/graphql`, { method: 'POST', body: '{"query":"{ viewer { id } }"}', headers })).status);
  }
  return found;
};
const granted = (found: readonly number[]): number => found.filter((status) => status === 200).length;

describe('without a proxy that is trusted', () => {
  inSystem(
    (system) => {
      it('nobody gets more by saying that they are somebody else', async () => {
        expect(granted(await statuses(system(), 2 * LIMIT, (time) => `192.0.2.${time}`))).toBe(LIMIT);
      });
    },
    { workers: 0, environment },
  );
});

describe('where the common store does not answer', () => {
  inSystem(
    (system) => {
      it('the process counts for itself, says so once, and nobody gets an error', async () => {
        await system().behind.run('ALTER TABLE rate_limit RENAME TO rate_limit_away');
        const found = await statuses(system(), 2 * LIMIT, () => '192.0.2.1');
        expect([granted(found), found.filter((status) => status === 429).length]).toEqual([LIMIT, LIMIT]);
        await statuses(system(), 5, (time) => `198.51.100.${time}`);
        expect(system().written().split('their common store does not answer')).toHaveLength(2);
      });
    },
    { workers: 0, environment: { ...environment, TRUST_PROXY: 'loopback' } },
  );
});
