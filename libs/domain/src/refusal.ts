import { reasons, type Reasons } from './reasons/index.js';
import { type Language, tongueOf } from './language.js';

/** Why something expected could not be done; the closed set of the public contract. */
export const refusalCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'STALE_REVISION',
  'ILLEGAL_TRANSITION',
  'CAPACITY_EXCEEDED',
  'EXPIRED',
  'IMPARTIALITY',
  'OUT_OF_SCOPE',
  'LIMIT_EXCEEDED',
  'TERMS_MISSING',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A refusal is a value: a code for programs, a place in the input, and a sentence for people in their language. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The way to the offending field, from the mutation's `input`; empty where no single field is to blame. */
  readonly path: readonly string[];
  readonly say: (language: Language) => string;
}

/** The unhappy half of a Result. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** Refuses with a sentence of the catalogue. */
export function refuse<K extends keyof Reasons>(
  code: RefusalCode,
  path: readonly string[],
  reason: K,
  facts: Parameters<Reasons[K]['nb']>[0],
): Refused {
  const texts = reasons[reason] as Readonly<Record<'nb' | 'nn' | 'en', (facts: unknown) => string>>;
  return { ok: false, refusal: { code, path, say: (language) => texts[tongueOf(language)](facts) } };
}

/** A refusal of something that lay inside a larger input. */
export const within = (field: string, { refusal }: Refused): Refused => ({
  ok: false,
  refusal: { ...refusal, path: refusal.path.length > 0 ? [field, ...refusal.path] : [] },
});
