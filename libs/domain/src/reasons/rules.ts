import { says } from './sentences.js';

/** Why the system took a step: the rule that is its reason (transitions.md). Stored by its key, told in the reader's language. */
export const rules = {
  'answer-by-passed': says({
    nb: () => 'Svarfristen gikk ut uten at noe var avtalt.',
    nn: () => 'Svarfristen gjekk ut utan at noko var avtalt.',
    en: () => 'The deadline for answers passed with nothing agreed.',
  }),
  'last-day-passed': says({
    nb: () => 'Den siste dagen i tilbudet er passert.',
    nn: () => 'Den siste dagen i tilbodet er passert.',
    en: () => 'The last day of the offer has passed.',
  }),
  'resume-day-came': says({
    nb: () => 'Dagen pausen skulle vare til, er kommet.',
    nn: () => 'Dagen pausen skulle vare til, er komen.',
    en: () => 'The day that the pause should last until has come.',
  }),
  'specialist-erased': says({
    nb: () => 'Fagpersonen er slettet fra Fagtorg.',
    nn: () => 'Fagpersonen er sletta frå Fagtorg.',
    en: () => 'The specialist has been erased from Fagtorg.',
  }),
} as const;

export type Rule = keyof typeof rules;

/** The rule behind a stored reason, or null where somebody wrote it. */
export const ruleOf = (reason: string): Rule | null => (Object.hasOwn(rules, reason) ? (reason as Rule) : null);
