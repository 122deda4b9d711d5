import type { Tongue } from '../language.js';
import type { CriterionFacts, CriterionResult } from './criterion.js';
import { explain, type Names } from './explanation.js';
import { grongNeeds, resultOf, snåsaOffers, towns, weeksOf } from './grong.spec-support.js';

const places: Readonly<Record<string, string>> = { '5045': 'Grong', '1815': 'Vega' };
const fields: Readonly<Record<string, Readonly<Record<Tongue, string>>>> = {
  'helse.psykolog': { nb: 'Psykolog', nn: 'Psykolog', en: 'Psychologist' },
  'helse.psykologbarn': { nb: 'Psykolog for barn og unge', nn: 'Psykolog for barn og unge', en: 'Child and youth psychologist' },
  plan: { nb: 'Arealplanlegging', nn: 'Arealplanlegging', en: 'Land-use planning' },
};
const names: Names = {
  municipality: (code) => places[code] ?? code,
  competence: (code, tongue) => fields[code]?.[tongue] ?? code,
};

const told = (result: CriterionResult): string[] => (['nb', 'nn', 'en'] as const).map((language) => explain(result, language, names));
const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

describe('REGION says', () => {
  type Facts = CriterionFacts['REGION'];
  const region = (
    outcome: 'MET' | 'NOT_MET',
    scope: Facts['scope'],
    alone = false,
    lender: Facts['lender'] = 'MUNICIPALITY',
  ): CriterionResult => ({
    criterion: 'REGION',
    outcome,
    score: null,
    weight: null,
    shortfall: null,
    facts: { scope, searched: 'SAME_REGION', alone, place: '1815', lender },
  });
  it.each([
    [
      'SAME_REGION',
      'Ligger i samme bo- og arbeidsmarkedsregion.',
      'Ligg i same bu- og arbeidsmarknadsregion.',
      'Lies in the same labour-market region.',
    ],
    ['EXTENDED_REGION', 'Ligger i den utvidede regionen.', 'Ligg i den utvida regionen.', 'Lies in the extended region.'],
    ['NEIGHBOUR_REGION', 'Ligger i en naboregion.', 'Ligg i ein naboregion.', 'Lies in a neighbouring region.'],
    ['COUNTY', 'Ligger i fylket.', 'Ligg i fylket.', 'Lies in the county.'],
    [
      'REMOTE',
      'Arbeidet kan gjøres på nett fra hele landet.',
      'Arbeidet kan gjerast på nett frå heile landet.',
      'The work can be done online from anywhere in the country.',
    ],
  ] as const)('how near a match lies: %s', (scope, ...texts) => expect(told(region('MET', scope))).toEqual(texts));

  it('why Vega, alone in its region, is searched one step wider', () =>
    expect(told(region('MET', 'EXTENDED_REGION', true))).toEqual([
      'Ligger i den utvidede regionen. Vega er alene i sin bo- og arbeidsmarkedsregion.',
      'Ligg i den utvida regionen. Vega er åleine i bu- og arbeidsmarknadsregionen sin.',
      'Lies in the extended region. Vega is alone in its labour-market region.',
    ]));

  it.each([
    [
      'EXTENDED_REGION',
      'Ligger i den utvidede regionen, ett steg utenfor søket.',
      'Ligg i den utvida regionen, eitt steg utanfor søket.',
      'Lies in the extended region, one step outside the search.',
    ],
    [
      'NEIGHBOUR_REGION',
      'Ligger i en naboregion, ett steg utenfor søket.',
      'Ligg i ein naboregion, eitt steg utanfor søket.',
      'Lies in a neighbouring region, one step outside the search.',
    ],
    [
      'COUNTY',
      'Ligger i fylket, ett steg utenfor søket.',
      'Ligg i fylket, eitt steg utanfor søket.',
      'Lies in the county, one step outside the search.',
    ],
    [
      'REMOTE',
      'Kan gjøres på nett fra et annet sted i landet, ett steg utenfor søket.',
      'Kan gjerast på nett frå ein annan stad i landet, eitt steg utanfor søket.',
      'Can be done online from elsewhere in the country, one step outside the search.',
    ],
  ] as const)('how far outside a near miss lies: %s', (scope, ...texts) => expect(told(region('NOT_MET', scope))).toEqual(texts));

  it.each([
    [
      'COUNTY',
      'SAME_REGION',
      'Fylkeskommunen dekker regionen.',
      'Fylkeskommunen dekkjer regionen.',
      'The county authority covers the region.',
    ],
    [
      'BODY',
      'SAME_REGION',
      'Samarbeidet har en kommune i regionen.',
      'Samarbeidet har ein kommune i regionen.',
      'The inter-municipal body has a member in the region.',
    ],
    [
      'BODY',
      'NEIGHBOUR_REGION',
      'Samarbeidet har en kommune i en naboregion.',
      'Samarbeidet har ein kommune i ein naboregion.',
      'The inter-municipal body has a member in a neighbouring region.',
    ],
    [
      'COUNTY',
      'REMOTE',
      'Arbeidet kan gjøres på nett fra hele landet.',
      'Arbeidet kan gjerast på nett frå heile landet.',
      'The work can be done online from anywhere in the country.',
    ],
  ] as const)('of a lender that lies nowhere how it reaches in: %s, %s', (lender, scope, ...texts) =>
    expect(told(region('MET', scope, false, lender))).toEqual(texts),
  );
  it('how far outside a body reaches', () =>
    expect(told(region('NOT_MET', 'COUNTY', false, 'BODY'))).toEqual([
      'Samarbeidet har en kommune i fylket, ett steg utenfor søket.',
      'Samarbeidet har ein kommune i fylket, eitt steg utanfor søket.',
      'The inter-municipal body has a member in the county, one step outside the search.',
    ]));
  it('nothing of the kind of a lender that is hidden', () => {
    const hidden = resultOf('REGION', grongNeeds(), snåsaOffers({ lender: '50', lenderKind: 'COUNTY', regionOnly: true }));
    expect(told(hidden)[0]).toBe('Ligger i samme bo- og arbeidsmarkedsregion.');
  });
});

