import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Reads a CSV with a header. Throws when a column that we build on is gone or a text is not in composed form (NFC). */
export function readCsv<const Column extends string>(folder: string, file: string, columns: readonly Column[]): Record<Column, string>[] {
  const text = readFileSync(join(folder, file), 'utf8');
  if (text !== text.normalize('NFC')) throw new Error(`${file}: letters with loose accents`);
  const records = parse<Record<string, string>>(text, { columns: true });
  return records.map((record, index) => {
    const missing = columns.filter((column) => record[column] === undefined);
    if (missing.length > 0) throw new Error(`${file}, row ${index + 1}: no column ${missing.join(', ')}`);
    return record;
  });
}

/** The rows of a file by their code. Throws when two rows share one. */
export function byKey<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> {
  const map = new Map(rows.map((row) => [key(row), row]));
  if (map.size !== rows.length) throw new Error(`two rows share a key among ${[...map.keys()].slice(0, 3).join(', ')} …`);
  return map;
}

/** What a map holds for a key. Throws where it holds nothing: the source files disagree. */
export function the<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the source knows nothing of "${key}"`);
  return value;
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
