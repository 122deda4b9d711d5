import { type Input, inWorld, needInput, offerInput } from '@fagtorg/testing';

const competence = { competenceId: 'plan.samfunnsdel', level: 'PROFICIENT', mandatory: true };
const days = { from: '2027-01-04', to: '2027-03-14' };
const available = { period: days, minutesPerWeek: 600 };

/** What is wrong with a need, where, and words that its refusal must hold. */
const wrongNeeds: readonly (readonly [what: string, input: Input, path: string, says: string | RegExp])[] = [
  ['an unknown borrower', { borrowerCode: '9999' }, 'borrowerCode', '«9999»'],
  ['a former borrower, which names who took over', { borrowerCode: '1507' }, 'borrowerCode', /1508 Ålesund eller 1580 Haram/],
  ['Oslo as a county', { borrowerCode: '03' }, 'borrowerCode', '0301'],
  ['an unknown place', { placeCode: '0000' }, 'placeCode', '«0000»'],
  ['a former place', { placeCode: '1507' }, 'placeCode', '1580 Haram'],
  ['a county as a place', { placeCode: '34' }, 'placeCode', '«34»'],
  ['a title that nobody can see', { title: '\u200b\u00ad\ufeff' }, 'title', 'fylles ut'],
  ['no title', { title: '  \n ' }, 'title', 'fylles ut'],
  ['a title of 201 characters', { title: 'x'.repeat(201) }, 'title', '200 tegn'],
  ['a description of 10,001 characters', { description: 'x'.repeat(10_001) }, 'description', '10 000 tegn'],
  ['a title with a NUL', { title: 'Plan\u0000legger' }, 'title', 'ikke kan vises'],
  ['half a character', { title: 'Planlegger \ud83d' }, 'title', 'ikke kan vises'],
  ['text that turns around', { description: 'Betal \u202eekki' }, 'description', 'ikke kan vises'],
  ['isolated text that turns around', { description: 'Betal \u2067ekki' }, 'description', 'ikke kan vises'],
  ['no requirement', { requirements: [] }, 'requirements', 'minst én'],
  ['an unknown competence', { requirements: [{ ...competence, competenceId: 'magi' }] }, 'requirements.0.competenceId', '«magi»'],
  [
    'a hostile competence',
    { requirements: [{ ...competence, competenceId: "'; DROP TABLE need; --\u0000" }] },
    'requirements.0.competenceId',
    'DROP',
  ],
  ['a category', { requirements: [{ ...competence, competenceId: 'plan' }] }, 'requirements.0.competenceId', 'kategori'],
  ['a competence twice', { requirements: [competence, competence] }, 'requirements', 'to ganger'],
  ['no minutes', { minutesTotal: 0 }, 'minutesTotal', 'fra 1 minutt'],
  ['fewer than no minutes', { minutesTotal: -60 }, 'minutesTotal', 'fra 1 minutt'],
  ['giant minutes', { minutesTotal: 2_147_483_647 }, 'minutesTotal', '20 000 timer'],
  ['giant minutes a week', { minutesPerWeek: 24_001 }, 'minutesPerWeek', '400 timer'],
  ['a least share larger than all', { minutesMin: 7201 }, 'minutesMin', '120 timer'],
  [
    'a period that ends before it begins',
    { period: { from: days.to, to: days.from } },
    'period',
    /slutter \(4\. januar 2027\) før den begynner \(14\. mars 2027\)/,
  ],
  ['a period that is over', { period: { from: '2026-01-05', to: '2026-11-23' }, answerBy: '2026-11-23' }, 'period', 'over'],
  ['a weekend', { period: { from: '2027-01-09', to: '2027-01-10' } }, 'period', 'ingen arbeidsdag'],
  ['days whose holidays nobody knows', { period: { from: '2090-01-02', to: '2090-03-01' } }, 'period.to', '31. desember 2045'],
  ['a period of four years', { period: { from: '2027-01-01', to: '2030-12-31' } }, 'period', '3 år'],
  ['a day that does not exist', { period: { ...days, from: '2027-02-30' } }, 'period.from', '«2027-02-30»'],
  ['a day in words', { answerBy: 'snarest' }, 'answerBy', '«snarest»'],
  ['a day far away', { period: { ...days, to: '9999-12-31' } }, 'period.to', '«9999-12-31»'],
  ['an answer that was due yesterday', { answerBy: '2026-11-22' }, 'answerBy', '23. november 2026'],
  ['an answer after the period', { answerBy: '2027-03-15' }, 'answerBy', '14. mars 2027'],
  ['no form', { engagements: [] }, 'engagements', 'minst én'],
  ['a form twice', { engagements: ['SECONDMENT', 'SECONDMENT'] }, 'engagements', 'to ganger'],
  ['an unknown language', { workLanguages: ['da'] }, 'workLanguages', /«da».*bokmål, nynorsk, nordsamisk/],
  ['an unknown duty', { statutoryRequirementId: 'grunnloven-112' }, 'statutoryRequirementId', '«grunnloven-112»'],
  ['a duty about something else', { statutoryRequirementId: 'hol-3-2-psykolog' }, 'statutoryRequirementId', '§'],
  ['money of another time', { funding: { secured: true, year: 1814 } }, 'funding.year', '2020'],
  ['itself as co-borrower', { coBorrowers: [{ organisationCode: '3426', minutes: 60 }] }, 'coBorrowers', 'ikke også'],
  [
    'the operator as co-borrower',
    { coBorrowers: [{ organisationCode: 'fagtorg', minutes: 60 }] },
    'coBorrowers.0.organisationCode',
    '«fagtorg»',
  ],
  ['an unknown co-borrower', { coBorrowers: [{ organisationCode: '0000', minutes: 60 }] }, 'coBorrowers.0.organisationCode', '«0000»'],
  ['a co-borrower with no share', { coBorrowers: [{ organisationCode: '3427', minutes: 0 }] }, 'coBorrowers.0.minutes', 'fra 1 minutt'],
  ['shares that take it all', { coBorrowers: [{ organisationCode: '3427', minutes: 7200 }] }, 'coBorrowers', '120 timer'],
];

