import type { ClockReading } from '@fagtorg/core';

const MORNING = 'T08:00';
const pattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads a date, or a date and a time. With an offset it is a point in time, else a time on the wall in Norway, for which PostgreSQL knows the
 * offset. Null for anything else, and for days that no calendar has.
 */
export function momentOf(words: string): Date | string | null {
  const [, date, time, offset] = pattern.exec(words.trim()) ?? [];
  if (date === undefined || !isDate(date)) return null;
  const wallTime = time === undefined ? `${date}${MORNING}` : `${date}T${time}`;
  const at = new Date(`${wallTime}${offset ?? 'Z'}`);
  if (Number.isNaN(at.getTime()) || !isNear(at)) return null;
  return offset === undefined ? wallTime : at;
}

const isDate = (date: string): boolean => {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
};

/** The reference data and the clock's offset reach about so far. */
const isNear = (at: Date): boolean => at.getUTCFullYear() >= 2020 && at.getUTCFullYear() <= 2060;

const SECONDS_A_DAY = 86_400;
const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  ...{ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
});

/** "It is Monday 15 March 2027 at 08:00 in Norway, 114 days after real time." */
export function clockWords({ now, offsetSeconds }: Pick<ClockReading, 'now' | 'offsetSeconds'>): string {
  if (offsetSeconds === 0) return `It is ${format.format(now)} in Norway: real time.`;
  const away = Math.abs(offsetSeconds);
  const days = Math.round(away / SECONDS_A_DAY);
  const span = away < SECONDS_A_DAY ? `${Math.round(away / 360) / 10} hours` : `${days} ${days === 1 ? 'day' : 'days'}`;
  return `It is ${format.format(now)} in Norway, about ${span} ${offsetSeconds > 0 ? 'after' : 'before'} real time.`;
}
