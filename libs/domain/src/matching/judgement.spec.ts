import { dayOf, weekOf } from '../calendar.js';
import { weights } from './criterion.js';
import { becomes, grongNeeds, ground, outcomeOf, resultOf, snåsaOffers, towns, weeksOf } from './grong.spec-support.js';
import { judgeCriteria } from './judgement.js';

describe('REGION: the lender lies in the scope of the need', () => {
  it('is met by Snåsa for Grong, in one region', () => expect(outcomeOf('REGION', grongNeeds(), snåsaOffers())).toBe('MET'));
  it('is met by a lender nearer than the search reaches', () =>
    expect(outcomeOf('REGION', grongNeeds({ scope: 'COUNTY' }), snåsaOffers({ reach: 'NEIGHBOUR_REGION' }))).toBe('MET'));
  it('makes Steinkjer a near miss, one scope step out', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ lender: '5006', reach: 'NEIGHBOUR_REGION' }))).toBe(
      'near miss: REGION scope:NEIGHBOUR_REGION',
    ));
  it('counts the step from where there are lenders: the extended region adds none to Grong', () =>
    expect(becomes(grongNeeds({ nextScope: 'EXTENDED_REGION' }), snåsaOffers({ reach: 'NEIGHBOUR_REGION' }))).toBe('nothing'));
  it('leaves out Trondheim, two steps out', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ lender: '5001', reach: 'COUNTY' }))).toBe('nothing'));
  it('makes nothing of an offer from the whole country that has to be done on site, even one step out', () => {
    const need = grongNeeds({ scope: 'COUNTY', nextScope: 'REMOTE' });
    expect(becomes(need, snåsaOffers({ reach: 'REMOTE', workMode: 'ONSITE' }))).toBe('nothing');
    expect(becomes(need, snåsaOffers({ reach: 'REMOTE', workMode: 'HYBRID' }))).toBe('near miss: REGION scope:REMOTE');
  });
});

describe('COMPETENCE: every mandatory requirement, the same or narrower, at the level or above', () => {
  const claims = (competence: string, level: 'BASIC' | 'PROFICIENT' | 'EXPERT') => snåsaOffers({ claims: [{ competence, level }] });
  const asks = (level: 'BASIC' | 'PROFICIENT' | 'EXPERT', mandatory = true) =>
    grongNeeds({ requirements: [{ competence: 'helse.psykolog', level, mandatory }] });

  it('is met by the level asked for, and by a higher one', () => {
    expect(outcomeOf('COMPETENCE', asks('PROFICIENT'), claims('helse.psykolog', 'PROFICIENT'))).toBe('MET');
    expect(outcomeOf('COMPETENCE', asks('PROFICIENT'), claims('helse.psykolog', 'EXPERT'))).toBe('MET');
  });
  it('is met by a child psychologist where a psychologist is asked for, and not the other way', () => {
    expect(outcomeOf('COMPETENCE', asks('PROFICIENT'), claims('helse.psykologbarn', 'PROFICIENT'))).toBe('MET');
    expect(outcomeOf('COMPETENCE', asks('PROFICIENT'), claims('helse', 'EXPERT'))).toBe('NOT_MET');
  });
  it('is a near miss one level short', () =>
    expect(becomes(asks('EXPERT'), claims('helse.psykolog', 'PROFICIENT'))).toBe('near miss: COMPETENCE levels:1'));
  it('is nothing two levels short, or without the competence', () => {
    expect(becomes(asks('EXPERT'), claims('helse.psykolog', 'BASIC'))).toBe('nothing');
    expect(becomes(asks('BASIC'), claims('plan', 'EXPERT'))).toBe('nothing');
  });
  it('is judged by the worst of the mandatory requirements', () => {
    const both = [
      { competence: 'helse.psykolog', level: 'EXPERT', mandatory: true },
      { competence: 'plan', level: 'BASIC', mandatory: true },
    ] as const;
    expect(becomes(grongNeeds({ requirements: both }), claims('helse.psykolog', 'PROFICIENT'))).toBe('nothing');
  });
  it('lets a wish exclude nobody, and count half when one level is short', () => {
    const wish = { competence: 'plan', level: 'PROFICIENT', mandatory: false } as const;
    const need = grongNeeds({ requirements: [...asks('PROFICIENT').requirements, wish] });
    const alsoPlans = (level: 'BASIC' | 'PROFICIENT') => snåsaOffers({ claims: [...snåsaOffers().claims, { competence: 'plan', level }] });
    expect(resultOf('COMPETENCE', need, snåsaOffers())).toMatchObject({ outcome: 'MET', score: 500 });
    expect(resultOf('COMPETENCE', need, alsoPlans('BASIC'))).toMatchObject({ outcome: 'MET', score: 750 });
    expect(resultOf('COMPETENCE', need, alsoPlans('PROFICIENT'))).toMatchObject({ outcome: 'MET', score: 1000 });
  });
});

