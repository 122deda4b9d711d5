/** What one check looked at and found. */
export interface Finding {
  readonly check: 'reference' | 'freshness' | 'matches' | 'statuses' | 'audit';
  /** What was looked at: "2 000 needs". */
  readonly looked: number;
  /** One sentence for each thing that is not as it must be. */
  readonly differences: readonly string[];
}
