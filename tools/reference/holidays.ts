import Holidays from 'date-holidays';
import { byText, the } from './source.js';

const FIRST_YEAR = 2020;
const LAST_YEAR = 2045;

/** The library has one Norwegian for both forms; where nynorsk has a word of its own, and where English has a more usual one. */
const nynorsk: ReadonlyMap<string, string> = new Map([
  ['Skjærtorsdag', 'Skjertorsdag'],
  ['Arbeidernes dag', 'Arbeidarane sin dag'],
]);
const usualEnglish: ReadonlyMap<string, string> = new Map([['Pentecost', 'Whit Sunday']]);

/** "Andre pinsedag" inside a sentence. */
const within = (name: string): string => name.replace(/^(Første|Andre) /, (word) => word.toLowerCase());

/** Days off by law; Christmas Eve and New Year's Eve are none. A day that is two holidays at once (17 May 2027) is one row. */
export function holidays() {
  const norwegian = new Holidays('NO', { types: ['public'], languages: 'no' });
  const english = new Holidays('NO', { types: ['public'], languages: 'en' });
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const rows = new Map<string, { date: string; name_nb: string; name_nn: string; name_en: string }>();
  for (const year of years) {
    const inEnglish = new Map(english.getHolidays(year).map((holiday) => [holiday.rule, holiday.name]));
    for (const { date: moment, name, rule } of norwegian.getHolidays(year)) {
      const date = moment.slice(0, 10);
      const same = rows.get(date);
      const nn = nynorsk.get(name) ?? name;
      const en = usualEnglish.get(the(inEnglish, rule)) ?? the(inEnglish, rule);
      rows.set(date, {
        date,
        name_nb: same ? `${same.name_nb} og ${within(name)}` : name,
        name_nn: same ? `${same.name_nn} og ${within(nn)}` : nn,
        name_en: same ? `${same.name_en} and ${en}` : en,
      });
    }
  }
  return [...rows.values()].sort((a, b) => byText(a.date, b.date));
}
