import { withoutChecks } from '../../apps/api/e2e/isolation/unlocked/unlocking.js';
import { ask } from './asking.js';
import { median, quantile, timed, times } from './figures.js';
import { LIST } from './listing.js';
import type { System } from './system.js';

/** What tenancy and authorization cost on a list, in milliseconds and as a ratio of the medians. */
export interface Protection {
  readonly with: { readonly median: number; readonly p95: number };
  readonly without: { readonly median: number; readonly p95: number };
  readonly ratio: number;
  readonly rounds: number;
}

const ROUNDS = 12;
/** Before the first turn, so that both processes have compiled what they do; and before each, so that plans are made. */
const WARM_UP = { first: 500, turn: 30 };
const EACH = 60;
/** Nobody is asked whose transaction it is. */
const withoutTenancy = ['--import', new URL('unprotected/register.mjs', import.meta.url).href];

/**
 * The same list by the same person, from the API as it is and from one without the application's checks on a database without row
 * security, in turns, so that a slower moment of the machine meets both.
 */
export async function measureProtection(system: System): Promise<Protection> {
  const bare = await system.startApi([...withoutChecks, ...withoutTenancy]);
  const headers = await system.signIn('manager@5007.example');
  const list = async (url: string, count: number): Promise<number[]> =>
    times(count, async () => (await timed(() => ask(url, headers, LIST))).milliseconds);
  await list(system.url, WARM_UP.first);
  await rowSecurity(system, 'DISABLE');
  await list(bare, WARM_UP.first);
  await rowSecurity(system, 'ENABLE');
  const guarded: number[] = [];
  const open: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await list(system.url, WARM_UP.turn);
    guarded.push(...(await list(system.url, EACH)));
    await rowSecurity(system, 'DISABLE');
    await list(bare, WARM_UP.turn);
    open.push(...(await list(bare, EACH)));
    await rowSecurity(system, 'ENABLE');
  }
  return {
    with: { median: median(guarded), p95: quantile(guarded, 0.95) },
    without: { median: median(open), p95: quantile(open, 0.95) },
    ratio: Math.round((median(guarded) / median(open)) * 100) / 100,
    rounds: ROUNDS,
  };
}

async function rowSecurity({ behind }: System, change: 'ENABLE' | 'DISABLE'): Promise<void> {
  const tables = await behind.rows<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE oid IN (SELECT polrelid FROM pg_policy)`,
  );
  for (const { name } of tables) await behind.run(`ALTER TABLE ${name} ${change} ROW LEVEL SECURITY`);
}
