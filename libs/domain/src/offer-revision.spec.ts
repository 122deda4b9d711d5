import { WorkingCalendar } from './calendar.js';
import { consentsAfter, goesBeyond, type OfferSubstance } from './offer-revision.js';

const calendar = new WorkingCalendar([]);
const agreed: OfferSubstance = {
  availability: [{ period: { from: '2027-01-04', to: '2027-03-28' }, minutesPerWeek: 600 }],
  engagements: ['SECONDMENT'],
  terms: { kind: 'PAID', hourlyOre: 95_000, travelCounted: true },
  hoursBasis: 'INSIDE_POST',
  regionOnly: true,
  claims: [{ competence: 'plan.ku', level: 'PROFICIENT' }],
};

describe('a revision goes beyond what was agreed to', () => {
  it.each<[what: string, changes: Partial<OfferSubstance>]>([
    ['with more minutes in a week', { availability: [{ period: { from: '2027-01-04', to: '2027-03-28' }, minutesPerWeek: 660 }] }],
    ['with a longer period', { availability: [{ period: { from: '2027-01-04', to: '2027-04-11' }, minutesPerWeek: 600 }] }],
    ['with a new form', { engagements: ['SECONDMENT', 'SUPERVISION'] }],
    ['with another price', { terms: { kind: 'PAID', hourlyOre: 90_000, travelCounted: true } }],
    ['with other terms', { terms: { kind: 'FREE', hourlyOre: null, travelCounted: true } }],
    ['by showing the lender', { regionOnly: false }],
    ['with hours on top of the post', { hoursBasis: 'ON_TOP' }],
    ['with a new competence', { claims: [...agreed.claims, { competence: 'plan.rop', level: 'BASIC' }] }],
    ['with a higher level', { claims: [{ competence: 'plan.ku', level: 'EXPERT' }] }],
  ])('%s', (_, changes) => expect(goesBeyond(agreed, { ...agreed, ...changes }, calendar)).toBe(true));

  const days = (from: string, to: string): Partial<OfferSubstance> => ({ availability: [{ period: { from, to }, minutesPerWeek: 500 }] });
  it('with other days of the same week', () => {
    const mondayTuesday = { ...agreed, ...days('2027-01-04', '2027-01-05') };
    expect(goesBeyond(mondayTuesday, { ...agreed, ...days('2027-01-07', '2027-01-08') }, calendar)).toBe(true);
  });
  it('with more days of the same week, though the minutes are no more', () => {
    const longer = { availability: [{ period: { from: '2027-01-04', to: '2027-01-08' }, minutesPerWeek: 300 }] };
    expect(goesBeyond({ ...agreed, ...days('2027-01-04', '2027-01-06') }, { ...agreed, ...longer }, calendar)).toBe(true);
  });

  it.each<[what: string, changes: Partial<OfferSubstance>]>([
    ['nothing changes', {}],
    [
      'the weekend behind the last Friday is counted in',
      { availability: [{ period: { from: '2027-01-02', to: '2027-03-28' }, minutesPerWeek: 600 }] },
    ],
    ['there are fewer minutes', { availability: [{ period: { from: '2027-01-04', to: '2027-03-28' }, minutesPerWeek: 300 }] }],
    ['the period is shorter', { availability: [{ period: { from: '2027-02-01', to: '2027-03-28' }, minutesPerWeek: 600 }] }],
    [
      'the same weeks come in two parts',
      {
        availability: [
          { period: { from: '2027-01-04', to: '2027-01-31' }, minutesPerWeek: 600 },
          { period: { from: '2027-02-01', to: '2027-03-28' }, minutesPerWeek: 600 },
        ],
      },
    ],
    ['the level is lower', { claims: [{ competence: 'plan.ku', level: 'BASIC' }] }],
  ])('not where %s', (_, changes) => expect(goesBeyond(agreed, { ...agreed, ...changes }, calendar)).toBe(false));
});

describe('a revision by', () => {
  const both = { specialist: true, lender: true };
  it('the specialist beyond it takes the employer’s yes back', () =>
    expect(consentsAfter(both, 'SPECIALIST', true)).toEqual({ specialist: true, lender: false }));
  it('the employer beyond it takes the specialist’s yes back', () =>
    expect(consentsAfter(both, 'LENDER', true)).toEqual({ specialist: false, lender: true }));
  it.each(['SPECIALIST', 'LENDER'] as const)('the %s within it leaves both', (by) => expect(consentsAfter(both, by, false)).toEqual(both));
  it.each([
    ['LENDER', { specialist: true, lender: false }],
    ['SPECIALIST', { specialist: false, lender: true }],
  ] as const)('the %s gives no yes that was not given before', (by, missing) => expect(consentsAfter(missing, by, false)).toEqual(missing));
});
