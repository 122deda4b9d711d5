import fc from 'fast-check';
import { addDays, dateOf, dayOf, isCalendarDate, isDateOutsideSpan, overlap, weekLabel, weekOf, WorkingCalendar } from './calendar.js';

const norway = new WorkingCalendar(['2026-12-25', '2026-12-26', '2027-01-01', '2027-03-25', '2027-03-26', '2027-03-29']);

describe('a date', () => {
  it('exists or is refused', () => {
    expect(isCalendarDate('2028-02-29')).toBe(true);
    expect(isCalendarDate('2027-02-29')).toBe(false);
    expect(isCalendarDate('2027-1-1')).toBe(false);
    expect(isCalendarDate('1027-01-01')).toBe(false);
    expect(isCalendarDate('i morgen')).toBe(false);
  });
  it('that exists may lie too far away', () => {
    expect(isDateOutsideSpan('1990-01-01')).toBe(true);
    expect(isDateOutsideSpan('2100-01-01')).toBe(true);
    expect(isDateOutsideSpan('2027-01-01')).toBe(false);
    expect(isDateOutsideSpan('1990-02-30')).toBe(false);
    expect(isDateOutsideSpan('i morgen')).toBe(false);
  });
  it('survives summer time and the turn of the year', () => {
    expect(addDays('2027-03-27', 2)).toBe('2027-03-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('an ISO week', () => {
  it.each([
    ['2026-11-21', '2026-W47'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('of %s is %s', (date, label) => expect(weekLabel(weekOf(dayOf(date)))).toBe(label));

  it('has a label of its own, and starts on a Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayOf('2001-01-01'), max: dayOf('2098-12-31') }), (day) => {
        const week = weekOf(day);
        expect(day - week).toBeGreaterThanOrEqual(0);
        expect(day - week).toBeLessThan(7);
        expect(new Date(`${dateOf(week)}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(weekLabel(week)).toMatch(/^20\d\d-W\d\d$/);
        expect(weekLabel(week + 7) > weekLabel(week)).toBe(true);
      }),
    );
  });
});

describe('working days', () => {
  it('leave out Saturday and Sunday', () => expect(norway.workingDays(dayOf('2026-11-21'), dayOf('2026-11-27'))).toBe(5));
  it('leave out the Easter holidays', () => expect(norway.workingDays(dayOf('2027-03-22'), dayOf('2027-03-29'))).toBe(3));
});

describe('the years whose holidays are known', () => {
  it('end with the last that was entered', () => expect(norway.lastHolidayYear).toBe(2027));
  it('are none where none was', () => expect(new WorkingCalendar([]).lastHolidayYear).toBe(-Infinity));
});

describe('two periods', () => {
  it('share the days that lie in both', () =>
    expect(overlap({ from: '2027-01-01', to: '2027-01-10' }, { from: '2027-01-10', to: '2027-02-01' })).toEqual({
      from: '2027-01-10',
      to: '2027-01-10',
    }));
  it('share nothing when they only follow each other', () =>
    expect(overlap({ from: '2027-01-01', to: '2027-01-09' }, { from: '2027-01-10', to: '2027-02-01' })).toBeNull());
});