describe('PERIOD: the periods share a working day', () => {
  const offered = (from: string, to: string) => snåsaOffers({ weeks: weeksOf(450, { from, to }) });

  it('is met by a single one', () => expect(outcomeOf('PERIOD', grongNeeds(), offered('2027-03-12', '2027-06-30'))).toBe('MET'));
  it('is a near miss by the days that the offer would have to be stretched', () => {
    expect(becomes(grongNeeds(), offered('2027-03-24', '2027-06-30'))).toBe('near miss: PERIOD days:12');
    expect(becomes(grongNeeds(), offered('2026-12-02', '2026-12-30'))).toBe('near miss: PERIOD days:5');
  });
  it('is not met by a weekend that they share', () =>
    expect(becomes(grongNeeds(), offered('2027-03-13', '2027-06-30'))).toBe('near miss: PERIOD days:1'));
  it('is not met by Maundy Thursday, a holiday', () => {
    const need = grongNeeds({ period: { from: '2027-03-22', to: '2027-03-28' } });
    expect(becomes(need, offered('2027-03-25', '2027-06-30'))).toBe('near miss: PERIOD days:1');
  });
  it('counts no day that has passed: today is too late', () => {
    const need = grongNeeds({ period: { from: '2026-11-02', to: '2026-12-01' } });
    expect(becomes(need, offered('2026-11-02', '2027-06-30'))).toBe('nothing');
  });
  it('leaves capacity unjudged where it is not met', () => {
    const criteria = judgeCriteria(grongNeeds(), offered('2027-04-01', '2027-06-30'), 'SAME_REGION', ground);
    expect(criteria.map(({ criterion }) => criterion)).not.toContain('CAPACITY');
  });
});

describe('CAPACITY: what fits covers what is open', () => {
  const offered = (minutesPerWeek: number) => snåsaOffers({ weeks: weeksOf(minutesPerWeek) });

  it('is met by 7.5 hours a week in ten weeks for the 75 hours of Grong', () =>
    expect(resultOf('CAPACITY', grongNeeds(), offered(450))).toMatchObject({ outcome: 'MET', score: 1000, shortfall: null }));
  it('is partly met by the smallest share worth arranging, and scored by the share in thousandths, rounded down', () => {
    expect(outcomeOf('CAPACITY', grongNeeds(), offered(45))).toBe('PARTLY');
    expect(resultOf('CAPACITY', grongNeeds(), offered(250)).score).toBe(555);
  });
  it('is a near miss below that, by the minutes that lack', () =>
    expect(becomes(grongNeeds(), offered(15))).toBe('near miss: CAPACITY minutes:300'));
  it('asks for no more than what is open when that is less than the smallest share', () => {
    expect(outcomeOf('CAPACITY', grongNeeds({ open: 100 }), offered(10))).toBe('MET');
    expect(outcomeOf('CAPACITY', grongNeeds({ open: 200 }), offered(10))).toBe('NOT_MET minutes:100');
  });
  it('is bounded by what the need can use in a week', () =>
    expect(resultOf('CAPACITY', grongNeeds({ minutesPerWeek: 60 }), offered(450))).toMatchObject({
      outcome: 'PARTLY',
      facts: { feasible: 600, weeks: 10 },
    }));
  it('leaves out what is held, committed, or away on leave', () => {
    const weeks = {
      ...weeksOf(450),
      taken: new Map([[weekOf(dayOf('2027-01-13')), 300]]),
      leave: [{ from: '2027-02-15', to: '2027-02-21' }],
    };
    expect(resultOf('CAPACITY', grongNeeds(), snåsaOffers({ weeks })).facts).toMatchObject({ feasible: 10 * 450 - 300 - 450, weeks: 9 });
  });
  it('names the last day, since a need is met before a date', () =>
    expect(resultOf('CAPACITY', grongNeeds(), offered(450)).facts.lastDay).toBe('2027-03-14'));
});

