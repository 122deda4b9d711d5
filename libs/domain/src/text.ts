import { refuse, type Refused } from './refusal.js';

/** Format characters that show nothing, other than the joiners that some scripts are spelt with: soft hyphens, zero-width spaces, marks. */
const invisible = /(?![\u200c\u200d])(?=\p{DI})\p{Cf}/gu;

/** What people write is kept in one Unicode form, without surrounding space and without what nobody can see. */
export const tidy = (text: string): string => text.normalize('NFC').replace(invisible, '').trim();

/** Whether a text says nothing: no letter and no digit that shows. */
export const isBlank = (text: string): boolean => !/(?!\p{DI})[\p{L}\p{N}]/u.test(text);

/** Control characters other than line breaks and tabs, half characters, and the marks that turn text around: none can be shown safely. */
const unreadable = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with a text that a person wrote, if anything. */
export function* textProblems(path: readonly string[], text: string, rule: { max: number; required: boolean }): Generator<Refused> {
  if (rule.required && isBlank(text)) yield refuse('INVALID_INPUT', path, 'text-missing', undefined);
  if (text.length > rule.max) yield refuse('INVALID_INPUT', path, 'text-too-long', { limit: rule.max });
  if (unreadable.test(text)) yield refuse('INVALID_INPUT', path, 'text-unreadable', undefined);
}
