/** Something in the reference files that keeps all of them out. `line` counts from 1, the header included; null is the file as a whole. */
export interface ReferenceProblem {
  readonly file: string;
  readonly line: number | null;
  /** In English, for whoever operates the import: names the column and quotes what stands there. */
  readonly reason: string;
}
