import type { Trying } from './trying.js';

export type LockKind =
  'policy' | 'row security' | 'check' | 'not null' | 'key' | 'reference' | 'exclusion' | 'trigger' | 'function' | 'grant' | 'role';

/** One way to break a lock: what to type as a superuser. */
export interface Breach {
  readonly how: string;
  readonly sql: string;
}

/** Something in the database that keeps people or programs from what they may not, as the catalogue has it. */
export interface Lock {
  readonly kind: LockKind;
  /** The table or the function that it guards. */
  readonly of: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly breaches: readonly Breach[];
}

/** Tries whether a lock lets through what it should and refuses the rest, and throws where it doesn't. */
export type Probe = (trying: Trying, lock: Lock) => Promise<void>;

/** How people call a lock, such as "policy need.public_or_own". */
export const nameOf = ({ kind, of, name }: Lock): string => `${kind} ${of}${name === '' ? '' : `.${name}`}`;
