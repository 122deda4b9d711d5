import { dayOf, WorkingCalendar } from '../calendar.js';
import { CompetenceTree } from '../competence.js';
import type { Criterion, CriterionResult } from './criterion.js';
import { type Ground, judgeCriteria, type NeedToMatch, type OfferToMatch } from './judgement.js';
import { judge, type RankedMatch } from './ranking.js';

/**
 * The pair that most specs start from: Grong needs 75 hours of a psychologist from 4 January to 14 March 2027, and Snåsa, in the same
 * region, offers just that. It is 1 December 2026.
 */

export const towns = {
  grong: { code: '5045', lat: 64.46459, lon: 12.31601 },
  snåsa: { code: '5041', lat: 64.2457, lon: 12.37779 },
  høylandet: { code: '5046', lat: 64.62887, lon: 12.30206 },
  steinkjer: { code: '5006', lat: 64.01487, lon: 11.49537 },
  oslo: { code: '0301', lat: 59.91273, lon: 10.74609 },
  bergen: { code: '4601', lat: 60.39299, lon: 5.32415 },
} as const;

export const ground: Ground = {
  today: dayOf('2026-12-01'),
  calendar: new WorkingCalendar(['2026-12-25', '2027-01-01', '2027-03-25', '2027-03-26', '2027-03-29']),
  competences: new CompetenceTree(
    new Map([
      ['helse', null],
      ['helse.psykolog', 'helse'],
      ['helse.psykologbarn', 'helse.psykolog'],
      ['plan', null],
    ]),
  ),
};

const winter = { from: '2027-01-04', to: '2027-03-14' };

export const grongNeeds = (changes: Partial<NeedToMatch> = {}): NeedToMatch => ({
  id: 'need',
  revision: 1,
  borrowers: ['5045'],
  place: towns.grong,
  aloneInRegion: false,
  scope: 'SAME_REGION',
  nextScope: 'NEIGHBOUR_REGION',
  requirements: [{ competence: 'helse.psykolog', level: 'PROFICIENT', mandatory: true }],
  open: 75 * 60,
  least: 450,
  minutesPerWeek: null,
  period: winter,
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  workLanguages: ['nb'],
  workLanguageRequired: false,
  ...changes,
});

export const snåsaOffers = (changes: Partial<OfferToMatch> = {}): OfferToMatch => ({
  id: 'offer',
  revision: 1,
  publishedAt: '2026-11-02T08:00:00.000Z',
  lender: '5041',
  lenderKind: 'MUNICIPALITY',
  reach: 'SAME_REGION',
  base: towns.snåsa,
  commutingShare: 0,
  regionOnly: false,
  claims: [{ competence: 'helse.psykolog', level: 'PROFICIENT' }],
  weeks: { availability: [{ period: winter, minutesPerWeek: 450 }], taken: new Map(), leave: [] },
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  travelLimitKm: 60,
  workLanguages: ['nb'],
  partners: null,
  ...changes,
});

/** An offer's weeks: so many minutes a week over the whole winter, or in another period. */
export const weeksOf = (minutesPerWeek: number, period: { from: string; to: string } = winter): OfferToMatch['weeks'] => ({
  availability: [{ period, minutesPerWeek }],
  taken: new Map(),
  leave: [],
});

/** How one criterion comes out where the offer lies. */
export function resultOf<C extends Criterion>(
  criterion: C,
  need: NeedToMatch,
  offer: OfferToMatch,
): Extract<CriterionResult, { criterion: C }> {
  const is = (result: CriterionResult): result is Extract<CriterionResult, { criterion: C }> => result.criterion === criterion;
  const found = judgeCriteria(need, offer, offer.reach, ground).find(is);
  if (!found) throw new Error(`${criterion} was not judged`);
  return found;
}

/** "MET", or "NOT_MET km:12": a criterion's outcome with what lacks. */
export function outcomeOf(criterion: Criterion, need: NeedToMatch, offer: OfferToMatch): string {
  const { outcome, shortfall } = resultOf(criterion, need, offer);
  return shortfall === null ? outcome : `${outcome} ${shortfall}`;
}

/** "match", "near miss: CAPACITY minutes:300", or "nothing": what becomes of a pair. */
export function becomes(need: NeedToMatch, offer: OfferToMatch): string {
  const match: RankedMatch | null = judge(need, offer, ground);
  if (match === null) return 'nothing';
  if (match.outcome === 'ELIGIBLE') return 'match';
  const failed = match.criteria.find(({ criterion, outcome }) => outcome === 'NOT_MET' && criterion !== 'PARTNERSHIP');
  return `near miss: ${String(failed?.criterion)} ${String(failed?.shortfall)}`;
}
