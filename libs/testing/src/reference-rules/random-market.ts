import fc from 'fast-check';
import {
  addDays,
  type CalendarDate,
  type CompetenceClaim,
  competenceLevels,
  dayOf,
  engagementForms,
  matchScopes,
  type NeedToMatch,
  type OfferToMatch,
  weekOf,
  workLanguages,
  workModes,
} from '@fagtorg/domain';
import { broader, mostly, needOn, periodFrom, places, someOf } from './random-need.js';

/** A need, the offers around it and the day it is looked at: what the property specs are run on. */
export interface Market {
  readonly today: CalendarDate;
  readonly need: NeedToMatch;
  readonly offers: readonly OfferToMatch[];
}

/** Claims that answer every requirement, or miss some of them by so many levels. */
const claimsFor = (need: NeedToMatch): fc.Arbitrary<CompetenceClaim[]> =>
  fc
    .tuple(...need.requirements.map(() => fc.constantFrom('met', 'met', 'met', 'met', 'narrower', 'better', 'short', 'far', 'none')))
    .map((answers) =>
      need.requirements.flatMap(({ competence, level }, index) => {
        const step = { met: 0, narrower: 0, better: 1, short: -1, far: -2, none: null }[answers[index] ?? 'none'] ?? null;
        const claimed = step === null ? undefined : competenceLevels[Math.min(2, competenceLevels.indexOf(level) + step)];
        const narrower = [...broader].find(([, above]) => above === competence)?.[0] ?? competence;
        return claimed ? [{ competence: answers[index] === 'narrower' ? narrower : competence, level: claimed }] : [];
      }),
    );

const weeksFor = (need: NeedToMatch): fc.Arbitrary<OfferToMatch['weeks']> => {
  const usual = periodFrom(need.period.from, fc.integer({ min: -12, max: 3 }), fc.integer({ min: 20, max: 40 }));
  const elsewhere = periodFrom(need.period.from, fc.integer({ min: -25, max: 45 }), fc.integer({ min: 1, max: 12 }));
  return fc
    .record({
      first: mostly(usual, elsewhere, 4),
      second: fc.option(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 15 })), { freq: 2 }),
      minutesPerWeek: fc.tuple(fc.integer({ min: 30, max: 1100 }), fc.integer({ min: 30, max: 1100 })),
      taken: fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 700 })), { maxLength: 4 }),
      leave: fc.array(periodFrom(need.period.from, fc.integer({ min: -5, max: 30 }), fc.integer({ min: 1, max: 12 })), { maxLength: 2 }),
    })
    .map(({ first, second, minutesPerWeek, taken, leave }) => {
      const availability = [{ period: first, minutesPerWeek: minutesPerWeek[0] }];
      if (second) {
        const from = addDays(first.to, second[0]);
        availability.push({ period: { from, to: addDays(from, second[1]) }, minutesPerWeek: minutesPerWeek[1] });
      }
      const week = weekOf(dayOf(first.from));
      return { availability, taken: new Map(taken.map(([later, minutes]) => [week + 7 * later, minutes])), leave };
    });
};

const offerFor = (need: NeedToMatch): fc.Arbitrary<Omit<OfferToMatch, 'id'>> => {
  const within = matchScopes.slice(0, matchScopes.indexOf(need.scope) + 1);
  return fc.record({
    revision: fc.integer({ min: 1, max: 9 }),
    publishedAt: fc.constantFrom('2026-10-01T08:00:00.000Z', '2026-10-01T08:00:00.001Z', '2026-11-02T12:00:00.000Z'),
    lender: mostly(fc.constantFrom('5041', '5006', '50'), fc.constantFrom('5045', '5046'), 8),
    lenderKind: mostly(fc.constant('MUNICIPALITY' as const), fc.constantFrom('COUNTY' as const, 'BODY' as const)),
    reach: mostly(fc.constantFrom(...within), fc.constantFrom(need.nextScope ?? 'REMOTE', need.nextScope ?? 'REMOTE', ...matchScopes), 3),
    base: mostly(fc.constantFrom(...places.slice(0, 4)), fc.constantFrom(...places)),
    commutingShare: fc.constantFrom(0, 0, 0.012, 0.05, 0.1333, 0.2, 0.45),
    regionOnly: mostly(fc.constant(false), fc.constant(true), 3),
    claims: claimsFor(need),
    weeks: weeksFor(need),
    engagements: mostly(
      someOf(engagementForms).map((forms) => [...new Set([...forms, ...need.engagements.slice(0, 1)])]),
      someOf(engagementForms),
    ),
    workMode: mostly(fc.constantFrom('HYBRID' as const, need.workMode), fc.constantFrom('REMOTE' as const, ...workModes), 2),
    travelLimitKm: fc.option(mostly(fc.constantFrom(75, 120, 200), fc.constantFrom(0, 5, 20, 25, 60), 2)),
    workLanguages: mostly(
      someOf(workLanguages).map((more) => [...new Set([...need.workLanguages.slice(0, 1), ...more])]),
      someOf(workLanguages),
      2,
    ),
    partners: fc.constantFrom(null, true, false),
  });
};

const identified = (offers: readonly Omit<OfferToMatch, 'id'>[]): OfferToMatch[] =>
  offers.map((offer, index) => ({ ...offer, id: `offer-${String((index * 37) % 1009).padStart(4, '0')}` }));

/** Offers of all sorts, and copies of some of them: ties in score and age, and now and then more than fifty that suit. */
const offersFor = (need: NeedToMatch): fc.Arbitrary<OfferToMatch[]> =>
  fc
    .array(fc.tuple(offerFor(need), mostly(fc.constant(1), fc.integer({ min: 2, max: 12 }), 7)), {
      minLength: 1,
      maxLength: 90,
      size: 'max',
    })
    .map((drawn) => identified(drawn.flatMap(([offer, copies]) => Array.from({ length: copies }, () => offer))));

/** Needs looked at before Christmas, before Easter and before Ascension Day and 17 May, with the offers that are drawn for them. */
const marketsOf = (offers: (need: NeedToMatch) => fc.Arbitrary<OfferToMatch[]>): fc.Arbitrary<Market> =>
  fc
    .tuple(fc.constantFrom('2026-12-14', '2027-03-15', '2027-04-28'), fc.integer({ min: 0, max: 6 }))
    .map(([monday, later]) => addDays(monday, later))
    .chain((today) => needOn(today).map((need) => ({ today, need })))
    .chain(({ today, need }) => offers(need).map((drawn) => ({ today, need, offers: drawn })));

export const markets = marketsOf(offersFor);

/** Markets of a single offer: what goes wrong there shrinks to something one can read. */
export const pairs = marketsOf((need) => offerFor(need).map((offer) => identified([offer])));