describe('COMPETENCE says', () => {
  const psychologist = { competence: 'helse.psykolog', level: 'PROFICIENT', mandatory: true } as const;
  const planner = { competence: 'plan', level: 'EXPERT', mandatory: false } as const;

  it('each requirement with the level that answers it', () =>
    expect(told(resultOf('COMPETENCE', grongNeeds(), snåsaOffers()))).toEqual([
      'Psykolog: arbeider selvstendig.',
      'Psykolog: arbeider sjølvstendig.',
      'Psychologist: works independently.',
    ]));
  it('the narrower competence that answers', () =>
    expect(
      told(resultOf('COMPETENCE', grongNeeds(), snåsaOffers({ claims: [{ competence: 'helse.psykologbarn', level: 'EXPERT' }] }))),
    ).toEqual([
      'Psykolog (Psykolog for barn og unge): spesialist.',
      'Psykolog (Psykolog for barn og unge): spesialist.',
      'Psychologist (Child and youth psychologist): expert.',
    ]));
  it('what level is required, when one is short', () =>
    expect(told(resultOf('COMPETENCE', grongNeeds(), snåsaOffers({ claims: [{ competence: 'helse.psykolog', level: 'BASIC' }] })))).toEqual(
      [
        'Psykolog: fagpersonen kjenner faget. Behovet krever en som arbeider selvstendig.',
        'Psykolog: fagpersonen kjenner faget. Behovet krev ein som arbeider sjølvstendig.',
        'Psychologist: the specialist knows the field. The need requires one who works independently.',
      ],
    ));
  it('what is lacking, and what was only wished for', () =>
    expect(
      told(
        resultOf(
          'COMPETENCE',
          grongNeeds({ requirements: [psychologist, planner] }),
          snåsaOffers({ claims: [{ competence: 'plan', level: 'BASIC' }] }),
        ),
      ),
    ).toEqual([
      'Psykolog: mangler. Arealplanlegging: fagpersonen kjenner faget. Ønsket er en som er spesialist.',
      'Psykolog: manglar. Arealplanlegging: fagpersonen kjenner faget. Ønsket er ein som er spesialist.',
      'Psychologist: lacking. Land-use planning: the specialist knows the field. The wish is for one who is an expert.',
    ]));
  it('that a wish is not answered', () =>
    expect(told(resultOf('COMPETENCE', grongNeeds({ requirements: [planner] }), snåsaOffers()))).toEqual([
      'Arealplanlegging: ønsket, men mangler.',
      'Arealplanlegging: ønskt, men manglar.',
      'Land-use planning: wished for, but lacking.',
    ]));
});

