import type { Chance } from '@fagtorg/core';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './asking.js';
import { median, quantile, times } from './figures.js';
import type { Market } from './market.js';
import type { System } from './system.js';

/** How long somebody waits who has posted a need, in milliseconds. */
export interface Posting {
  readonly posts: number;
  /** From sending postNeed to its answer. */
  readonly answer: { readonly median: number; readonly p95: number };
  /** From that answer until the API answers the matches as worked in: what a client sees that asks every five milliseconds. */
  readonly matches: { readonly median: number; readonly p95: number };
  /** How many matches a post had, on average. */
  readonly matchesEach: number;
}

const POLL_MS = 5;
/** So many come first and don't count. */
const WARM_UP = 20;

const POST = 'mutation ($input: PostNeedInput!) { postNeed(input: $input) { __typename ... on Need { id } ... on Refusal { code path } } }';
const LOOK = 'query ($id: UUID!) { need(id: $id) { matchesStale matches { totalCount } } }';

interface Posted {
  readonly postNeed: { readonly __typename: string; readonly id: string };
}

interface Looked {
  readonly need: { readonly matchesStale: boolean; readonly matches: { readonly totalCount: number } };
}

/** Posts needs like those of the market, one after the other. */
export async function measurePosting(system: System, market: Market, posts: number, luck: Chance): Promise<Posting> {
  const measured = await times(WARM_UP + posts, async () => {
    const draft = luck.of(market.drafts);
    const headers = await system.signIn(`manager@${String(draft['borrowerCode'])}.example`);
    const sent = performance.now();
    const { postNeed } = await ask<Posted>(system.url, headers, POST, { input: draft });
    if (postNeed.__typename !== 'Need') throw new Error(`A post was refused: ${JSON.stringify(postNeed)}`);
    const answered = performance.now();
    for (;;) {
      const { need } = await ask<Looked>(system.url, headers, LOOK, { id: postNeed.id });
      if (!need.matchesStale) return { answer: answered - sent, matches: performance.now() - answered, found: need.matches.totalCount };
      if (performance.now() - answered > 60_000) throw new Error(`The need ${postNeed.id} was not matched within a minute.`);
      await pause(POLL_MS);
    }
  });
  const counted = measured.slice(WARM_UP);
  const [answers, waits] = [counted.map(({ answer }) => answer), counted.map(({ matches }) => matches)];
  return {
    posts,
    answer: { median: median(answers), p95: quantile(answers, 0.95) },
    matches: { median: median(waits), p95: quantile(waits, 0.95) },
    matchesEach: Math.round(counted.reduce((sum, { found }) => sum + found, 0) / posts),
  };
}
