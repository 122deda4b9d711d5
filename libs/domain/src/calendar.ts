/** A calendar date in Europe/Oslo, "2026-11-21". Sorts and compares as text. */
export type CalendarDate = string;

/** A date as the number of days since 1 January 1970: what the arithmetic of the rules runs on. */
export type Day = number;

/** An ISO week, known by the day number of its Monday. */
export type Week = Day;

/** Both ends belong to the period. */
export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const MILLISECONDS_A_DAY = 86_400_000;

/** The day number of a date. The date must be valid (see `isCalendarDate`). */
export const dayOf = (date: CalendarDate): Day => Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_A_DAY;

export const dateOf = (day: Day): CalendarDate => new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);

/** Dates are taken from 2000 to 2099: whatever lies outside is a slip of the pen. */
const inSpan = /^20\d\d-\d\d-\d\d$/;

/** Says whether a text is a date that exists, between 2000 and 2099: 2027-02-29 does not. */
export const isCalendarDate = (text: string): boolean => inSpan.test(text) && exists(text);

/** Says whether a text is a date that exists, but before 2000 or after 2099. */
export const isDateOutsideSpan = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !inSpan.test(text) && exists(text);

function exists(text: string): boolean {
  const day = dayOf(text);
  return !Number.isNaN(day) && dateOf(day) === text;
}

export const addDays = (date: CalendarDate, days: number): CalendarDate => dateOf(dayOf(date) + days);

/** 1 January 1970 was a Thursday, so the Monday of its week is day -3. */
export const weekOf = (day: Day): Week => Math.floor((day + 3) / 7) * 7 - 3;

/** "2026-W47". The ISO year is that of the week's Thursday. */
export function weekLabel(week: Week): string {
  const year = Number(dateOf(week + 3).slice(0, 4));
  const firstWeek = weekOf(dayOf(`${year}-01-04`));
  return `${year}-W${String((week - firstWeek) / 7 + 1).padStart(2, '0')}`;
}

/** The days that two spans share, or null. */
export function overlap(a: Period, b: Period): Period | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}

export const includes = (period: Period, date: CalendarDate): boolean => period.from <= date && date <= period.to;

/** Working days: Monday to Friday except public holidays (product.md, Time). */
export class WorkingCalendar {
  /** The last year whose holidays are known: behind it Easter and 17 May would count as working days. */
  readonly lastHolidayYear: number;
  private readonly holidays: ReadonlySet<Day>;

  /** @param holidays dates of the public holidays, for all the years that will be asked about */
  constructor(holidays: Iterable<CalendarDate>) {
    this.holidays = new Set([...holidays].map(dayOf));
    this.lastHolidayYear = Math.max(...[...this.holidays].map((day) => Number(dateOf(day).slice(0, 4))));
  }

  isWorkingDay(day: Day): boolean {
    return day - weekOf(day) < 5 && !this.holidays.has(day);
  }

  /** How many working days lie from one day to another, both included. */
  workingDays(from: Day, to: Day): number {
    let count = 0;
    for (let day = from; day <= to; day += 1) if (this.isWorkingDay(day)) count += 1;
    return count;
  }
}
