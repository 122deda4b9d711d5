import { type CalendarDate, dayOf, type Week, weekLabel, weekOf } from '@fagtorg/domain';
import type { OfferWeek } from '../generated/graphql.js';
import { checkDate } from '../operation/bad-input.js';

/** The weeks from the one that a day lies in to the one that another lies in; null is without end. Minutes are what is offered. */
export function weeksBetween(offered: ReadonlyMap<Week, number>, from: CalendarDate, to: CalendarDate | null): OfferWeek[] {
  for (const date of [from, to]) checkDate(date);
  const first = weekOf(dayOf(from));
  const last = to === null ? Infinity : dayOf(to);
  return [...offered]
    .filter(([week]) => week >= first && week <= last)
    .map(([week, minutes]) => ({ week: weekLabel(week), offered: minutes, held: 0, committed: 0 }));
}
