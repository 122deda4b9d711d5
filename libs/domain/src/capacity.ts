import { dayOf, type Day, type Period, type Week, weekOf, type WorkingCalendar } from './calendar.js';

/** A stretch of time in which a specialist lends so many minutes in a full week. Those of one offer don't overlap. */
export interface Availability {
  readonly period: Period;
  readonly minutesPerWeek: number;
}

/** What a specialist has on the calendar of one offer. */
export interface SpecialistWeeks {
  readonly availability: readonly Availability[];
  /** Minutes held or committed already, by week. */
  readonly taken: ReadonlyMap<Week, number>;
  readonly leave: readonly Period[];
}

/** The side of the need that bounds what can be used. */
export interface WeeklyUse {
  readonly period: Period;
  /** Most the borrower can use in one week, in minutes; never prorated in a short week. */
  readonly minutesPerWeek: number | null;
}

const WORKING_DAYS_A_WEEK = 5;

/** Minutes offered in each week: every availability gives floor(minutes × its working days / 5), leave taken out (product.md, Matching). */
export function offeredByWeek(weeks: SpecialistWeeks, calendar: WorkingCalendar): Map<Week, number> {
  return minutesByWeek(weeks, calendar, -Infinity, Infinity);
}

/** A specialist's own weeks: in each the largest of the live offers, since they are made of the same hours (product.md, Capacity). */
export function largestByWeek(offers: Iterable<readonly Availability[]>, calendar: WorkingCalendar): Map<Week, number> {
  const largest = new Map<Week, number>();
  for (const availability of offers) {
    for (const [week, minutes] of offeredByWeek({ availability, taken: new Map(), leave: [] }, calendar)) {
      largest.set(week, Math.max(minutes, largest.get(week) ?? 0));
    }
  }
  return new Map([...largest].sort(([a], [b]) => a - b));
}

/**
 * Minutes of an offer that a need can use, week by week: the working days that lie in the availability, in the need's period, after
 * today and outside the leave; never more than is free in the week or than the need takes in one (product.md, Matching).
 */
export function usableByWeek(weeks: SpecialistWeeks, use: WeeklyUse, today: Day, calendar: WorkingCalendar): Map<Week, number> {
  const shared = minutesByWeek(weeks, calendar, Math.max(dayOf(use.period.from), today + 1), dayOf(use.period.to));
  const offered = weeks.taken.size > 0 ? offeredByWeek(weeks, calendar) : null;
  for (const [week, minutes] of shared) {
    const free = offered ? (offered.get(week) ?? 0) - (weeks.taken.get(week) ?? 0) : Infinity;
    shared.set(week, Math.max(0, Math.min(minutes, free, use.minutesPerWeek ?? Infinity)));
  }
  return shared;
}

/** How many minutes of an open need an offer can cover. */
export function feasibleMinutes(usable: ReadonlyMap<Week, number>, open: number): number {
  let sum = 0;
  for (const minutes of usable.values()) sum += minutes;
  return Math.min(open, sum);
}

function minutesByWeek(weeks: SpecialistWeeks, calendar: WorkingCalendar, earliest: Day, latest: Day): Map<Week, number> {
  const leave = weeks.leave.map((period) => [dayOf(period.from), dayOf(period.to)] as const);
  const away = (day: Day): boolean => leave.some(([from, to]) => from <= day && day <= to);
  const minutes = new Map<Week, number>();
  for (const { period, minutesPerWeek } of weeks.availability) {
    const from = Math.max(dayOf(period.from), earliest);
    const to = Math.min(dayOf(period.to), latest);
    for (let week = weekOf(from); week <= to; week += 7) {
      let days = 0;
      for (let day = Math.max(week, from); day <= Math.min(week + 4, to); day += 1) {
        if (calendar.isWorkingDay(day) && !away(day)) days += 1;
      }
      if (days > 0) minutes.set(week, (minutes.get(week) ?? 0) + Math.floor((minutesPerWeek * days) / WORKING_DAYS_A_WEEK));
    }
  }
  return minutes;
}