const wrongOffers: readonly (readonly [what: string, input: Input, path: string, says: string | RegExp])[] = [
  ['an unknown lender', { lenderCode: 'x' }, 'lenderCode', '«x»'],
  ['a former lender', { lenderCode: '1507' }, 'lenderCode', '1508 Ålesund'],
  ['an unknown base', { baseCode: '4242' }, 'baseCode', '«4242»'],
  ['no headline', { headline: '' }, 'headline', 'fylles ut'],
  ['a headline that tells who it is', { headline: 'Planlegger NAME' }, 'headline', 'navnet'],
  ['no competence', { competences: [] }, 'competences', 'minst én'],
  [
    'evidence with a NUL',
    { competences: [{ competenceId: 'plan.ku', level: 'BASIC', evidence: '\u0000' }] },
    'competences.0.evidence',
    'ikke kan vises',
  ],
  ['no hours', { availability: [] }, 'availability', 'minst én'],
  [
    'hours that overlap',
    { availability: [available, { ...available, period: { from: '2027-03-14', to: '2027-04-01' } }] },
    'availability',
    '14. mars 2027',
  ],
  ['hours that are over', { availability: [{ ...available, period: { from: '2026-01-05', to: '2026-11-20' } }] }, 'availability', 'over'],
  ['reversed days', { availability: [{ ...available, period: { from: days.to, to: days.from } }] }, 'availability.0.period', 'slutter'],
  ['more than a working week', { availability: [{ ...available, minutesPerWeek: 2401 }] }, 'availability.0.minutesPerWeek', '40 timer'],
  ['hours on top without a post', { hoursBasis: 'ON_TOP' }, 'positionMinutesPerWeek', 'utenom stillingen'],
  ['a price that is not used', { terms: { kind: 'FREE', hourlyOre: 1 } }, 'terms.hourlyOre', 'timepris'],
  ['a price below nothing', { terms: { kind: 'PAID', hourlyOre: -1 } }, 'terms.hourlyOre', 'fra 1'],
  ['a way around the world', { travelLimitKm: 40_075 }, 'travelLimitKm', '3 000'],
];

