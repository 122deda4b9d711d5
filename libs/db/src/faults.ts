/** What PostgreSQL answered, dug out of what Prisma and its adapter wrap it in. */

const TRANSIENT = new Set(['40001', '40P01', '55P03']);
const CONSTRAINTS = { '23505': 'unique', '23514': 'check', '23P01': 'exclusion', '23503': 'reference' } as const;

export type ConstraintBroken = (typeof CONSTRAINTS)[keyof typeof CONSTRAINTS];

/** Prisma's own: a conflict of transactions, and a transaction that never began as no connection came free in time, or was cut off. */
const PRISMAS_TRANSIENT = new Set(['P2034', 'P2028']);

/** A serialization failure, a deadlock or a lock or connection that was not to be had: the same transaction may succeed when run again. */
export const isTransient = (error: unknown): boolean => codesOf(error).some((code) => TRANSIENT.has(code) || PRISMAS_TRANSIENT.has(code));

/** The kind of constraint that refused a write, or null. */
export function constraintBroken(error: unknown): ConstraintBroken | null {
  for (const code of codesOf(error)) {
    if (code in CONSTRAINTS) return CONSTRAINTS[code as keyof typeof CONSTRAINTS];
    if (code === 'P2002') return 'unique';
    if (code === 'P2003') return 'reference';
  }
  return null;
}

/** Every code on the way down: Prisma's own, the adapter's cause, PostgreSQL's SQLSTATE. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'code' || key === 'originalCode') && typeof inner === 'string') codes.push(inner);
      else walk(inner);
    }
    if (value instanceof Error) walk(value.cause);
  };
  walk(error);
  return codes;
}
