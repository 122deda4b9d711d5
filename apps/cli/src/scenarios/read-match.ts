import type { CriterionSeen, MatchSeen } from './contract.js';

/** The judgement of a match by one criterion. */
const judged = ({ criteria }: MatchSeen, name: string): CriterionSeen | undefined => criteria.find(({ criterion }) => criterion === name);

export const outcomeOf = (match: MatchSeen | undefined, criterion: string): string | undefined =>
  match && judged(match, criterion)?.outcome;

export const explanationOf = (match: MatchSeen | undefined, criterion: string): string | undefined =>
  match && judged(match, criterion)?.explanation;

/** The names of the lenders, in the order of the list. */
export const lenders = (matches: readonly MatchSeen[]): (string | undefined)[] => matches.map(({ offer }) => offer.lender?.name);

/** What each match lacks: the lender, the criterion it fails and by how much. */
export const lacking = (matches: readonly MatchSeen[]): unknown[] =>
  matches.map((match) => {
    const failed = match.criteria.find(({ outcome }) => outcome === 'NOT_MET');
    return [match.offer.lender?.name, failed?.criterion, failed?.shortfall];
  });