describe('PERIOD says', () => {
  const offered = (from: string, to: string) => resultOf('PERIOD', grongNeeds(), snåsaOffers({ weeks: weeksOf(450, { from, to }) }));

  it('that the periods overlap', () =>
    expect(told(offered('2027-01-04', '2027-06-30'))).toEqual(['Periodene overlapper.', 'Periodane overlappar.', 'The periods overlap.']));
  it('how many days keep them apart', () =>
    expect(told(offered('2027-03-24', '2027-06-30'))).toEqual([
      'Periodene møtes ikke: 12 dager skiller dem.',
      'Periodane møtest ikkje: 12 dagar skil dei.',
      'The periods do not meet: they are 12 days apart.',
    ]));
  it('one day in the singular', () =>
    expect(told(offered('2027-03-13', '2027-06-30'))).toEqual([
      'Periodene møtes ikke: 1 dag skiller dem.',
      'Periodane møtest ikkje: 1 dag skil dei.',
      'The periods do not meet: they are 1 day apart.',
    ]));
  it('that the need has run out of days', () =>
    expect(told(resultOf('PERIOD', grongNeeds({ period: { from: '2026-11-02', to: '2026-12-01' } }), snåsaOffers()))).toEqual([
      'Behovet har ingen arbeidsdager igjen.',
      'Behovet har ingen arbeidsdagar att.',
      'The need has no working days left.',
    ]));
});

describe('CAPACITY says', () => {
  const capacity = (outcome: 'MET' | 'PARTLY' | 'NOT_MET', facts: Partial<CriterionFacts['CAPACITY']>): string[] =>
    told({
      criterion: 'CAPACITY',
      outcome,
      score: 0,
      weight: 300,
      shortfall: null,
      facts: { feasible: 0, open: 7200, least: 450, lastDay: '2027-03-14', weeks: 10, ...facts },
    }).map(plain);

  it('how many of the hours fit before the date', () =>
    expect(capacity('PARTLY', { feasible: 6000 })).toEqual([
      'Dekker 100 av 120 timer før 15. mars 2027.',
      'Dekkjer 100 av 120 timar før 15. mars 2027.',
      'Covers 100 of 120 hours before 15 March 2027.',
    ]));
  it('that all of them fit', () =>
    expect(capacity('MET', { feasible: 7200 })).toEqual([
      'Dekker 120 av 120 timer før 15. mars 2027.',
      'Dekkjer 120 av 120 timar før 15. mars 2027.',
      'Covers 120 of 120 hours before 15 March 2027.',
    ]));
  it('one hour in the singular', () =>
    expect(capacity('MET', { feasible: 60, open: 60 })).toEqual([
      'Dekker 1 av 1 time før 15. mars 2027.',
      'Dekkjer 1 av 1 time før 15. mars 2027.',
      'Covers 1 of 1 hour before 15 March 2027.',
    ]));
  it('large figures as Norwegians write them', () =>
    expect(capacity('PARTLY', { feasible: 75_150, open: 120_000 })[0]).toBe('Dekker 1 252,5 av 2 000 timer før 15. mars 2027.'));
  it('how much is short, by the week and in all', () =>
    expect(capacity('NOT_MET', { feasible: 3000, least: 6000 })).toEqual([
      '5 timer i uka for lite, til sammen 50 timer. Dekker 50 av 120 timer før 15. mars 2027, minst 100 timer må dekkes.',
      '5 timar i veka for lite, til saman 50 timar. Dekkjer 50 av 120 timar før 15. mars 2027, minst 100 timar må dekkjast.',
      '5 hours a week short, 50 hours in all. Covers 50 of 120 hours before 15 March 2027, at least 100 hours must be covered.',
    ]));
  it('only the sum where there is a single week', () =>
    expect(capacity('NOT_MET', { feasible: 0, open: 450, weeks: 1 })).toEqual([
      '7,5 timer for lite. Dekker 0 av 7,5 timer før 15. mars 2027, minst 7,5 timer må dekkes.',
      '7,5 timar for lite. Dekkjer 0 av 7,5 timar før 15. mars 2027, minst 7,5 timar må dekkjast.',
      '7.5 hours short. Covers 0 of 7.5 hours before 15 March 2027, at least 7.5 hours must be covered.',
    ]));
  it('no less than what lacks, and no more than what is covered, when minutes are rounded to tenths of an hour', () => {
    expect(capacity('NOT_MET', { feasible: 448, weeks: 1 })[0]).toMatch(/^2 minutter for lite\. Dekker 7,4 av 120 timer/);
    expect(capacity('PARTLY', { feasible: 7199 })[0]).toBe('Dekker 119,9 av 120 timer før 15. mars 2027.');
    expect(capacity('MET', { feasible: 61, open: 66 })[0]).toBe('Dekker 1,1 av 1,1 timer før 15. mars 2027.');
  });
  it('minutes where less than an hour is open, in which tenths would say too little', () => {
    expect(capacity('MET', { feasible: 2, open: 2 })).toEqual([
      'Dekker 2 av 2 minutter før 15. mars 2027.',
      'Dekkjer 2 av 2 minutt før 15. mars 2027.',
      'Covers 2 of 2 minutes before 15 March 2027.',
    ]);
    expect(capacity('PARTLY', { feasible: 20, open: 50 })[0]).toBe('Dekker 20 av 50 minutter før 15. mars 2027.');
  });
});

