import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { dateOf, dayOf, type Period, weekLabel, weekOf, WorkingCalendar } from './calendar.js';
import { type Availability, feasibleMinutes, offeredByWeek, type SpecialistWeeks, usableByWeek } from './capacity.js';

const holidays = ['2026-12-25', '2027-01-01', '2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'];
const calendar = new WorkingCalendar(holidays);

const period = (text: string): Period => {
  const [from = '', to = ''] = text.split('/');
  return { from, to };
};
const availability = (text: string): Availability => ({
  period: period(text),
  minutesPerWeek: Number(text.split('/')[2]),
});
const words = (text: string): string[] => text.split(' ').filter(Boolean);
/** "2027-W03" → its Monday: whichever week around there has that name. */
function weekNamed(label: string): number {
  let week = weekOf(dayOf(`${label.slice(0, 4)}-01-01`));
  while (weekLabel(week) !== label) week += 7;
  expect(dateOf(week) < '2100').toBe(true);
  return week;
}
const taken = (text: string): Map<number, number> =>
  new Map(words(text).map((part) => [weekNamed(part.split(':')[0] ?? ''), Number(part.split(':')[1])]));

interface Example {
  readonly [column: string]: string;
}
const examples = parse(readFileSync(new URL('./capacity.examples.csv', import.meta.url)), { columns: true });

describe('the minutes that fit', () => {
  it.each((examples as Example[]).map((row) => [row['case'] ?? '', row] as const))('%s', (_, row) => {
    const column = (name: string): string => Object.entries(row).find(([key]) => key.startsWith(name))?.[1] ?? '';
    const weeks: SpecialistWeeks = {
      availability: words(column('availabilities')).map(availability),
      taken: taken(column('taken')),
      leave: words(column('leave')).map(period),
    };
    const limit = column('need_minutes_per_week');
    const use = { period: { from: column('need_from'), to: column('need_to') }, minutesPerWeek: limit === '' ? null : Number(limit) };
    const usable = usableByWeek(weeks, use, dayOf(column('today')), calendar);
    expect(feasibleMinutes(usable, Number(column('open_minutes')))).toBe(Number(column('feasible_minutes')));
  });
});

describe('what an offer offers in a week', () => {
  it('is prorated by its working days, holidays and leave taken out', () => {
    const weeks: SpecialistWeeks = {
      availability: [{ period: { from: '2027-03-22', to: '2027-04-02' }, minutesPerWeek: 500 }],
      taken: new Map(),
      leave: [{ from: '2027-03-30', to: '2027-03-30' }],
    };
    expect([...offeredByWeek(weeks, calendar).values()]).toEqual([300, 300]);
  });
});
