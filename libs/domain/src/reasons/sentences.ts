import { list, type Texts, type Tongue } from '../language.js';
import type { EngagementForm, WorkLanguage } from '../need.js';
import { engagementWords, needStatusWords, offerStatusWords, workLanguageWords } from '../words.js';

type Sentences<F> = Readonly<Record<Tongue, (facts: F) => string>>;
/** Declares a sentence in every language; a language that lacks it does not compile. */
export const says = <F = undefined>(sentences: Sentences<F>): Sentences<F> => sentences;

/** A need's and an offer's words where they agree; an expired need and an expired offer have a word of their own each, so here a third. */
const statusTexts: Readonly<Partial<Record<string, Texts>>> = {
  ...needStatusWords,
  ...offerStatusWords,
  EXPIRED: { nb: 'Utløpt', nn: 'Utløpt', en: 'Expired' },
};
const statusWord = (status: string, tongue: Tongue): string => statusTexts[status]?.[tongue] ?? status;
export const quoted = (status: string, tongue: Tongue): string =>
  tongue === 'en' ? `“${statusWord(status, 'en')}”` : `«${statusWord(status, tongue)}»`;
const statusWordsOf = (statuses: readonly string[], tongue: Tongue): string =>
  list(
    statuses.map((status) => quoted(status, tongue)),
    tongue,
    'disjunction',
  );
/** Nothing where no status allows the act: what begins a thing cannot be done to one that exists. */
export const allowedSentence = (start: string, allowed: readonly string[], tongue: Tongue): string =>
  allowed.length === 0 ? '' : ` ${start} ${statusWordsOf(allowed, tongue)}.`;

export const forms = (offered: readonly EngagementForm[], tongue: Tongue): string =>
  list(
    offered.map((form) => engagementWords[form][tongue]),
    tongue,
  );

/** "bokmål, nynorsk eller engelsk": languages by the names that people know, as a choice. */
export const languagesNamed = (languages: readonly WorkLanguage[], tongue: Tongue): string =>
  list(
    languages.map((language) => workLanguageWords[language][tongue]),
    tongue,
    'disjunction',
  );
