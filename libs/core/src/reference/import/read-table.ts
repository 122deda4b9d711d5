import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { ReferenceProblem } from './problem.js';
import { fileOf, snake, tables, type RowOf, type TableName } from './tables.js';

/** A row and where it stands. */
export interface Located<Row> {
  readonly line: number;
  readonly row: Row;
}

export interface Table<Row> {
  readonly file: string;
  /** The rows that hold, in the order of the file. */
  readonly rows: readonly Located<Row>[];
  /** All rows as they are written, the refused ones too: what refers to a refused row is not to blame itself. Null: not readable at all. */
  readonly cells: readonly Record<keyof Row, string>[] | null;
}

/** Reads one file: a header, then one row a line. Whatever is wrong is added to `problems` by line; the rest is read on. */
export function readTable<Name extends TableName>(directory: string, name: Name, problems: ReferenceProblem[]): Table<RowOf<Name>> {
  const file = fileOf(name);
  const schema = tables[name];
  const columns = Object.keys(schema.shape);
  const refuse = (line: number | null, reason: string): void => {
    problems.push({ file, line, reason });
  };

  const [header, ...lines] = readLines(join(directory, file), (reason) => refuse(null, reason));
  const expected = columns.map(snake).join(',');
  if (header !== expected) {
    if (header !== undefined) refuse(1, `the columns must be ${expected}`);
    return { file, rows: [], cells: null };
  }

  const rows: Located<RowOf<Name>>[] = [];
  const cells: Record<keyof RowOf<Name>, string>[] = [];
  for (const [index, record] of recordsOf(lines, (place, reason) => refuse(place + 2, reason)).entries()) {
    const line = index + 2;
    if (record && record.length !== columns.length) refuse(line, `has ${record.length} cells, not ${columns.length}`);
    if (record?.length !== columns.length) continue;
    const written = Object.fromEntries(columns.map((column, place) => [column, record[place] ?? ''])) as (typeof cells)[number];
    cells.push(written);
    const read = schema.safeParse(written);
    if (read.success) rows.push({ line, row: read.data as RowOf<Name> });
    else for (const { path, message } of read.error.issues) refuse(line, sentence(String(path[0]), written, message));
  }
  return { file, rows, cells };
}

const sentence = (column: string, written: Readonly<Record<string, string>>, message: string): string =>
  `${snake(column)} ${JSON.stringify(written[column])} ${message}`;

const unreadable: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'is missing'],
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'is not in UTF-8'],
]);

/** The lines of a file in UTF-8; none where it can't be read, with the reason told. */
function readLines(path: string, refuse: (reason: string) => void): string[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return text.replace(/\r?\n$/, '').split(/\r?\n/);
  } catch (error) {
    const reason = typeof error === 'object' && error && 'code' in error ? unreadable.get(error.code) : undefined;
    if (!reason) throw error;
    refuse(reason);
    return [];
  }
}

/**
 * One record a line, null where the line is not CSV. All at once is ten times as fast; where that does not come out even, line by line, so
 * that a quotation mark left open spoils its own line and not the rest of the file.
 */
function recordsOf(lines: readonly string[], refuse: (index: number, reason: string) => void): (readonly string[] | null)[] {
  const all = recordsIn(lines.join('\n'));
  if (!(all instanceof CsvError) && all.length === lines.length) return all;
  return lines.map((line, index) => {
    const one = recordsIn(line);
    if (!(one instanceof CsvError)) return one[0] ?? [];
    refuse(index, `is not CSV: ${one.message}`);
    return null;
  });
}

function recordsIn(text: string): string[][] | CsvError {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: '\n' });
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
}