inWorld(
  (world) => {
    const tolga = world.municipality('Tolga');
    let before: Record<string, number>;
    beforeAll(async () => {
      before = await world.behind.rowCounts();
    });
    afterEach(async () => expect(await world.behind.rowCounts()).toEqual(before));

    it.each(wrongNeeds)('refuses a need with %s', async (_, input, path, says) => {
      const refusal = await tolga.manager().isRefused('postNeed', null, needInput(tolga.code, input));
      expect([refusal.code, refusal.path.join('.')]).toEqual(['INVALID_INPUT', path]);
      expect(refusal.message.replaceAll('\u00a0', ' ')).toMatch(says);
    });

    it.each(wrongOffers)('refuses an offer with %s', async (_, input, path, says) => {
      const who = tolga.specialist();
      const { viewer } = await who.asks<{ viewer: { name: string } }>('{ viewer { name } }');
      const named = JSON.parse(JSON.stringify(input).replace('NAME', viewer.name)) as Input;
      const refusal = await who.isRefused('publishOffer', null, offerInput(tolga.code, named));
      expect([refusal.code, refusal.path.join('.')]).toEqual(['INVALID_INPUT', path]);
      expect(refusal.message.replaceAll('\u00a0', ' ')).toMatch(says);
    });

    it('refuses hours on top that make the week too long, and says how many there is room for', async () => {
      const input = offerInput(tolga.code, { hoursBasis: 'ON_TOP', positionMinutesPerWeek: 2250 });
      const refusal = await tolga.specialist().isRefused('publishOffer', null, input);
      expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['availability', '0', 'minutesPerWeek'] });
      expect(refusal.message).toContain('2,5 timer');
    });

    it('refuses more hours inside the post than the post has', async () => {
      const input = offerInput(tolga.code, { positionMinutesPerWeek: 300 });
      const refusal = await tolga.specialist().isRefused('publishOffer', null, input);
      expect(refusal).toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['availability', '0', 'minutesPerWeek'] });
      expect(refusal.message).toContain('5 timer i uka');
    });

    it('asks for the price of paid hours', async () => {
      const refusal = await tolga.specialist().isRefused('publishOffer', null, offerInput(tolga.code, { terms: { kind: 'PAID' } }));
      expect(refusal).toMatchObject({ code: 'TERMS_MISSING', path: ['terms', 'hourlyOre'] });
      expect(refusal.message).toContain('Oppgi timepris');
    });

    it('wants to know where, of a borrower that is no municipality', async () => {
      const input = needInput('34');
      expect(await world.organisation('34').manager().isRefused('postNeed', null, input)).toMatchObject({ path: ['placeCode'] });
    });

    it.each<[string, Input]>([
      ['postNeed', { borrowerCode: '3426', title: 'Uten resten' }],
      ['postNeed', needInput('3426', { minutesTotal: 1e12 })],
      ['postNeed', needInput('3426', { minutesTotal: 7.5 })],
      ['postNeed', needInput('3426', { minutesTotal: '7200' })],
      ['postNeed', needInput('3426', { workMode: 'HJEMME' })],
      ['postNeed', needInput('3426', { title: { text: 'x' } })],
      ['postNeed', needInput('3426', { answerBy: 20_261_218 })],
      ['postNeed', needInput('3426', { budget: 1 })],
      ['holdNeed', { needId: 'ikke-en-id', revision: 1 }],
      ['holdNeed', { needId: '11111111-1111-4111-8111-111111111111', revision: 1e10 }],
      ['releaseOffer', { offerId: "' OR 1=1 --", revision: 1, permanentEmployee: true }],
    ])('answers 400 to %s with %j, in the language asked for', async (mutation, input) => {
      const inputOf = mutation === 'postNeed' ? 'PostNeedInput' : mutation === 'holdNeed' ? 'NeedActionInput' : 'ReleaseOfferInput';
      const query = `mutation ($input: ${inputOf}!) { ${mutation}(input: $input) { __typename } }`;
      const { status, body } = await tolga.manager().sends(query, { input });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
      expect(body.errors?.[0]?.message).toMatch(/^En verdi i spørringen er ikke gyldig/);
    });

    it('stores hostile text as the text it is', async () => {
      const title = `Robert'); DROP TABLE need;-- <script>alert(1)</script> {{7*7}} \${x} %00 ../../etc ١٢٣`;
      const need = await tolga.manager().posts({ title, description: title, draft: true });
      expect((await tolga.manager().need(need.id))?.title).toBe(title);
      await world.behind.run(`DELETE FROM need WHERE id = '${need.id}'`);
      before = await world.behind.rowCounts(); // the audit keeps what was done
    });
  },
  { workers: 0 },
);
