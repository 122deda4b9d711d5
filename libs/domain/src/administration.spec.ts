import fc from 'fast-check';
import { checkEnding, endedFrom, leavesNobody, type Tenure } from './administration.js';
import { addDays } from './calendar.js';

const TODAY = '2026-11-23';
const always: Tenure = { from: '2026-01-01', to: null };
const ending = { from: '2026-12-01', reason: 'Slutter' };

describe('the end of a role', () => {
  it('leaves the days before it', () =>
    expect(checkEnding(always, ending, TODAY)).toEqual({ ok: true, value: { from: '2026-01-01', to: '2026-11-30' } }));
  it('can be today', () => expect(checkEnding(always, { ...ending, from: TODAY }, TODAY)).toMatchObject({ value: { to: '2026-11-22' } }));
  it('can come before its beginning: it was never in force then', () =>
    expect(checkEnding({ from: '2027-01-01', to: null }, ending, TODAY)).toEqual({
      ok: true,
      value: { from: '2027-01-01', to: '2026-12-31' },
    }));
  it('can be moved forward', () => expect(checkEnding({ ...always, to: '2026-12-24' }, ending, TODAY)).toMatchObject({ ok: true }));

  it.each<[string, Tenure, Partial<typeof ending>, string]>([
    ['in the past', always, { from: '2026-11-22' }, 'INVALID_INPUT from'],
    ['on no day', always, { from: '2026-11-31' }, 'INVALID_INPUT from'],
    ['without a reason', always, { reason: '' }, 'INVALID_INPUT reason'],
    ['when it is over', { ...always, to: '2026-11-30' }, {}, 'ILLEGAL_TRANSITION '],
    ['a second time', endedFrom(always, '2026-12-01'), {}, 'ILLEGAL_TRANSITION '],
  ])('%s is refused', (_, tenure, more, refused) => {
    const checked = checkEnding(tenure, { ...ending, ...more }, TODAY);
    expect(checked.ok ? null : `${checked.refusal.code} ${checked.refusal.path.join('.')}`).toBe(refused);
  });
});

describe('the last administrator', () => {
  it.each<[string, Tenure[], boolean]>([
    ['is one who is alone', [], true],
    ['is not one beside another', [always], false],
    ['is one beside another who begins too late', [{ from: '2026-12-02', to: null }], true],
    ['is not one whom another follows on the day', [{ from: '2026-12-01', to: null }], false],
    ['is one beside another who leaves later', [{ from: '2026-01-01', to: '2027-06-30' }], true],
    [
      'is not one beside two who follow each other',
      [
        { from: '2027-07-01', to: null },
        { from: '2026-01-01', to: '2027-06-30' },
      ],
      false,
    ],
    [
      'is one beside two with a day between',
      [
        { from: '2027-07-02', to: null },
        { from: '2026-01-01', to: '2027-06-30' },
      ],
      true,
    ],
    ['is one beside another who never began', [{ from: '2026-12-01', to: '2026-11-30' }], true],
  ])('%s', (_, others, last) => expect(leavesNobody(others, always, '2026-12-01')).toBe(last));

  it('is found as by looking at every day', () => {
    const tenure = fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.option(fc.integer({ min: -1, max: 12 })))
      .map(([from, days]): Tenure => ({ from: addDays(TODAY, from), to: days === null ? null : addDays(TODAY, from + days) }));
    const holds = ({ from, to }: Tenure, day: string): boolean => from <= day && (to === null || to >= day);
    fc.assert(
      fc.property(fc.array(tenure, { maxLength: 4 }), tenure, fc.integer({ min: 0, max: 14 }), (others, own, after) => {
        const day = addDays(TODAY, after);
        const days = Array.from({ length: 40 }, (__, number) => addDays(TODAY, number)).filter((date) => date >= day);
        const lost = days.some((date) => holds(own, date) && !others.some((other) => holds(other, date)));
        expect(leavesNobody(others, own, day)).toBe(lost);
      }),
      { numRuns: 3_000 },
    );
  });
});
