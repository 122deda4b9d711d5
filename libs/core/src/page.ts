import { Prisma } from '@fagtorg/db';

/** A slice of a list in its stable order: so many rows, behind the row with a key. */
export interface Slice {
  readonly first: number;
  readonly after: string | null;
}

/** Rows of a slice, and whether more follow. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}

/** Lists fetch one row more than they show: it tells whether more follow. */
export const pageOf = <T>(rows: readonly T[], { first }: Slice): Page<T> => ({ rows: rows.slice(0, first), hasNext: rows.length > first });

/** A moment as a number in a key, to the millisecond as the tables keep it, and back. */
export const millisecondsOf = (moment: Prisma.Sql): Prisma.Sql => Prisma.sql`(extract(epoch FROM ${moment}) * 1000)::bigint`;
export const momentOf = (milliseconds: string | undefined): Prisma.Sql =>
  Prisma.sql`(TIMESTAMPTZ 'epoch' + ${Number(milliseconds)}::float8 * INTERVAL '1 millisecond')`;
