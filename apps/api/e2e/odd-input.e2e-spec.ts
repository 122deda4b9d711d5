import { type Input, inWorld, needInput, offerInput, type Person } from '@fagtorg/testing';
import fc from 'fast-check';

const SEED = 20_261_124;
const RUNS = 250;

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    '0301',
    '3426',
    '03',
    '1507',
    'plan',
    'helse.psykolog',
    "'; --",
    '<b>',
    'æ'.repeat(201),
    'é'.normalize('NFD'),
  ),
);
const oddNumber = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -1, 1, 450, 2400, 2401, 1_200_000, 1_200_001, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 0.5),
);
const oddDay = fc.oneof(
  oddText,
  fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
  fc.constantFrom('2026-11-23', '2026-11-24', '2027-02-29', '0000-00-00', '2027-1-1', '+002027-01-01', '2027-01-01T00:00:00Z'),
);
const oddPeriod = fc.record({ from: oddDay, to: oddDay });
const oddList = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(fc.array(of, { maxLength: 3 }), fc.array(of, { minLength: 20, maxLength: 60 }));
const level = fc.constantFrom('BASIC', 'PROFICIENT', 'EXPERT', 'GURU');
const form = fc.constantFrom('SECONDMENT', 'SHARED_POSITION', 'HOSTING_VISIT', 'SUPERVISION', 'PLACEMENT', 'BUYOUT', 'GIFT');
const mode = fc.constantFrom('ONSITE', 'HYBRID', 'REMOTE', '');
const competence = fc.oneof(oddText, fc.constantFrom('plan.ku', 'plan.private', 'klima.klimabudsjett'));

const oddNeed: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  borrowerCode: fc.oneof({ weight: 3, arbitrary: fc.constant('3426') }, oddText),
  placeCode: fc.option(oddText),
  coBorrowers: oddList(fc.record({ organisationCode: oddText, minutes: oddNumber })),
  title: oddText,
  description: fc.oneof(oddText, fc.constantFrom('x'.repeat(10_000), 'x'.repeat(10_001))),
  requirements: oddList(fc.record({ competenceId: competence, level, mandatory: fc.boolean() })),
  minutesTotal: oddNumber,
  minutesPerWeek: fc.option(oddNumber),
  minutesMin: fc.option(oddNumber),
  period: oddPeriod,
  answerBy: oddDay,
  engagements: oddList(form),
  workMode: mode,
  workLanguages: fc.option(oddList(fc.oneof(oddText, fc.constantFrom('nb', 'nn', 'se')))),
  statutoryRequirementId: fc.option(oddText),
  barriers: oddList(fc.constantFrom('STAFFING', 'TIME', 'OTHER')),
  funding: fc.option(fc.record({ secured: fc.boolean(), year: oddNumber })),
  draft: fc.boolean(),
};

const oddOffer: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  lenderCode: fc.oneof({ weight: 3, arbitrary: fc.constant('3426') }, oddText),
  baseCode: fc.option(oddText),
  specialistId: fc.option(fc.oneof(fc.uuid(), oddText)),
  showRegionOnly: fc.boolean(),
  hoursBasis: fc.constantFrom('INSIDE_POST', 'ON_TOP'),
  positionMinutesPerWeek: fc.option(oddNumber),
  terms: fc.option(fc.record({ kind: fc.constantFrom('PAID', 'TIME_BANK', 'FREE'), hourlyOre: fc.option(oddNumber) })),
  headline: oddText,
  competences: oddList(fc.record({ competenceId: competence, level, evidence: fc.option(oddText) })),
  availability: oddList(fc.record({ period: oddPeriod, minutesPerWeek: oddNumber })),
  engagements: oddList(form),
  workMode: mode,
  travelLimitKm: fc.option(oddNumber),
  workLanguages: fc.option(oddList(oddText)),
  draft: fc.boolean(),
};

/** Input that would hold, but for some of its fields. */
const oddly = (held: Input, odd: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Input> =>
  fc
    .uniqueArray(fc.constantFrom(...Object.keys(odd)), { minLength: 1, maxLength: 3 })
    .chain((fields) => fc.record(Object.fromEntries(fields.map((field) => [field, odd[field] ?? fc.constant(null)]))))
    .map((changed) => ({ ...held, ...changed }));

/** Whether a path leads to something in the input, or to what was left out of it. */
const leadsSomewhere = (path: readonly string[], input: unknown): boolean => {
  const [first, ...rest] = path;
  if (first === undefined || input === undefined || input === null) return true;
  return typeof input === 'object' && (rest.length === 0 || leadsSomewhere(rest, (input as Record<string, unknown>)[first]));
};

inWorld(
  (world) => {
    const tally = { done: 0, refused: 0, unfit: 0 };

    const isAnswered = async (who: Person, mutation: string, type: string, input: Input): Promise<void> => {
      const before = await world.behind.rowCounts();
      const query = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename ... on Refusal { code path message } } }`;
      const { status, body } = await who.sends(query, { input });
      const answer = (body.data as { answer?: { __typename: string; path: string[]; message: string } } | undefined)?.answer;
      if (status === 400) {
        expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
        tally.unfit += 1;
      } else {
        expect([status, body.errors]).toEqual([200, undefined]);
        tally[answer?.__typename === 'Refusal' ? 'refused' : 'done'] += 1;
      }
      if (answer?.__typename === 'Refusal') {
        expect(answer.message).toMatch(/\S{2}/);
        expect(leadsSomewhere(answer.path, input)).toBe(true);
      }
      if (answer === undefined || answer.__typename === 'Refusal') expect(await world.behind.rowCounts()).toEqual(before);
    };

    it(`is never too odd for a need (${RUNS} inputs, seed ${SEED})`, () =>
      fc.assert(
        fc.asyncProperty(oddly(needInput('3426'), oddNeed), (input) =>
          isAnswered(world.municipality('Tolga').manager(), 'postNeed', 'PostNeedInput', input),
        ),
        { seed: SEED, numRuns: RUNS },
      ));

    it(`is never too odd for an offer (${RUNS} inputs, seed ${SEED})`, () =>
      fc.assert(
        fc.asyncProperty(oddly(offerInput('3426'), oddOffer), (input) =>
          isAnswered(world.municipality('Tolga').specialist(), 'publishOffer', 'PublishOfferInput', input),
        ),
        { seed: SEED, numRuns: RUNS },
      ));

    it('was worth trying: some were done, some refused, some fitted no schema', () => {
      for (const times of Object.values(tally)) expect(times).toBeGreaterThan(25);
    });
  },
  { workers: 0 },
);
