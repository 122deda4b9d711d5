import type { MatchScope, NeedToMatch, OfferToMatch, RankedMatch } from '@fagtorg/domain';
import { referenceCriteria } from './reference-criteria.js';
import { referenceFeasible, type ReferenceGround } from './reference-time.js';

/**
 * The rules of matching once more, written from product.md alone: slow, obvious, and sharing nothing with the rules that run but their
 * types. Specs hold the two against each other.
 */
export function referenceRanking(need: NeedToMatch, offers: readonly OfferToMatch[], ground: ReferenceGround): RankedMatch[] {
  const found: { match: RankedMatch; offer: OfferToMatch }[] = [];
  for (const offer of offers) {
    const match = referenceMatch(need, offer, ground);
    if (match !== null) found.push({ match, offer });
  }
  found.sort((a, b) => {
    if (a.match.score !== b.match.score) return b.match.score - a.match.score;
    if (a.offer.publishedAt !== b.offer.publishedAt) return a.offer.publishedAt < b.offer.publishedAt ? -1 : 1;
    return a.offer.id < b.offer.id ? -1 : 1;
  });
  const best = (outcome: RankedMatch['outcome'], kept: number): RankedMatch[] =>
    found
      .map(({ match }) => match)
      .filter((match) => match.outcome === outcome)
      .slice(0, kept);
  return [...best('ELIGIBLE', 50), ...best('NEAR_MISS', 10)];
}

/** One pair: judged where it lies; and where the whole country is searched and nobody has to be there, online as well. */
export function referenceMatch(need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): RankedMatch | null {
  const nobodyTravels = need.workMode !== 'ONSITE' && offer.workMode !== 'ONSITE';
  const scopes: MatchScope[] = [];
  if (offer.reach !== 'REMOTE') scopes.push(offer.reach);
  if (nobodyTravels && (offer.reach === 'REMOTE' || need.scope === 'REMOTE')) scopes.push('REMOTE');

  const answers = scopes.map((scope) => referenceMatchIn(scope, need, offer, ground)).filter((answer) => answer !== null);
  return answers.find((answer) => answer.outcome === 'ELIGIBLE') ?? answers[0] ?? null;
}

function referenceMatchIn(scope: MatchScope, need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): RankedMatch | null {
  const ownStaff = need.borrowers.includes(offer.lender);
  const buyoutInPartnership = offer.partners === true && need.engagements.includes('BUYOUT') && offer.engagements.includes('BUYOUT');
  if (ownStaff && !buyoutInPartnership) return null;

  const criteria = referenceCriteria(scope, need, offer, ground);
  const failed = criteria.filter((result) => result.criterion !== 'PARTNERSHIP' && result.outcome === 'NOT_MET');
  if (failed.length > 1) return null;
  const only = failed[0];
  if (only?.shortfall === null) return null;

  let score = 0;
  for (const result of criteria) score += (result.weight ?? 0) * (result.score ?? 0);
  return {
    offerId: offer.id,
    offerRevision: offer.revision,
    outcome: only ? 'NEAR_MISS' : 'ELIGIBLE',
    scope,
    score,
    feasibleMinutes: only?.criterion === 'PERIOD' ? 0 : referenceFeasible(need, offer, ground).minutes,
    criteria,
  };
}
