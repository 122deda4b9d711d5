import { told, TODAY } from './register.spec-support.js';
import { limitProblem, type ReleaseLimits, resumeProblem } from './release-limits.js';

const limits: ReleaseLimits = {
  permanentEmployee: true,
  maxMinutesPerWeek: 300,
  until: '2027-01-31',
  engagements: null,
  preApproved: true,
};
const problem = (changes: Partial<ReleaseLimits>): unknown =>
  told(limitProblem({ ...limits, ...changes }, ['SECONDMENT', 'SUPERVISION'], TODAY));

describe('an employer releases hours', () => {
  it.each<[what: string, changes: Partial<ReleaseLimits>]>([
    ['within hours a week and until a day', {}],
    ['without any limit', { maxMinutesPerWeek: null, until: null }],
    ['for some of the forms', { engagements: ['SUPERVISION'] }],
    ['until today', { until: TODAY }],
  ])('%s', (_, changes) => expect(problem(changes)).toBe('nothing wrong'));

  it.each<[what: string, changes: Partial<ReleaseLimits>, says: string]>([
    ['for no minutes', { maxMinutesPerWeek: 0 }, 'INVALID_INPUT maxMinutesPerWeek: Må være fra 1 minutt til 40 timer.'],
    ['for no form', { engagements: [] }, 'INVALID_INPUT engagements: Velg minst én.'],
    ['for a form twice', { engagements: ['SECONDMENT', 'SECONDMENT'] }, 'INVALID_INPUT engagements: Står to ganger: SECONDMENT.'],
    [
      'for a form that is not offered',
      { engagements: ['BUYOUT'] },
      'INVALID_INPUT engagements: Tilbudet gjelder bare utlån og faglig veiledning.',
    ],
    ['until yesterday', { until: '2026-11-22' }, 'INVALID_INPUT until: Datoen er passert. Velg 23. november 2026 eller senere.'],
    ['until no day', { until: '2027-02-30' }, 'INVALID_INPUT until: «2027-02-30» er ikke en dato. Skriv for eksempel 2027-03-15.'],
  ])('never %s', (_, changes, says) => expect(problem(changes)).toBe(says));
});

describe('a pause', () => {
  it('may be without end', () => expect(resumeProblem(null, TODAY)).toBeNull());
  it('may end tomorrow', () => expect(resumeProblem('2026-11-24', TODAY)).toBeNull());
  it('cannot end today: it would be over at once', () =>
    expect(told(resumeProblem(TODAY, TODAY))).toBe('INVALID_INPUT resumeOn: Datoen er i dag. Velg en dag etter 23. november 2026.'));
  it('cannot end yesterday', () =>
    expect(told(resumeProblem('2026-11-22', TODAY))).toBe(
      'INVALID_INPUT resumeOn: Datoen er passert. Velg 23. november 2026 eller senere.',
    ));
});
