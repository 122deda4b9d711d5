import type { CalendarDate, CompetenceCode, NeedToMatch, OfferToMatch, Period } from '@fagtorg/domain';

/** What the reference rules stand on: the raw facts, none of the production code's own structures. */
export interface ReferenceGround {
  readonly today: CalendarDate;
  readonly holidays: ReadonlySet<CalendarDate>;
  readonly broader: ReadonlyMap<CompetenceCode, CompetenceCode | null>;
}

const DAY = 86_400_000;
const time = (date: CalendarDate): number => new Date(`${date}T12:00:00Z`).getTime();
const dateAt = (milliseconds: number): CalendarDate => new Date(milliseconds).toISOString().slice(0, 10);

/** Every date of a period, one by one. */
function datesOf({ from, to }: Period): CalendarDate[] {
  const dates: CalendarDate[] = [];
  for (let at = time(from); at <= time(to); at += DAY) dates.push(dateAt(at));
  return dates;
}

const isWorkingDay = (date: CalendarDate, holidays: ReadonlySet<CalendarDate>): boolean =>
  ![0, 6].includes(new Date(time(date)).getUTCDay()) && !holidays.has(date);

/** The Monday of a date's week, as the number of days since 1 January 1970: the key that taken minutes are kept under. */
function mondayOf(date: CalendarDate): number {
  let at = time(date);
  while (new Date(at).getUTCDay() !== 1) at -= DAY;
  return Math.floor(at / DAY);
}

const lies = (date: CalendarDate, periods: readonly Period[]): boolean => periods.some(({ from, to }) => from <= date && date <= to);

/** Σ usable(w) over the weeks, never more than is open; and in how many weeks the two share a working day that is ahead. */
export function referenceFeasible(need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): { minutes: number; weeks: number } {
  const { availability, taken, leave } = offer.weeks;
  const present = availability.flatMap(({ period, minutesPerWeek }, part) =>
    datesOf(period)
      .filter((date) => isWorkingDay(date, ground.holidays) && !lies(date, leave))
      .map((date) => ({ part, minutesPerWeek, date, monday: mondayOf(date) })),
  );
  const useful = present.filter(({ date }) => lies(date, [need.period]) && date > ground.today);

  const minutesIn = (monday: number, days: typeof present): number => {
    let minutes = 0;
    for (const [part, { minutesPerWeek }] of availability.entries()) {
      const d = days.filter((day) => day.part === part && day.monday === monday).length;
      minutes += Math.floor((minutesPerWeek * d) / 5);
    }
    return minutes;
  };

  let sum = 0;
  const mondays = new Set(useful.map(({ monday }) => monday));
  for (const monday of mondays) {
    const free = minutesIn(monday, present) - (taken.get(monday) ?? 0);
    sum += Math.max(0, Math.min(minutesIn(monday, useful), free, need.minutesPerWeek ?? Infinity));
  }
  return { minutes: Math.min(need.open, sum), weeks: mondays.size };
}

/**
 * By how many days the offer would have to be stretched to share a working day with the need: 0 where it does, null where the need has
 * none left. product.md leaves the measure open.
 */
export function referenceGap(need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): number | null {
  const asked = datesOf(need.period).filter((date) => date > ground.today && isWorkingDay(date, ground.holidays));
  const offered = offer.weeks.availability.flatMap(({ period }) => datesOf(period)).map(time);
  const gaps = asked.map(time).flatMap((one) => offered.map((other) => Math.abs(one - other) / DAY));
  return gaps.length === 0 ? null : Math.min(...gaps);
}
