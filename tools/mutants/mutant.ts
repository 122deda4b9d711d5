/** What has become of one mutant: caught by what should catch it, or it lives on, or nothing can be said, as it could not be tried. */
export interface Fate {
  readonly name: string;
  readonly fate: 'caught' | 'survived' | 'untried';
  /** Why not. */
  readonly because?: string;
}

/** A guard of the application that is taken out or opened: a piece of one source file, which stands there once, and what stands there instead. */
export interface GuardMutant {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  /** The spec that has to fail then; of it, where that is said, only the tests whose names match. */
  readonly spec: string;
  readonly tests?: string;
}

/** Guards of one file that one spec catches: each by its name, its text and what stands there instead. */
export const guardsOf = (
  file: string,
  { spec, tests }: { readonly spec: string; readonly tests?: string },
  guards: readonly (readonly [what: string, text: string, instead: string])[],
): GuardMutant[] =>
  guards.map(([what, text, instead]) => ({ name: `${file}: ${what}`, file, text, instead, spec, ...(tests ? { tests } : {}) }));
