import { inWorld } from '@fagtorg/testing';
import { serverAudits } from 'graphql-http';

/** 200 for an operation that was never begun tells proxies and logs that all was well: these three answer 400, as the newer media type asks for. */
const known = ['document parsing failure', 'document validation failure', 'variable coercion failure'];

/** The audits of the «GraphQL over HTTP» specification, of which a MUST that fails is an error, a SHOULD a warning. */
inWorld(
  (world) => {
    const audits = serverAudits({ url: () => world.url, fetchFn: fetch });
    const levels = { MUST: 0, SHOULD: 0, MAY: 0 };

    it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, audit) => {
      const result = await audit.fn();
      levels[audit.name.split(' ')[0] as keyof typeof levels] += 1;
      expect(result.status === 'error' ? result.reason : '').toBe('');
      if (result.status === 'warn') warnings.push(`${audit.name}: ${result.reason}`);
    });

    const warnings: string[] = [];

    it('was audited whole, and the warnings are those that are known', () => {
      expect(levels.MUST).toBeGreaterThan(10);
      expect(warnings).toEqual(known.map((what) => expect.stringContaining(`${what} when accepting application/json`) as string));
    });
  },
  { workers: 0 },
);
