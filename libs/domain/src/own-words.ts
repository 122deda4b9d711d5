import { type Language, languages } from './language.js';
import { firstOf } from './problems.js';
import { refuse, type Refused } from './refusal.js';
import { ok, type Result } from './result.js';
import { textProblems, tidy } from './text.js';

/** What a person says about themselves. The language is what texts come in; null is the organisation's written form. */
export interface OwnWords {
  readonly name: string;
  readonly title: string;
  readonly language: string | null;
}

export interface CheckedOwnWords extends OwnWords {
  readonly language: Language | null;
}

/** In characters. */
const LONGEST = 200;

/** Refuses with INVALID_INPUT what cannot be shown. */
export function checkOwnWords(words: OwnWords): Result<CheckedOwnWords> {
  const { name, title } = words;
  const language = languages.find((known) => known === words.language) ?? null;
  return firstOf(problems(words)) ?? ok({ name: tidy(name), title: tidy(title), language });
}

function* problems({ name, title, language }: OwnWords): Generator<Refused> {
  yield* textProblems(['name'], name, { max: LONGEST, required: true });
  yield* textProblems(['title'], title, { max: LONGEST, required: false });
  if (language !== null && !languages.some((known) => known === language)) {
    yield refuse('INVALID_INPUT', ['language'], 'unknown-reading-language', undefined);
  }
}
