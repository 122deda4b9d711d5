import { addDays, type CalendarDate } from './calendar.js';
import { dateProblems, firstOf } from './problems.js';
import { refuse, type Refused } from './refusal.js';
import { ok, type Result } from './result.js';
import { reasonProblems } from './role-draft.js';

/** The days that somebody holds a role; null is without end. A role that was ended before its first day holds none. */
export interface Tenure {
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

/** That a role ends: `from` is the first day without it. */
export interface Ending {
  readonly from: CalendarDate;
  readonly reason: string;
}

/** Checks that a role can end when it shall. Refuses with INVALID_INPUT, and with ILLEGAL_TRANSITION where it is over by then. */
export function checkEnding(tenure: Tenure, { from, reason }: Ending, today: CalendarDate): Result<Tenure> {
  function* problems(): Generator<Refused> {
    yield* dateProblems(['from'], from);
    const last = addDays(today, DAYS_AHEAD);
    if (from < today || from > last) yield refuse('INVALID_INPUT', ['from'], 'day-out-of-range', { first: today, last });
    yield* reasonProblems(reason);
    if (tenure.to !== null && tenure.to < from) yield refuse('ILLEGAL_TRANSITION', [], 'role-is-over', { last: tenure.to });
  }
  return firstOf(problems()) ?? ok(endedFrom(tenure, from));
}

const DAYS_AHEAD = 366;

/** The days that are left of a role when it ends from a day on; none where it had not begun. */
export const endedFrom = (tenure: Tenure, day: CalendarDate): Tenure => ({
  from: tenure.from,
  to: addDays(day > tenure.from ? day : tenure.from, -1),
});

/**
 * Whether an organisation would lose its last administrator: whether there is a day that `ending` covers from `day` on and none of the others.
 * @param others the days of all other administrators
 */
export function leavesNobody(others: readonly Tenure[], ending: Tenure, day: CalendarDate): boolean {
  const inOrder = [...others].sort((a, b) => (a.from < b.from ? -1 : 1));
  let uncovered = day > ending.from ? day : ending.from;
  for (const { from, to } of inOrder) {
    if (ending.to !== null && uncovered > ending.to) return false;
    if (from > uncovered) return true;
    if (to === null) return false;
    if (to >= uncovered) uncovered = addDays(to, 1);
  }
  return ending.to === null || uncovered <= ending.to;
}
