import type { Chance } from '../chance.js';
import type { Field, Form, Words } from './fields.js';

/** One of some things, each as likely as its weight says beside the others. */
export function weighted<T>(by: Chance, things: readonly T[], weight: (thing: T) => number): T {
  let left = by.next() * things.reduce((sum, thing) => sum + weight(thing), 0);
  const chosen = things.find((thing) => (left -= weight(thing)) < 0) ?? things.at(-1);
  if (chosen === undefined) throw new Error('There is nothing to choose among.');
  return chosen;
}

/** Whether something happens that happens in so many of a hundred cases. */
export const happens = (by: Chance, percent: number): boolean => by.next() * 100 < percent;

/** Puts values into the {places} of a text, in one written form. */
export const filled = (words: Words, form: Form, values: Readonly<Record<string, string>>): string =>
  words[form].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** What the words of a field put into texts. */
export const wordsOf = ({ who, task }: Field, form: Form): { who: string; Who: string; task: string } => ({
  who: who[form],
  Who: capital(who[form]),
  task: task[form],
});

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('nb') + text.slice(1);

/** The usual place of a field's work mostly, and now and then another that it allows. */
export const workModeOf = (by: Chance, { workModes }: Field): Field['workModes'][number] => {
  const [usual] = workModes;
  return usual !== undefined && happens(by, 65) ? usual : by.of(workModes);
};
