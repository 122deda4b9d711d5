import fc from 'fast-check';
import {
  CompetenceTree,
  type Criterion,
  type CriterionOutcome,
  type CriterionResult,
  dayOf,
  type Ground,
  judge,
  MATCHES_KEPT,
  NEAR_MISSES_KEPT,
  type RankedMatch,
  rankOffers,
  WorkingCalendar,
} from '@fagtorg/domain';
import { type Market, markets, pairs } from './random-market.js';
import { broader, holidays } from './random-need.js';
import { referenceCriteria } from './reference-criteria.js';
import { referenceRanking } from './reference-ranking.js';
import type { ReferenceGround } from './reference-time.js';

const SEED = 20_261_121;
const PAIRS = 2000;
/** Whole markets hold too much to be worth shrinking; pairs are shrunk. */
const drawn = { seed: SEED, numRuns: 40, endOnFailure: true };
const sample = fc.sample(markets, drawn);
const everyPair = [...sample, ...fc.sample(pairs, { seed: SEED, numRuns: PAIRS })];
const inMarkets = sample.reduce((sum, { offers }) => sum + offers.length, 0);

const groundOf = ({ today }: Market): Ground => ({
  today: dayOf(today),
  calendar: new WorkingCalendar(holidays),
  competences: new CompetenceTree(broader),
});
const rawGroundOf = ({ today }: Market): ReferenceGround => ({ today, holidays: new Set(holidays), broader });
const ranked = (market: Market): RankedMatch[] => rankOffers(market.need, market.offers, groundOf(market));
const failed = (match: RankedMatch): CriterionResult[] =>
  match.criteria.filter(({ criterion, outcome }) => outcome === 'NOT_MET' && criterion !== 'PARTNERSHIP');
const agrees = (market: Market): void => expect(ranked(market)).toEqual(referenceRanking(market.need, market.offers, rawGroundOf(market)));

describe(`${PAIRS} random pairs (seed ${SEED})`, () => {
  it('come out as the slow rules written from product.md have them, criterion by criterion', () =>
    fc.assert(fc.property(pairs, agrees), { seed: SEED, numRuns: PAIRS }));
});

describe(`${inMarkets} random offers in ${sample.length} markets (seed ${SEED})`, () => {
  it('are ranked as the slow rules rank them', () => fc.assert(fc.property(markets, agrees), drawn));

  it('come out the same when computed twice, and in whatever order the offers come', () => {
    fc.assert(
      fc.property(
        markets.chain((market) =>
          fc.tuple(fc.constant(market), fc.shuffledSubarray([...market.offers], { minLength: market.offers.length })),
        ),
        ([market, shuffled]) => {
          const once = ranked(market);
          expect(ranked(market)).toEqual(once);
          expect(ranked({ ...market, offers: shuffled })).toEqual(once);
        },
      ),
      drawn,
    );
  });

  it('keep to the fifty best matches and the ten best near misses, scored from nothing to a million', () => {
    for (const market of sample) {
      const list = ranked(market);
      const eligible = list.filter(({ outcome }) => outcome === 'ELIGIBLE');
      expect(eligible.length).toBeLessThanOrEqual(MATCHES_KEPT);
      expect(list.length - eligible.length).toBeLessThanOrEqual(NEAR_MISSES_KEPT);
      expect(list.slice(0, eligible.length)).toEqual(eligible);
      for (const { score } of list) {
        expect(Number.isInteger(score)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1_000_000);
      }
    }
  });

  it('miss nearly by exactly one hard criterion and a known amount, or not at all', () => {
    for (const match of sample.flatMap(ranked)) {
      const short = failed(match);
      expect(short.length).toBe(match.outcome === 'NEAR_MISS' ? 1 : 0);
      for (const { shortfall, score } of short) {
        expect(shortfall).toMatch(/^(scope|levels|minutes|days|workMode|km|engagement|language):.+$/);
        expect(score ?? 0).toBe(0);
      }
    }
  });
});

describe('the random pairs are worth running, since', () => {
  const judged = everyPair.flatMap((market) =>
    market.offers.map((offer) => ({
      market,
      offer,
      match: judge(market.need, offer, groundOf(market)),
      criteria: referenceCriteria(offer.reach, market.need, offer, rawGroundOf(market)),
    })),
  );
  type Pair = (typeof judged)[number];
  const count = (is: (pair: Pair) => boolean): number => judged.filter(is).length;
  const comesOut = (criterion: Criterion, outcome: CriterionOutcome): number =>
    count(({ criteria }) => criteria.some((result) => result.criterion === criterion && result.outcome === outcome));
  const nearlyBy = ({ match }: Pair): Criterion | undefined => (match?.outcome === 'NEAR_MISS' ? failed(match)[0]?.criterion : undefined);
  const isOwnStaff = ({ market, offer }: Pair): boolean => market.need.borrowers.includes(offer.lender);

  it('there are at least 4,000', () => expect(judged.length).toBeGreaterThanOrEqual(4000));

  const hard: readonly Criterion[] = ['REGION', 'COMPETENCE', 'PERIOD', 'CAPACITY', 'WORK_MODE', 'DISTANCE', 'ENGAGEMENT', 'LANGUAGE'];
  it.each(hard)('%s is met by 150 at least, failed by 150, and alone to blame for 30 near misses', (criterion) => {
    expect(comesOut(criterion, 'MET')).toBeGreaterThanOrEqual(150);
    expect(comesOut(criterion, 'NOT_MET')).toBeGreaterThanOrEqual(150);
    expect(count((pair) => nearlyBy(pair) === criterion)).toBeGreaterThanOrEqual(30);
  });

  it.each(['CAPACITY', 'WORK_MODE', 'LANGUAGE'] as const)('%s is partly met by 100 at least', (criterion) => {
    expect(comesOut(criterion, 'PARTLY')).toBeGreaterThanOrEqual(100);
  });

  const lists = sample.map(ranked);
  const kept = (list: RankedMatch[], outcome: RankedMatch['outcome']): number => list.filter((match) => match.outcome === outcome).length;
  it.each<[string, number, number]>([
    ['eligible', 200, count(({ match }) => match?.outcome === 'ELIGIBLE')],
    ['neither match nor near miss', 200, count(({ match }) => match === null)],
    ['online although they lie near', 10, count(({ match, offer }) => match?.scope === 'REMOTE' && offer.reach !== 'REMOTE')],
    ['too far away from a hidden lender', 10, count((pair) => pair.offer.regionOnly && nearlyBy(pair) === 'DISTANCE')],
    ['own staff', 100, count(isOwnStaff)],
    ['own staff bought free', 10, count((pair) => isOwnStaff(pair) && pair.match !== null)],
    ['tied with the one before', 50, lists.flatMap((list) => list.filter(({ score }, at) => score === list[at - 1]?.score)).length],
    ['lists of fifty matches', 1, lists.filter((list) => kept(list, 'ELIGIBLE') === MATCHES_KEPT).length],
    ['lists of ten near misses', 10, lists.filter((list) => kept(list, 'NEAR_MISS') === NEAR_MISSES_KEPT).length],
  ])('%s: %d at least', (_, least, found) => expect(found).toBeGreaterThanOrEqual(least));
});
