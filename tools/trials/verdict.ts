import { Database, MatchingService, ReferenceService, type Tx } from '@fagtorg/core';
import type { RankedMatch } from '@fagtorg/domain';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { personOf } from './crowd.js';
import type { Made } from './deeds.js';
import type { System } from './system.js';

/** The state in which a system was left, with what should not be there. */
export interface Verdict {
  readonly needs: number;
  readonly offers: number;
  readonly matches: number;
  /** Requests in the outbox: all, those sent more than once, those without an effect and those that wait for a person. */
  readonly jobs: number;
  readonly jobsSentAgain: number;
  readonly jobsUndone: number;
  readonly jobsParked: number;
  /** From the moment that a job was asked for to its effect, at most, in seconds. */
  readonly longestJobSeconds: number;
  /** Needs of which the API says that something is not worked in yet. */
  readonly staleNeeds: number;
  /** Pairs of a need and an offer that are stored more than once. */
  readonly doubledMatches: number;
  /** Needs whose stored list is not the one that a full new matching gives. */
  readonly differingNeeds: readonly string[];
}

const PAUSE_MS = 100;

/** Waits until nothing in the outbox is without its effect. Answers the seconds that took, or null where it took too long. */
export async function drained(system: System, limitSeconds: number, stopped: AbortSignal): Promise<number | null> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  while ((await system.behind.number('SELECT count(*) FROM outbox WHERE done_at IS NULL AND parked_at IS NULL')) > 0) {
    if (seconds() > limitSeconds) return null;
    await pause(PAUSE_MS, null, { signal: stopped });
  }
  return seconds();
}

export async function judge(system: System, made: readonly Made[]): Promise<Verdict> {
  const { behind } = system;
  const [counts] = await behind.rows<Omit<Verdict, 'staleNeeds' | 'differingNeeds'>>(COUNTS);
  if (!counts) throw new Error('The database counted nothing.');
  return { ...counts, staleNeeds: await countStale(system, made), differingNeeds: await differing(system) };
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM need) AS needs, (SELECT count(*)::int FROM listing) AS offers, (SELECT count(*)::int FROM match) AS matches,
    (SELECT count(*)::int FROM (SELECT FROM match GROUP BY need_id, offer_id HAVING count(*) > 1) d) AS "doubledMatches",
    count(*)::int AS jobs, count(*) FILTER (WHERE dispatches > 1)::int AS "jobsSentAgain",
    count(*) FILTER (WHERE done_at IS NULL)::int AS "jobsUndone", count(parked_at)::int AS "jobsParked",
    coalesce(extract(epoch FROM max(done_at - requested_at)), 0)::float AS "longestJobSeconds"
  FROM outbox`;

/** Each need is asked for as its borrower's manager sees it. */
async function countStale(system: System, made: readonly Made[]): Promise<number> {
  let stale = 0;
  for (const { thing, organisation } of made) {
    if (thing.__typename !== 'Need') continue;
    const need = await personOf(system, 'manager', organisation).need(thing.id);
    if (!need || need.matchesStale) stale += 1;
  }
  return stale;
}

type Stored = RankedMatch & { readonly position: number };

/** Compares, need by need, what is stored with what the rules give now. */
async function differing(system: System): Promise<string[]> {
  const database = new Database({ url: system.applicationUrl, pool: 2 });
  try {
    const reference = new ReferenceService(database);
    await reference.reload();
    const matching = new MatchingService(database, reference);
    const needs = await database.asMatcher(({ client }) => client.$queryRaw<{ id: string; status: string }[]>`SELECT id, status FROM need`);
    const differences: string[] = [];
    for (const { id, status } of needs) {
      const [stored, fresh] = await database.asMatcher(
        async (tx) => [await storedOf(tx, id), inPositions((await matching.rank(tx, id)).matches)] as const,
      );
      if (!isDeepStrictEqual(stored, fresh)) differences.push(`${status} need ${id}: ${difference(stored, fresh)}`);
    }
    return differences;
  } finally {
    await database.close();
  }
}

const storedOf = ({ client }: Tx, needId: string): Promise<Stored[]> => client.$queryRaw<Stored[]>`
  SELECT offer_id AS "offerId", offer_revision AS "offerRevision", outcome, scope, score, feasible_minutes AS "feasibleMinutes", criteria, position
  FROM match WHERE need_id = ${needId}::uuid ORDER BY outcome, position`;

const inPositions = (ranked: readonly RankedMatch[]): Stored[] => {
  const counts = { ELIGIBLE: 0, NEAR_MISS: 0 };
  return ranked.map((match) => ({ ...match, position: (counts[match.outcome] += 1) }));
};

/** A few words on the first place where two lists part. */
function difference(stored: readonly Stored[], fresh: readonly Stored[]): string {
  const index = fresh.findIndex((match, at) => !isDeepStrictEqual(match, stored[at]));
  const at = index === -1 ? fresh.length : index;
  return `${stored.length} stored, ${fresh.length} fresh; at ${at} ${JSON.stringify(stored[at])} instead of ${JSON.stringify(fresh[at])}`;
}
