import { ask } from './asking.js';
import { median, quantile, timed, times } from './figures.js';
import type { System } from './system.js';

/** How the API answers a list, in milliseconds and requests per second. */
export interface Listing {
  readonly alone: { readonly median: number; readonly p95: number };
  readonly atOnce: { readonly callers: number; readonly perSecond: number; readonly median: number; readonly p95: number };
}

const CALLERS = 8;
const WARM_UP = 200;
const ALONE = 300;
const EACH = 150;

/** Twenty needs with what a page shows of them. */
export const LIST = `{
  needs(first: 20) { edges { node {
    id title minutesTotal answerBy
    borrower { ... on Municipality { code name } ... on County { code name } ... on InterMunicipalBody { code name } }
    place { code name region { id name } }
    requirements { level mandatory competence { id label } }
  } } }
}`;

/** Twenty needs with borrower, place, region and requirements: alone, and by several callers at once. */
export async function measureListing(system: System): Promise<Listing> {
  const headers = await system.signIn('manager@5007.example');
  const call = async (): Promise<number> => (await timed(() => ask(system.url, headers, LIST))).milliseconds;
  await times(WARM_UP, call);
  const alone = await times(ALONE, call);
  const { milliseconds, result } = await timed(() => Promise.all(Array.from({ length: CALLERS }, () => times(EACH, call))));
  const together = result.flat();
  return {
    alone: { median: median(alone), p95: quantile(alone, 0.95) },
    atOnce: {
      callers: CALLERS,
      perSecond: Math.round((together.length / milliseconds) * 1000),
      median: median(together),
      p95: quantile(together, 0.95),
    },
  };
}
