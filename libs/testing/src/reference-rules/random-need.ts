import fc from 'fast-check';
import {
  addDays,
  type CalendarDate,
  competenceLevels,
  type CompetenceRequirement,
  engagementForms,
  matchScopes,
  type NeedToMatch,
  type Period,
  type Point,
  type WorkLanguage,
  workLanguages,
  workModes,
} from '@fagtorg/domain';

/** Public holidays around the three days that a market is looked at. */
export const holidays: readonly CalendarDate[] = [
  ...['2026-12-25', '2026-12-26', '2027-01-01'],
  ...['2027-03-25', '2027-03-26', '2027-03-28', '2027-03-29'],
  ...['2027-05-01', '2027-05-06', '2027-05-16', '2027-05-17'],
];

/** A small piece of the tree of competences: two levels below health, one field beside it. */
export const broader: ReadonlyMap<string, string | null> = new Map([
  ['health', null],
  ['psychology', 'health'],
  ['child-psychology', 'psychology'],
  ['planning', null],
  ['land-use-planning', 'planning'],
]);

export const places: readonly (Point & { readonly code: string })[] = [
  { code: '5045', lat: 64.4664, lon: 12.3119 },
  { code: '5041', lat: 64.2451, lon: 12.3768 },
  { code: '5046', lat: 64.6221, lon: 12.2597 },
  { code: '5006', lat: 64.0149, lon: 11.4954 },
  { code: '5001', lat: 63.4305, lon: 10.3951 },
  { code: '0301', lat: 59.9139, lon: 10.7522 },
];

/** Mostly the first, now and then the second: so that most offers suit in most ways, and each criterion is still failed often. */
export const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });

export const someOf = <T>(values: readonly T[], minLength = 1): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength, maxLength: 3 });

export const periodFrom = (start: CalendarDate, offset: fc.Arbitrary<number>, length: fc.Arbitrary<number>): fc.Arbitrary<Period> =>
  fc.tuple(offset, length).map(([away, days]) => ({ from: addDays(start, away), to: addDays(start, away + days - 1) }));

const requirement: fc.Arbitrary<CompetenceRequirement> = fc.record({
  competence: fc.constantFrom('health', 'psychology', 'planning', 'land-use-planning'),
  level: fc.constantFrom(...competenceLevels),
  mandatory: mostly(fc.constant(true), fc.constant(false), 2),
});

export const needOn = (today: CalendarDate): fc.Arbitrary<NeedToMatch> =>
  fc
    .record({
      requirements: fc.uniqueArray(requirement, { minLength: 1, maxLength: 3, selector: ({ competence }) => competence }),
      open: mostly(fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 1200, max: 12_000 }), 3),
      least: fc.integer({ min: 1, max: 900 }),
      minutesPerWeek: fc.option(fc.integer({ min: 60, max: 600 })),
      period: periodFrom(today, fc.integer({ min: -10, max: 20 }), mostly(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 1, max: 9 }))),
      engagements: mostly(
        someOf(engagementForms),
        someOf(engagementForms).map((forms) => [...new Set(['BUYOUT' as const, ...forms])]),
        2,
      ),
      workMode: fc.constantFrom(...workModes),
      workLanguages: mostly(someOf(workLanguages), fc.constant<WorkLanguage[]>([]), 8),
      workLanguageRequired: fc.boolean(),
      scope: mostly(fc.constantFrom(...matchScopes), fc.constant('REMOTE'), 4),
      skipsAStep: fc.boolean(),
      aloneInRegion: fc.boolean(),
      coBorrowed: fc.boolean(),
    })
    .map(({ skipsAStep, coBorrowed, ...need }) => {
      const wider = matchScopes.slice(matchScopes.indexOf(need.scope) + 1);
      const nextScope = (skipsAStep ? wider[1] : undefined) ?? wider[0] ?? null;
      const borrowers = coBorrowed ? ['5045', '5046'] : ['5045'];
      return { ...need, id: 'need', revision: 1, borrowers, place: places[0] ?? { code: '', lat: 0, lon: 0 }, nextScope };
    });
