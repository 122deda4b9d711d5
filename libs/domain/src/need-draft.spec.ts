import { checkNeed, type NeedDraft } from './need-draft.js';
import { register, told, TODAY } from './register.spec-support.js';

const draft: NeedDraft = {
  borrower: '1532',
  place: null,
  coBorrowers: [],
  title: 'Konsekvensutredning',
  description: '',
  requirements: [{ competence: 'plan.ku', level: 'PROFICIENT', mandatory: true }],
  minutesTotal: 7200,
  minutesPerWeek: null,
  minutesMin: null,
  period: { from: '2027-01-04', to: '2027-03-14' },
  answerBy: '2026-12-18',
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  workLanguages: null,
  workLanguageRequired: false,
  statutoryRequirement: null,
  lacks: null,
  barriers: [],
  reliesOnOnePerson: false,
  funding: null,
};
const checked = (changes: Partial<NeedDraft>): unknown => told(checkNeed({ ...draft, ...changes }, register, TODAY));

describe('a need that holds', () => {
  it('is where its borrower is, in the place’s own form of Norwegian, searched in its own region', () =>
    expect(checked({})).toMatchObject({ place: { name: 'Giske' }, workLanguages: ['nn'], searchScope: 'SAME_REGION', statutory: false }));
  it('takes both forms where the place prefers none', () =>
    expect(checked({ place: '1508' })).toMatchObject({ workLanguages: ['nb', 'nn'] }));
  it('is searched one step wider for Vega, alone in its region', () =>
    expect(checked({ borrower: '1815' })).toMatchObject({ searchScope: 'EXTENDED_REGION' }));
  it('has a verified statutory requirement behind it where one is named that is about what is asked for', () => {
    const psychologist = [{ competence: 'helse.psykolog', level: 'PROFICIENT', mandatory: true }] as const;
    expect(checked({ requirements: psychologist, statutoryRequirement: 'psykolog' })).toMatchObject({ statutory: true });
  });
  it('is kept without space around it and without what nobody sees', () =>
    expect(checked({ title: '  Konse\u00adkvens\u200b ' })).toMatchObject({ title: 'Konsekvens' }));
  it('may ask for wishes alone: they order those who answer, and exclude nobody', () =>
    expect(checked({ requirements: [{ competence: 'plan.ku', level: 'EXPERT', mandatory: false }] })).toMatchObject({
      minutesTotal: 7200,
    }));
  it('may end on the last day whose holidays are known', () =>
    expect(checked({ period: { from: '2045-01-02', to: '2045-12-31' } })).toMatchObject({ minutesTotal: 7200 }));
});

describe('a need is refused', () => {
  it.each<[what: string, changes: Partial<NeedDraft>, says: string]>([
    ['without a title', { title: ' \u200b' }, 'INVALID_INPUT title: Må fylles ut.'],
    [
      'for a category',
      { requirements: [{ competence: 'plan', level: 'BASIC', mandatory: true }] },
      'INVALID_INPUT requirements.0.competenceId: plan er en kategori. Velg en kompetanse under den.',
    ],
    [
      'for a weekend, which never matches',
      { period: { from: '2027-01-09', to: '2027-01-10' } },
      'INVALID_INPUT period: Perioden har ingen arbeidsdag etter i dag. Ta med minst én dag fra mandag til fredag som ikke er helligdag.',
    ],
    [
      'for Christmas Day alone',
      { period: { from: '2026-12-25', to: '2026-12-27' } },
      'INVALID_INPUT period: Perioden har ingen arbeidsdag etter i dag. Ta med minst én dag fra mandag til fredag som ikke er helligdag.',
    ],
    [
      'where nobody knows the holidays',
      { period: { from: '2045-12-01', to: '2046-01-31' } },
      'INVALID_INPUT period.to: Perioden må slutte senest 31. desember 2045. Helligdagene etter det er ikke lagt inn.',
    ],
    [
      'once its period is over',
      { period: { from: '2026-11-02', to: TODAY } },
      'INVALID_INPUT period: Perioden er over. Velg dager etter 23. november 2026.',
    ],
    [
      'for answers of yesterday',
      { answerBy: '2026-11-22' },
      'INVALID_INPUT answerBy: Datoen er passert. Velg 23. november 2026 eller senere.',
    ],
    ['with a date of another century', { answerBy: '1926-12-18' }, 'INVALID_INPUT answerBy: «1926-12-18» ligger utenfor årene 2000–2099.'],
    [
      'for answers after the period',
      { answerBy: '2027-03-15' },
      'INVALID_INPUT answerBy: Svarfristen må være senest 14. mars 2027, når perioden slutter.',
    ],
    [
      'with a year in words of money',
      { funding: { secured: true, year: 1814 } },
      'INVALID_INPUT funding.year: Året må være fra 2020 til 2099.',
    ],
    ['for a county that does not say where', { borrower: '15' }, 'INVALID_INPUT placeCode: Skriv hvilken kommune arbeidet gjelder.'],
    [
      'with shares that leave nothing',
      { coBorrowers: [{ organisation: '1508', minutes: 7200 }] },
      'INVALID_INPUT coBorrowers: Delene til de andre som låner inn, må til sammen være mindre enn 120 timer.',
    ],
    [
      'where the borrower is its own co-borrower',
      { coBorrowers: [{ organisation: '1532', minutes: 60 }] },
      'INVALID_INPUT coBorrowers: Den som melder behovet, kan ikke også stå blant de andre som låner inn.',
    ],
    [
      'with a duty about something else',
      { statutoryRequirement: 'psykolog' },
      'INVALID_INPUT statutoryRequirementId: hol. § 3-2 gjelder ikke kompetansen som det spørres etter.',
    ],
    [
      'with a language that nobody works in',
      { workLanguages: ['da'] },
      'INVALID_INPUT workLanguages: Ukjent arbeidsspråk «da». Velg blant bokmål, nynorsk, nordsamisk, lulesamisk, sørsamisk eller engelsk.',
    ],
  ])('%s', (_, changes, says) => expect(checked(changes)).toBe(says));

  it('without repeating more of what was sent than helps', () => {
    const giant = { competence: 'x'.repeat(40_000), level: 'BASIC', mandatory: true } as const;
    expect(checked({ requirements: [giant, giant] })).toBe(`INVALID_INPUT requirements: Står to ganger: ${'x'.repeat(80)}.`);
  });
});
