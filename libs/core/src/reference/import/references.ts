import type { ReferenceProblem } from './problem.js';
import type { Table } from './read-table.js';

/** What identifies a row: one or more of its texts. */
type Key<Row> = (row: Row) => string;
type Written<Row> = (cells: Record<keyof Row, string>) => string;

/** Rows whose key an earlier row has already. */
export function duplicates<Row>(table: Table<Row>, what: string, key: Key<Row>): ReferenceProblem[] {
  const firstLine = new Map<string, number>();
  return table.rows.flatMap(({ line, row }) => {
    const earlier = firstLine.get(key(row));
    if (earlier === undefined) firstLine.set(key(row), line);
    return earlier === undefined ? [] : [{ file: table.file, line, reason: `${what} "${key(row)}" stands on line ${earlier} already` }];
  });
}

/** Rows that name something which another file lacks; null names nothing. A file that could not be read is not held against them. */
export function unknowns<Row, Target>(
  table: Table<Row>,
  what: string,
  named: (row: Row) => string | null,
  target: Table<Target>,
  key: Written<Target>,
): ReferenceProblem[] {
  if (!target.cells) return [];
  const known = new Set(target.cells.map(key));
  return table.rows.flatMap(({ line, row }) => {
    const name = named(row);
    return name === null || known.has(name) ? [] : [{ file: table.file, line, reason: `unknown ${what} "${name}"` }];
  });
}

/** Rows that nothing in another file names. */
export function unnamed<Row, Other>(
  table: Table<Row>,
  what: string,
  key: Key<Row>,
  other: Table<Other>,
  naming: Written<Other>,
): ReferenceProblem[] {
  if (!other.cells) return [];
  const named = new Set(other.cells.map(naming));
  return table.rows.flatMap(({ line, row }) =>
    named.has(key(row)) ? [] : [{ file: table.file, line, reason: `${what} in ${other.file}` }],
  );
}
