import type { Refused } from './refusal.js';

/** What a use case answers: a value, or a refusal that the caller can show. Only the unexpected is thrown. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refused;

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
