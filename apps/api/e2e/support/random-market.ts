import { type Input, needInput, offerInput } from '@fagtorg/testing';
import fc from 'fast-check';

/** What becomes of a need or an offer: acts of the public API, in their order. */
export interface Life {
  /** The code of the borrower or lender. */
  readonly code: string;
  readonly input: Input;
  readonly acts: readonly Act[];
}

export interface Act {
  readonly by: 'manager' | 'specialist';
  readonly mutation: string;
  readonly more: Input;
}

export interface RandomMarket {
  readonly needs: readonly Life[];
  readonly offers: readonly Life[];
}

/** Around Namsos, Levanger and Brønnøysund, with two that are alone in their region, and far away. */
const municipalities = [
  '5045',
  '5041',
  '5046',
  '5042',
  '5043',
  '5044',
  '5007',
  '5047',
  '5006',
  '5037',
  '5036',
  '1815',
  '1813',
  '1811',
  '0301',
];
/** Counties and a body, and where their people travel from. */
const others: readonly (readonly [code: string, base: string])[] = [
  ['50', '5006'],
  ['18', '1813'],
  ['56', '5601'],
  ['iks-stjordal', '5035'],
];

const competences = ['helse.psykolog', 'helse.psykologbarn', 'plan.regulering', 'plan.private', 'plan.samfunnsdel'];
const levels = ['BASIC', 'PROFICIENT', 'EXPERT'];
const forms = ['SECONDMENT', 'SHARED_POSITION', 'SUPERVISION', 'BUYOUT'];
const modes = ['ONSITE', 'HYBRID', 'HYBRID', 'REMOTE'];
const scopes = ['SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE', 'REMOTE'];

const among = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.nat(values.length - 1).map((index) => values[index] as T);
const some = (values: readonly string[], most: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(among(values), { minLength: 1, maxLength: most });
const mostlyAll = (values: readonly string[]): fc.Arbitrary<string[]> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<string[]>([...values]) }, { weight: 1, arbitrary: some(values, 1) });

const dayAfter = (days: number): string => new Date(Date.UTC(2026, 10, 9 + days)).toISOString().slice(0, 10);
const period = (latest: number): fc.Arbitrary<{ from: string; to: string }> =>
  fc
    .tuple(fc.integer({ min: 0, max: latest }), fc.integer({ min: 5, max: 120 }))
    .map(([start, days]) => ({ from: dayAfter(start), to: dayAfter(Math.max(start + days, 30)) }));

const anyNeed: fc.Arbitrary<Input> = fc
  .record({
    requirements: fc.uniqueArray(
      fc.record({ competenceId: among(competences.slice(0, 4)), level: among(levels), mandatory: among([true, true, false]) }),
      { minLength: 1, maxLength: 2, selector: ({ competenceId }) => competenceId },
    ),
    minutesTotal: fc.integer({ min: 60, max: 9000 }),
    minutesPerWeek: fc.option(fc.integer({ min: 60, max: 900 })),
    minutesMin: fc.option(fc.integer({ min: 1, max: 60 })),
    period: period(60),
    engagements: mostlyAll(forms),
    workMode: among(modes),
    workLanguages: fc.option(some(['nb', 'nn', 'se', 'en'], 2)),
    workLanguageRequired: among([true, false, false]),
  })
  .map((input) => ({ ...input, answerBy: '2026-12-01' }));

const anyOffer: fc.Arbitrary<Input> = fc
  .record({
    competences: fc.uniqueArray(fc.record({ competenceId: among(competences), level: among(levels) }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ competenceId }) => competenceId,
    }),
    first: fc.tuple(period(60), fc.integer({ min: 60, max: 1200 })),
    engagements: mostlyAll(forms),
    workMode: among(modes),
    travelLimitKm: fc.option(fc.integer({ min: 20, max: 250 }), { freq: 2 }),
    workLanguages: fc.option(some(['nb', 'nn', 'se'], 2)),
    showRegionOnly: among([true, false, false, false]),
  })
  .map(({ first: [days, minutesPerWeek], ...input }) => ({ ...input, availability: [{ period: days, minutesPerWeek }] }));

const act = (mutation: string, more: Input = {}, by: Act['by'] = 'manager'): Act => ({ by, mutation, more });
const widen = (scope: string): Act => act('widenSearch', { scope, reason: 'Ingen i nærheten' });

