import { addDays, type CalendarDate, dateOf, dayOf, type NeedDraft, type Period, weekOf } from '@fagtorg/domain';
import type { Chance } from '../chance.js';
import { happens } from './choosing.js';
import type { Field } from './fields.js';

/** How much of a need there is, and when. */
export type Work = Pick<NeedDraft, 'minutesTotal' | 'minutesPerWeek' | 'minutesMin' | 'period'>;

/** How much and when. Work begins on a Monday and ends on a Friday. */
export function workOf(by: Chance, { rhythm }: Field, today: CalendarDate): Work {
  const periodOf = (earliest: number, latest: number, weeks: number): Period => {
    const monday = weekOf(dayOf(today)) + 7 * by.between(earliest, latest);
    return { from: dateOf(monday), to: dateOf(monday + 7 * weeks - 3) };
  };
  if (rhythm === 'post') {
    const minutesPerWeek = by.of([225, 450, 450, 675, 900, 1125]);
    const weeks = by.between(16, 44);
    // Some weeks are short or fall away.
    return { minutesTotal: minutesPerWeek * Math.floor(weeks * 0.9), minutesPerWeek, minutesMin: null, period: periodOf(3, 14, weeks) };
  }
  const hours = by.of(rhythm === 'task' ? [40, 60, 60, 80, 80, 100, 120, 120, 150, 200] : [20, 30, 40, 60, 80]);
  const weeks = rhythm === 'task' ? Math.max(6, Math.ceil(hours / by.between(6, 15))) : by.between(4, 10);
  return {
    minutesTotal: hours * 60,
    minutesPerWeek: happens(by, 40) ? Math.ceil((hours * 1.5) / weeks) * 60 : null,
    minutesMin: happens(by, 30) ? (hours / 2) * 60 : null,
    period: periodOf(rhythm === 'task' ? 3 : 1, rhythm === 'task' ? 12 : 5, weeks),
  };
}

/** Between one week and eight from now, and on the Friday before the work begins at the latest where there is a week until then. */
export function answerBy(by: Chance, { from }: Period, today: CalendarDate): CalendarDate {
  const soonest = addDays(today, 7);
  const wished = addDays(today, by.between(7, 56));
  const friday = addDays(from, -3);
  const latest = friday > soonest ? friday : soonest;
  return wished < latest ? wished : latest;
}