describe('WORK_MODE says', () => {
  const mode = (need: 'ONSITE' | 'HYBRID' | 'REMOTE', offer: 'ONSITE' | 'HYBRID' | 'REMOTE') =>
    told(resultOf('WORK_MODE', grongNeeds({ workMode: need }), snåsaOffers({ workMode: offer })));

  it('how the specialist can work', () => {
    expect(mode('HYBRID', 'ONSITE')).toEqual(['Kan arbeide på stedet.', 'Kan arbeide på staden.', 'Can work on site.']);
    expect(mode('HYBRID', 'HYBRID')).toEqual([
      'Kan arbeide både på stedet og på nett.',
      'Kan arbeide både på staden og på nett.',
      'Can work both on site and online.',
    ]);
    expect(mode('REMOTE', 'REMOTE')).toEqual(['Kan arbeide på nett.', 'Kan arbeide på nett.', 'Can work online.']);
  });
  it('how the two differ', () => {
    expect(mode('ONSITE', 'REMOTE')).toEqual([
      'Arbeidet må gjøres på stedet, men tilbudet gjelder arbeid på nett.',
      'Arbeidet må gjerast på staden, men tilbodet gjeld arbeid på nett.',
      'The work must be done on site, but the offer is for work online.',
    ]);
    expect(mode('HYBRID', 'REMOTE')[0]).toBe('Noe av arbeidet skal gjøres på stedet, men tilbudet gjelder arbeid på nett.');
    expect(mode('REMOTE', 'ONSITE')[0]).toBe('Arbeidet skal gjøres på nett, men tilbudet gjelder arbeid på stedet.');
  });
});

describe('DISTANCE says', () => {
  const from = (changes: Parameters<typeof snåsaOffers>[0]) => told(resultOf('DISTANCE', grongNeeds(), snåsaOffers(changes)));

  it('how far it is as the crow flies', () =>
    expect(from({})).toEqual(['25 km i luftlinje til Grong.', '25 km i luftlinje til Grong.', '25 km to Grong as the crow flies.']));
  it('that it is no distance at all to the next village', () =>
    expect(from({ base: { ...towns.grong, lat: towns.grong.lat + 0.004 } })).toEqual([
      'Under 1 km i luftlinje til Grong.',
      'Under 1 km i luftlinje til Grong.',
      'Less than 1 km to Grong as the crow flies.',
    ]));
  it('how far beyond the limit, in figures that add up', () =>
    expect(from({ travelLimitKm: 12 })).toEqual([
      '13 km for langt i luftlinje: 25 km til Grong, grensen er 12 km.',
      '13 km for langt i luftlinje: 25 km til Grong, grensa er 12 km.',
      '13 km too far as the crow flies: 25 km to Grong, the limit is 12 km.',
    ]));
  it('the same of a hidden lender as the shortfall does', () =>
    expect(from({ base: towns.steinkjer, travelLimitKm: 60, regionOnly: true })[0]).toBe(
      '15 km for langt i luftlinje: 75 km til Grong, grensen er 60 km.',
    ));
  it('that the specialist is there already', () =>
    expect(from({ base: towns.grong })).toEqual([
      'Holder til i Grong kommune.',
      'Held til i Grong kommune.',
      'Based in the municipality of Grong.',
    ]));
  it('that nobody has to travel', () =>
    expect(from({ workMode: 'REMOTE' })).toEqual(['Ingen trenger å reise.', 'Ingen treng å reise.', 'Nobody has to travel.']));
});