describe('WORK_MODE', () => {
  it.each([
    ['ONSITE', 'ONSITE', 'MET'],
    ['ONSITE', 'HYBRID', 'MET'],
    ['ONSITE', 'REMOTE', 'NOT_MET workMode:ONSITE'],
    ['HYBRID', 'HYBRID', 'MET'],
    ['HYBRID', 'ONSITE', 'MET'],
    ['HYBRID', 'REMOTE', 'PARTLY'],
    ['REMOTE', 'REMOTE', 'MET'],
    ['REMOTE', 'HYBRID', 'MET'],
    ['REMOTE', 'ONSITE', 'PARTLY'],
  ] as const)('of a need %s and an offer %s is %s', (need, offer, outcome) =>
    expect(outcomeOf('WORK_MODE', grongNeeds({ workMode: need }), snåsaOffers({ workMode: offer }))).toBe(outcome),
  );
  it('makes a near miss of a psychologist who works online alone, where Grong needs one in the house', () =>
    expect(becomes(grongNeeds({ workMode: 'ONSITE' }), snåsaOffers({ workMode: 'REMOTE' }))).toBe('near miss: WORK_MODE workMode:ONSITE'));
});

describe('DISTANCE: straight-line kilometres from the base to the place', () => {
  it('is met within the limit, and without one', () => {
    expect(resultOf('DISTANCE', grongNeeds(), snåsaOffers())).toMatchObject({ outcome: 'MET', facts: { km: 24.5, limitKm: 60 } });
    expect(outcomeOf('DISTANCE', grongNeeds(), snåsaOffers({ base: towns.oslo, travelLimitKm: null }))).toBe('MET');
  });
  it('is a near miss by the kilometres over, rounded up', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ travelLimitKm: 12 }))).toBe('near miss: DISTANCE km:13'));
  it('is no matter where either side works online', () => {
    const far = snåsaOffers({ base: towns.oslo });
    expect(resultOf('DISTANCE', grongNeeds({ workMode: 'REMOTE' }), far)).toMatchObject({
      outcome: 'MET',
      score: 1000,
      facts: { km: null },
    });
    expect(outcomeOf('DISTANCE', grongNeeds(), { ...far, workMode: 'REMOTE' })).toBe('MET');
  });
  it('is worth less the farther, and nothing from 150 km on', () => {
    expect(resultOf('DISTANCE', grongNeeds(), snåsaOffers()).score).toBe(837);
    expect(resultOf('DISTANCE', grongNeeds(), snåsaOffers({ base: towns.oslo, travelLimitKm: null })).score).toBe(0);
  });
  it('is worth as much as the commuting where that is stronger: all where one in five goes that way already', () => {
    expect(resultOf('DISTANCE', grongNeeds(), snåsaOffers({ commutingShare: 0.2 })).score).toBe(1000);
    const from = (base: (typeof towns)[keyof typeof towns]) => snåsaOffers({ base, travelLimitKm: null, commutingShare: 0.1 });
    expect(resultOf('DISTANCE', grongNeeds(), from(towns.oslo)).score).toBe(500);
    expect(resultOf('DISTANCE', grongNeeds(), from(towns.steinkjer)).score).toBe(575);
  });

  describe('from a specialist who shows the region only', () => {
    const hidden = (base: (typeof towns)[keyof typeof towns], travelLimitKm: number) =>
      snåsaOffers({ base, travelLimitKm, regionOnly: true });
    it('comes in steps of 25, also from the place itself', () => {
      expect(resultOf('DISTANCE', grongNeeds(), hidden(towns.snåsa, 60)).facts.km).toBe(25);
      expect(resultOf('DISTANCE', grongNeeds(), hidden(towns.steinkjer, 100)).facts.km).toBe(75);
      expect(resultOf('DISTANCE', grongNeeds(), hidden(towns.grong, 60)).facts.km).toBe(25);
    });
    it('is scored by the step, and never by the commuting that would give the lender away', () =>
      expect(resultOf('DISTANCE', grongNeeds(), { ...hidden(towns.snåsa, 60), commutingShare: 0.4 }).score).toBe(833));
    it('is short by no more than the step shows', () =>
      expect(outcomeOf('DISTANCE', grongNeeds(), hidden(towns.steinkjer, 60))).toBe('NOT_MET km:15'));
    it('is met within the limit, though the step lies beyond it', () =>
      expect(outcomeOf('DISTANCE', grongNeeds(), hidden(towns.steinkjer, 70))).toBe('MET'));
  });
});

