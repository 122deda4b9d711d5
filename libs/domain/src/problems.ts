import { type CalendarDate, dayOf, isCalendarDate, isDateOutsideSpan, type Period, type WorkingCalendar } from './calendar.js';
import { refuse, type Refused } from './refusal.js';
import { ok, type Result } from './result.js';
import { workLanguages } from './need.js';

/** Checks that several kinds of input share. Each yields what is wrong, in the order a reader would meet it. */

type Path = readonly string[];

/** A number of whole minutes from 1 to a most. */
export function* minuteProblems(path: Path, minutes: number, max: number): Generator<Refused> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > max) {
    yield refuse('INVALID_INPUT', path, 'minutes-out-of-range', { min: 1, max });
  }
}

export function* numberProblems(path: Path, value: number, min: number, max: number): Generator<Refused> {
  if (!Number.isInteger(value) || value < min || value > max) yield refuse('INVALID_INPUT', path, 'number-out-of-range', { min, max });
}

export function* yearProblems(path: Path, year: number, min: number, max: number): Generator<Refused> {
  if (!Number.isInteger(year) || year < min || year > max) yield refuse('INVALID_INPUT', path, 'year-out-of-range', { min, max });
}

export function* dateProblems(path: Path, date: CalendarDate): Generator<Refused> {
  if (isDateOutsideSpan(date)) yield refuse('INVALID_INPUT', path, 'date-outside-span', { value: date });
  if (!isCalendarDate(date)) yield refuse('INVALID_INPUT', path, 'not-a-date', { value: date.slice(0, 40) });
}

/** What is wrong with a single date, or null. */
export const dateProblem = (date: CalendarDate): Refused | null => firstOf(dateProblems([], date));

/** A date that lies ahead; from tomorrow on, or today too. */
export function* aheadProblems(path: Path, date: CalendarDate, today: CalendarDate, from: 'today' | 'tomorrow'): Generator<Refused> {
  yield* dateProblems(path, date);
  if (date < today) yield refuse('INVALID_INPUT', path, 'date-passed', { today });
  if (from === 'tomorrow' && date === today) yield refuse('INVALID_INPUT', path, 'date-is-today', { today });
}

/** The longest period that hours can be asked for or offered in, in years. */
const YEARS = 3;

export function* periodProblems(path: Path, period: Period, calendar: WorkingCalendar): Generator<Refused> {
  yield* dateProblems([...path, 'from'], period.from);
  yield* dateProblems([...path, 'to'], period.to);
  if (period.to < period.from) yield refuse('INVALID_INPUT', path, 'period-reversed', period);
  if (dayOf(period.to) - dayOf(period.from) > YEARS * 366) yield refuse('INVALID_INPUT', path, 'period-too-long', { years: YEARS });
  const year = calendar.lastHolidayYear;
  if (Number(period.to.slice(0, 4)) > year) yield refuse('INVALID_INPUT', [...path, 'to'], 'holidays-unknown', { year });
}

/** Somebody must be able to work in it: a weekend, or what is left of a week on a Friday, never matches. */
export function* workingDayProblems(
  path: Path,
  periods: readonly Period[],
  calendar: WorkingCalendar,
  today: CalendarDate,
): Generator<Refused> {
  if (periods.every(({ to }) => to <= today)) yield refuse('INVALID_INPUT', path, 'period-over', { today });
  const ahead = ({ from, to }: Period): number => calendar.workingDays(Math.max(dayOf(from), dayOf(today) + 1), dayOf(to));
  if (periods.every((period) => ahead(period) === 0)) yield refuse('INVALID_INPUT', path, 'no-working-day', undefined);
}

/** A list with something in it, not too much, and nothing twice. */
export function* choiceProblems(path: Path, values: readonly string[], rule: { max: number; required: boolean }): Generator<Refused> {
  if (rule.required && values.length === 0) yield refuse('INVALID_INPUT', path, 'none-given', undefined);
  if (values.length > rule.max) yield refuse('INVALID_INPUT', path, 'too-many', { limit: rule.max });
  const again = values.find((value, index) => values.indexOf(value) !== index);
  if (again !== undefined) yield refuse('INVALID_INPUT', path, 'repeated', { value: again.slice(0, 80) });
}

export function* workLanguageProblems(path: Path, asked: readonly string[]): Generator<Refused> {
  yield* choiceProblems(path, asked, { max: workLanguages.length, required: false });
  const unknown = asked.find((language) => !workLanguages.some((known) => known === language));
  if (unknown !== undefined) {
    yield refuse('INVALID_INPUT', path, 'unknown-language', { value: unknown.slice(0, 20), known: workLanguages });
  }
}

/** Whether dates that may be left out exist. Refuses the first that does not, at its name. */
export function checkDates(dates: Readonly<Record<string, CalendarDate | null>>, path: Path): Result<typeof dates> {
  function* problems(): Generator<Refused> {
    for (const [name, date] of Object.entries(dates)) if (date !== null) yield* dateProblems([...path, name], date);
  }
  return firstOf(problems()) ?? ok(dates);
}

/** The first thing that is wrong, or null. */
export function firstOf(problems: Iterable<Refused>): Refused | null {
  for (const problem of problems) return problem;
  return null;
}
