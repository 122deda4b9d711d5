import type { MatchScope } from '../scope.js';
import type { Criterion, CriterionResult } from './criterion.js';
import { type Ground, judgeCriteria, type NeedToMatch, type OfferToMatch, sharedForms } from './judgement.js';

/** The rule's answer for a need and an offer, as it will be stored. */
export interface RankedMatch {
  readonly offerId: string;
  readonly offerRevision: number;
  readonly outcome: 'ELIGIBLE' | 'NEAR_MISS';
  /** The narrowest scope that holds the pair. */
  readonly scope: MatchScope;
  /** Millionths: the sum of weight × score over the criteria, both in thousandths. */
  readonly score: number;
  readonly feasibleMinutes: number;
  readonly criteria: readonly CriterionResult[];
}

/** How many of a need are kept. */
export const MATCHES_KEPT = 50;
export const NEAR_MISSES_KEPT = 10;

/**
 * Ranks the offers for a need: the best matches and, behind them, the best near misses. Pure: the same input gives the same list, in
 * whatever order the offers come (product.md, Matching).
 */
export function rankOffers(need: NeedToMatch, offers: readonly OfferToMatch[], ground: Ground): RankedMatch[] {
  const judged = offers.flatMap((offer) => {
    const match = judge(need, offer, ground);
    return match ? [{ match, offer }] : [];
  });
  judged.sort(
    (a, b) => b.match.score - a.match.score || inTextOrder(a.offer.publishedAt, b.offer.publishedAt) || inTextOrder(a.offer.id, b.offer.id),
  );
  const best = (outcome: RankedMatch['outcome'], kept: number): RankedMatch[] =>
    judged
      .map(({ match }) => match)
      .filter((match) => match.outcome === outcome)
      .slice(0, kept);
  return [...best('ELIGIBLE', MATCHES_KEPT), ...best('NEAR_MISS', NEAR_MISSES_KEPT)];
}

/**
 * Judges a pair in the narrowest scope that holds it. Where the whole country is searched, a pair that needs no presence may hold there
 * though the way is too long from nearby; a longer way must not be better than a shorter one.
 */
export function judge(need: NeedToMatch, offer: OfferToMatch, ground: Ground): RankedMatch | null {
  if (need.borrowers.includes(offer.lender) && sharedForms(need, offer).length === 0) return null;
  const scopes: MatchScope[] = offer.reach === 'REMOTE' ? [] : [offer.reach];
  if (worksRemotely(need, offer) && (offer.reach === 'REMOTE' || need.scope === 'REMOTE')) scopes.push('REMOTE');
  const judged = scopes.map((scope) => judgeIn(scope, need, offer, ground)).filter((match) => match !== null);
  return judged.find((match) => match.outcome === 'ELIGIBLE') ?? judged[0] ?? null;
}

const worksRemotely = (need: NeedToMatch, offer: OfferToMatch): boolean => need.workMode !== 'ONSITE' && offer.workMode !== 'ONSITE';

const hardCriteria: ReadonlySet<Criterion> = new Set<Criterion>([
  'REGION',
  'COMPETENCE',
  'PERIOD',
  'CAPACITY',
  'WORK_MODE',
  'DISTANCE',
  'ENGAGEMENT',
  'LANGUAGE',
]);

function judgeIn(scope: MatchScope, need: NeedToMatch, offer: OfferToMatch, ground: Ground): RankedMatch | null {
  const criteria = judgeCriteria(need, offer, scope, ground);
  const failed = criteria.filter(({ criterion, outcome }) => outcome === 'NOT_MET' && hardCriteria.has(criterion));
  const nearMiss = failed.length === 1 && failed[0]?.shortfall != null;
  if (failed.length > 0 && !nearMiss) return null;
  const capacity = criteria.find((result) => result.criterion === 'CAPACITY');
  return {
    offerId: offer.id,
    offerRevision: offer.revision,
    outcome: nearMiss ? 'NEAR_MISS' : 'ELIGIBLE',
    scope,
    score: criteria.reduce((sum, { weight, score }) => sum + (weight ?? 0) * (score ?? 0), 0),
    feasibleMinutes: capacity?.facts.feasible ?? 0,
    criteria,
  };
}

/** Code point order, the same on every machine and in the database's C collation. */
const inTextOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
