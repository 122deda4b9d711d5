import { checkOffer, defaultTerms, type OfferDraft } from './offer-draft.js';
import { register, told, TODAY } from './register.spec-support.js';

const winter = { from: '2027-01-04', to: '2027-03-14' };
const draft: OfferDraft = {
  lender: '1532',
  base: null,
  regionOnly: false,
  hoursBasis: 'INSIDE_POST',
  positionMinutesPerWeek: null,
  terms: defaultTerms,
  headline: 'Arealplanlegger',
  claims: [{ competence: 'plan.ku', level: 'EXPERT', evidence: null }],
  availability: [{ period: winter, minutesPerWeek: 600 }],
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  travelLimitKm: null,
  workLanguages: null,
};
const checked = (changes: Partial<OfferDraft>, name = 'Kari Hansen'): unknown =>
  told(checkOffer({ ...draft, ...changes }, name, register, TODAY));

describe('an offer that holds', () => {
  it('is worked in the lender’s own form of Norwegian, wherever its base is', () => {
    expect(checked({})).toMatchObject({ base: { name: 'Giske' }, workLanguages: ['nn'], lastDay: '2027-03-14' });
    expect(checked({ base: '1815' })).toMatchObject({ base: { name: 'Vega' }, workLanguages: ['nn'] });
  });
  it('is worked in the base’s form where a county lends, which has none of its own', () =>
    expect(checked({ lender: '15', base: '1532' })).toMatchObject({ workLanguages: ['nn'] }));
});

describe('a headline tells who it is', () => {
  const refused =
    'INVALID_INPUT headline: Overskriften skal ikke ha navnet på fagpersonen. Skriv rolle og fag, for eksempel «Arealplanlegger».';
  it.each([
    ['by the surname', 'Planlegger Hansen', 'Kari Hansen'],
    ['in capitals', 'HANSEN, planlegger', 'Kari Hansen'],
    ['by its genitive', 'Hansens planhjelp', 'Kari Hansen'],
    ['by half of a double surname', 'Planlegger Dahl', 'Kari Hansen-Dahl'],
    ['by a double surname', 'Planlegger Hansen-Dahl', 'Kari Hansen-Dahl'],
    ['by a middle name', 'Planlegger Fosse', 'Kari Fosse Hansen'],
    ['by what follows an apostrophe', 'Psykolog O’Hara', "Mary O'Hara"],
    ['by letters that are put together otherwise', 'Planlegger Bra\u030aten', 'Kari Bråten'],
    ['by letters with something invisible between', 'Planlegger Han\u200bsen', 'Kari Hansen'],
  ])('%s', (_, headline, name) => expect(checked({ headline }, name)).toBe(refused));

  it.each([
    ['by a first name, which may be a word', 'Planlegger med is i magen', 'Is Hansen'],
    ['by a double first name', 'Plan i Marie kirke', 'Anne-Marie Hansen'],
    ['by the particle of a name', 'Planlegger av den gamle skolen', 'Kari von den Berg'],
    ['by a word that only begins alike', 'Bergteknisk planlegger', 'Kari Berg'],
  ])('not %s', (_, headline, name) => expect(checked({ headline }, name)).toMatchObject({ headline }));
});

describe('an offer is refused', () => {
  it.each<[what: string, changes: Partial<OfferDraft>, says: string]>([
    [
      'with more hours inside the post than the post has',
      { positionMinutesPerWeek: 300 },
      'LIMIT_EXCEEDED availability.0.minutesPerWeek: Timer innenfor stillingen kan ikke bli flere enn stillingen har: 5 timer i uka.',
    ],
    [
      'with hours on top that make the week too long',
      { hoursBasis: 'ON_TOP', positionMinutesPerWeek: 2250 },
      'LIMIT_EXCEEDED availability.0.minutesPerWeek: Stilling og utlån blir over 40 timer i uka. Det er plass til 2,5 timer i uka.',
    ],
    [
      'with hours on top of nobody knows what',
      { hoursBasis: 'ON_TOP' },
      'INVALID_INPUT positionMinutesPerWeek: For timer utenom stillingen må du oppgi hvor mange timer i uka stillingen er på.',
    ],
    [
      'without the price of paid hours',
      { terms: { kind: 'PAID', hourlyOre: null, travelCounted: true } },
      'TERMS_MISSING terms.hourlyOre: Oppgi timepris i øre for betalt utlån.',
    ],
    [
      'with a price beyond reason',
      { terms: { kind: 'PAID', hourlyOre: 1_000_001, travelCounted: true } },
      'INVALID_INPUT terms.hourlyOre: Timeprisen må være fra 1 til 1 000 000 øre.',
    ],
    [
      'for a Saturday',
      { availability: [{ period: { from: '2027-01-09', to: '2027-01-09' }, minutesPerWeek: 600 }] },
      'INVALID_INPUT availability: Perioden har ingen arbeidsdag etter i dag. Ta med minst én dag fra mandag til fredag som ikke er helligdag.',
    ],
    [
      'where nobody knows the holidays',
      { availability: [{ period: { from: '2046-01-02', to: '2046-03-01' }, minutesPerWeek: 600 }] },
      'INVALID_INPUT availability.0.period.to: Perioden må slutte senest 31. desember 2045. Helligdagene etter det er ikke lagt inn.',
    ],
    [
      'with hours that overlap',
      { availability: [...draft.availability, { period: { from: '2027-03-14', to: '2027-04-01' }, minutesPerWeek: 60 }] },
      'INVALID_INPUT availability: To perioder overlapper 14. mars 2027. Slå dem sammen.',
    ],
    ['with a way around the world', { travelLimitKm: 40_075 }, 'INVALID_INPUT travelLimitKm: Må være fra 0 til 3 000.'],
  ])('%s', (_, changes, says) => expect(checked(changes)).toBe(says));

  it('though not for a weekend beside weeks that can be worked', () => {
    const availability = [...draft.availability, { period: { from: '2027-03-20', to: '2027-03-21' }, minutesPerWeek: 60 }];
    expect(checked({ availability })).toMatchObject({ lastDay: '2027-03-21' });
  });
});