describe('ENGAGEMENT: the two lists share a form', () => {
  it('is met by one that both name', () =>
    expect(
      resultOf(
        'ENGAGEMENT',
        grongNeeds({ engagements: ['SHARED_POSITION', 'SECONDMENT'] }),
        snåsaOffers({ engagements: ['SECONDMENT', 'SUPERVISION'] }),
      ).facts.shared,
    ).toEqual(['SECONDMENT']));
  it('is a near miss otherwise', () =>
    expect(becomes(grongNeeds({ engagements: ['SHARED_POSITION'] }), snåsaOffers())).toBe(
      'near miss: ENGAGEMENT engagement:SHARED_POSITION',
    ));
});

describe('LANGUAGE', () => {
  const required = (languages: readonly ('nb' | 'nn' | 'se')[]) => grongNeeds({ workLanguages: languages, workLanguageRequired: true });
  const wished = (languages: readonly ('nb' | 'nn' | 'se')[]) => grongNeeds({ workLanguages: languages });

  it('when required is one of the asked ones exactly: nynorsk is not bokmål', () => {
    expect(outcomeOf('LANGUAGE', required(['se', 'nn']), snåsaOffers({ workLanguages: ['nn'] }))).toBe('MET');
    expect(becomes(required(['nn']), snåsaOffers({ workLanguages: ['nb'] }))).toBe('near miss: LANGUAGE language:nn');
    expect(becomes(required(['se', 'nn']), snåsaOffers({ workLanguages: ['nb'] }))).toBe('near miss: LANGUAGE language:se,nn');
  });
  it('when wished counts bokmål and nynorsk as one, and lacking it is half', () => {
    expect(outcomeOf('LANGUAGE', wished(['nn']), snåsaOffers({ workLanguages: ['nb'] }))).toBe('MET');
    expect(resultOf('LANGUAGE', wished(['se']), snåsaOffers({ workLanguages: ['nb'] }))).toMatchObject({ outcome: 'PARTLY', score: 500 });
  });
  it('does not matter where none is named', () => expect(outcomeOf('LANGUAGE', required([]), snåsaOffers())).toBe('MET'));
});

describe('PARTNERSHIP', () => {
  it('is worth all for partners and for a borrower without any, and nothing for others', () => {
    const score = (partners: boolean | null) => resultOf('PARTNERSHIP', grongNeeds(), snåsaOffers({ partners })).score;
    expect([score(true), score(null), score(false)]).toEqual([1000, 1000, 0]);
  });
  it('excludes nobody', () => expect(becomes(grongNeeds(), snåsaOffers({ partners: false }))).toBe('match'));
});

describe('the weights', () => {
  it('are whole and sum to a thousand', () => {
    const all = Object.values(weights);
    expect(all.every(Number.isInteger)).toBe(true);
    expect(all.reduce((sum, weight) => sum + weight, 0)).toBe(1000);
  });
});
