/** What has become of one mutant: caught by what should catch it, or it lives on, or nothing can be said, as it could not be tried. */
export interface Fate {
  readonly name: string;
  readonly fate: 'caught' | 'survived' | 'untried';
  /** Why not. */
  readonly because?: string;
}
