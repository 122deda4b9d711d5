import type { ReferenceProblem } from './problem.js';
import type { ReferenceTables } from './read-tables.js';
import { duplicates } from './references.js';

const EVERY_YEAR = ['01-01', '05-01', '05-17', '12-25', '12-26'];
/** Half days by custom and agreement, but working days by law. */
const NO_HOLIDAYS = ['12-24', '12-31'];
/** Twelve days off a year, of which two may fall together, as on 17 May 2027. */
const LEAST_DAYS = 11;
const MOST_DAYS = 12;

/** A missing year or day would make every deadline in it wrong without a sound, so the years must be whole and follow each other. */
export function checkHolidays({ holidays }: ReferenceTables): ReferenceProblem[] {
  if (!holidays.cells) return [];
  const dates = holidays.rows.map(({ row }) => row.date);
  const whole = (reason: string): ReferenceProblem => ({ file: holidays.file, line: null, reason });
  return [
    ...duplicates(holidays, 'holiday', ({ date }) => date),
    ...holidays.rows
      .filter(({ row }) => NO_HOLIDAYS.includes(row.date.slice(5)))
      .map(({ line, row }) => ({ file: holidays.file, line, reason: `${row.date} is no public holiday` })),
    ...yearsBetween(dates).flatMap((year) => {
      const days = dates.filter((date) => date.startsWith(year));
      const missing = EVERY_YEAR.filter((day) => !days.includes(`${year}-${day}`));
      const count = days.length < LEAST_DAYS || days.length > MOST_DAYS ? [whole(`${year} has ${days.length} public holidays`)] : [];
      return [...missing.map((day) => whole(`${year}-${day} is missing`)), ...count];
    }),
  ];
}

function yearsBetween(dates: readonly string[]): string[] {
  const years = dates.map((date) => Number(date.slice(0, 4)));
  const first = Math.min(...years);
  return dates.length === 0 ? [] : Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => String(first + index));
}