/** Wider at first, then anywhere else. */
const widening: fc.Arbitrary<Act[]> = fc
  .uniqueArray(among(scopes), { minLength: 1, maxLength: 3 })
  .filter(([first]) => first !== 'SAME_REGION' && first !== 'EXTENDED_REGION')
  .map((steps) => steps.map(widen));

const needActs = (first: Input): fc.Arbitrary<Act[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Act[]>([]) },
    { weight: 4, arbitrary: widening },
    { weight: 2, arbitrary: anyNeed.map((changes) => [act('reviseNeed', { changes: { ...first, ...changes } })]) },
    { weight: 1, arbitrary: fc.constant<Act[]>([act('holdNeed'), act('resumeNeed')]) },
    {
      weight: 1,
      arbitrary: among([act('holdNeed'), act('withdrawNeed', { reason: 'Løst' }), act('closeNeed', { outcome: 'CANCELLED' })]).map(
        (one) => [one],
      ),
    },
  );

const release = act('releaseOffer', { permanentEmployee: true });
const revise = (changes: Input): Act => act('reviseOffer', { changes }, 'specialist');

const offerActs = (first: Input): fc.Arbitrary<Act[]> => {
  const shown = { ...first, showRegionOnly: true };
  const smaller = { ...first, engagements: (first['engagements'] as string[]).slice(0, 1) };
  const larger = { ...first, terms: { kind: 'FREE' } };
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant<Act[]>([release]) },
    {
      weight: 5,
      arbitrary: among([
        [release, act('pauseOffer'), act('resumeOffer', {}, 'specialist')],
        [release, act('pauseOffer', { resumeOn: '2027-01-11' }, 'specialist')],
        [release, act('withdrawOffer', { reason: 'Fikk annet arbeid' }, 'specialist')],
        [release, revise(shown)],
        [release, revise(smaller)],
        [release, revise(larger)],
        [release, revise(larger), release],
        [act('refuseRelease', { reason: 'Trengs her' })],
        [act('refuseRelease', { reason: 'Trengs her' }), act('sendOffer', {}, 'specialist'), release],
        [],
      ]),
    },
  );
};

const needLife: fc.Arbitrary<Life> = fc
  .record({
    code: among([...municipalities, '50']),
    input: anyNeed,
    place: among(municipalities),
    coBorrower: among(municipalities),
    shared: among([true, false, false]),
  })
  .map(({ code, input, place, coBorrower, shared }) => ({
    code,
    input: needInput(code, {
      ...input,
      ...(code === '50' ? { placeCode: place } : {}),
      ...(shared && coBorrower !== code ? { coBorrowers: [{ organisationCode: coBorrower, minutes: 30 }] } : {}),
    }),
  }))
  .chain((need) => needActs(need.input).map((acts) => ({ ...need, acts })));

const offerLife: fc.Arbitrary<Life> = fc
  .record({
    lender: fc.oneof({ weight: 3, arbitrary: among(municipalities.map((code) => [code, code] as const)) }, among(others)),
    input: anyOffer,
  })
  .map(({ lender: [code, baseCode], input }) => ({ code, input: offerInput(code, { ...input, baseCode }) }))
  .chain((offer) => offerActs(offer.input).map((acts) => ({ ...offer, acts })));

/** Titles and headlines carry a number, by which things are known in every world. */
const numbered =
  (field: string, word: string) =>
  (life: Life, index: number): Life => {
    const name = { [field]: `${word} ${index}` };
    const renamed = (more: Input): Input => ('changes' in more ? { ...more, changes: { ...(more['changes'] as Input), ...name } } : more);
    return { ...life, input: { ...life.input, ...name }, acts: life.acts.map((one) => ({ ...one, more: renamed(one.more) })) };
  };

/** The same market for the same seed, on every machine. */
export function randomMarket(seed: number, needs: number, offers: number): RandomMarket {
  return {
    needs: fc.sample(needLife, { seed, numRuns: needs }).map(numbered('title', 'Behov')),
    offers: fc.sample(offerLife, { seed, numRuns: offers }).map(numbered('headline', 'Tilbud')),
  };
}

/** One order of many in which lives can come about: each keeps the order of its own steps. */
export const interleaved = (lives: readonly Life[], seed: number): Life[] => {
  const steps = lives.flatMap((life) => [life, ...life.acts.map(() => life)]);
  return fc.sample(fc.shuffledSubarray(steps, { minLength: steps.length }), { seed, numRuns: 1 })[0] ?? [];
};