describe('ENGAGEMENT says', () => {
  const forms = ['SECONDMENT', 'SHARED_POSITION'] as const;
  it('what it can be', () =>
    expect(told(resultOf('ENGAGEMENT', grongNeeds({ engagements: forms }), snåsaOffers({ engagements: forms })))).toEqual([
      'Kan avtales som utlån eller delt stilling.',
      'Kan avtalast som utlån eller delt stilling.',
      'Can be agreed as secondment or shared position.',
    ]));
  it('what alone is offered', () =>
    expect(told(resultOf('ENGAGEMENT', grongNeeds(), snåsaOffers({ engagements: ['HOSTING_VISIT', 'SUPERVISION'] })))).toEqual([
      'Tilbyr bare hospitering og faglig veiledning.',
      'Tilbyr berre hospitering og fagleg rettleiing.',
      'Offers only hosting visit and supervision.',
    ]));
});

describe('LANGUAGE says', () => {
  const language = (required: boolean, offered: readonly ('nb' | 'nn' | 'se')[], asked: readonly ('nb' | 'se')[] = ['se']) =>
    told(
      resultOf('LANGUAGE', grongNeeds({ workLanguages: asked, workLanguageRequired: required }), snåsaOffers({ workLanguages: offered })),
    );

  it('what the specialist works in', () =>
    expect(language(true, ['nb', 'se'])).toEqual([
      'Arbeidsspråk: bokmål og nordsamisk.',
      'Arbeidsspråk: bokmål og nordsamisk.',
      'Works in bokmål and Northern Sámi.',
    ]));
  it('what is required and lacking', () =>
    expect(language(true, ['nb', 'nn'])).toEqual([
      'Nordsamisk er et krav, fagpersonen bruker bokmål og nynorsk.',
      'Nordsamisk er eit krav, fagpersonen brukar bokmål og nynorsk.',
      'Northern Sámi is required, the specialist uses bokmål and nynorsk.',
    ]));
  it('what is wished for and lacking', () =>
    expect(language(false, ['nb'])).toEqual([
      'Nordsamisk er et ønske, fagpersonen bruker bokmål.',
      'Nordsamisk er eit ønske, fagpersonen brukar bokmål.',
      'Northern Sámi is wished for, the specialist uses bokmål.',
    ]));
  it('that the offer names none', () =>
    expect(language(true, [])).toEqual([
      'Nordsamisk er et krav, tilbudet oppgir ingen språk.',
      'Nordsamisk er eit krav, tilbodet oppgir ingen språk.',
      'Northern Sámi is required, the offer names no language.',
    ]));
  it('that the need names none', () =>
    expect(language(false, ['nb'], [])).toEqual([
      'Behovet stiller ingen krav til språk.',
      'Behovet stiller ingen krav til språk.',
      'The need asks for no particular language.',
    ]));
});

describe('PARTNERSHIP says', () => {
  const partners = (together: boolean | null) => told(resultOf('PARTNERSHIP', grongNeeds(), snåsaOffers({ partners: together })));
  it('that both are in one', () =>
    expect(partners(true)).toEqual([
      'Begge er i samme faste samarbeid.',
      'Begge er i same faste samarbeid.',
      'Both are in the same partnership.',
    ]));
  it('that they are not', () =>
    expect(partners(false)).toEqual(['Ikke i samme faste samarbeid.', 'Ikkje i same faste samarbeid.', 'Not in the same partnership.']));
  it('that the borrower has none', () =>
    expect(partners(null)).toEqual([
      'Den som låner inn, er ikke med i noe fast samarbeid.',
      'Den som låner inn, er ikkje med i noko fast samarbeid.',
      'The borrower is in no partnership.',
    ]));
});

describe('a reader of Northern Sámi', () => {
  it('gets bokmål until there are sentences in Sámi', () =>
    expect(explain(resultOf('PERIOD', grongNeeds(), snåsaOffers()), 'se', names)).toBe('Periodene overlapper.'));
});
