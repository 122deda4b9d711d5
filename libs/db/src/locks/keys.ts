import type { Probe } from './lock.js';
import type { Trying } from './trying.js';
import { who } from './who.js';

interface Column {
  readonly name: string;
  readonly type: string;
}

/** A value that no row has, as SQL. */
const fresh = ({ type }: Column): string => {
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'date') return `DATE '1900-01-01'`;
  if (type === 'bytea') return `decode(md5(random()::text), 'hex')`;
  if (/int|numeric/.test(type)) return '30000';
  return `'x' || md5(random()::text)`;
};

const columnsOf = async (trying: Trying, table: string): Promise<Map<string, Column>> => {
  const rows = await trying.rows<Column>(
    `SELECT attname::text AS name, atttypid::regtype::text AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0`,
    [`"${table}"`],
  );
  return new Map(rows.map((column) => [column.name, column]));
};

const otherKeys = (trying: Trying, table: string, name: string): Promise<{ columns: string[] }[]> =>
  trying.rows(
    `SELECT array_agg(a.attname::text) AS columns FROM pg_index i JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = ANY (indkey)
     WHERE indrelid = $1::regclass AND indisunique AND indexrelid <> $2::regclass GROUP BY indexrelid`,
    [`"${table}"`, `"${name}"`],
  );

/** What has to stand aside, where it would refuse first whatever a key or a reference does. */
const aside: Readonly<Record<string, { after: string }>> = {
  organisation: { after: 'ALTER TABLE organisation DROP CONSTRAINT organisation_is_one_kind' },
};

/** A copy of a row, new in every other key, is refused by this one. A key that only widens another one is there for references to name. */
export const refusesDuplicates: Probe = async (trying, { of, name, columns }) => {
  const others = await otherKeys(trying, of, name);
  if (others.some((other) => other.columns.every((column) => columns.includes(column)))) return isNamed(trying, name);
  const types = await columnsOf(trying, of);
  const changed = others.flatMap((other) => {
    const column = types.get(other.columns.find((word) => !columns.includes(word)) ?? '');
    return column ? [`'${column.name}', ${fresh(column)}`] : [];
  });
  const does = `INSERT INTO "${of}" SELECT (jsonb_populate_record(t, jsonb_build_object(${changed.join(', ')}))).*
    FROM "${of}" t WHERE ctid = (SELECT ctid FROM "${of}" ORDER BY "${columns[0] ?? ''}" IS NULL LIMIT 1)`;
  await trying.step({ ...who('superuser').does(does, new RegExp(`^${name}: `)), ...aside[of] });
};

/** Composite references rest on it, so that a row cannot name another organisation than the thing that it belongs to. */
const isNamed = async (trying: Trying, name: string): Promise<void> => {
  const resting = await trying.rows('SELECT FROM pg_constraint WHERE conindid = to_regclass($1)', [`public."${name}"`]);
  if (resting.length === 0) throw new Error(`no reference rests on ${name}`);
};

/** Only ever added to: there, rows are copied instead of changed. */
const APPEND_ONLY = 'audit_event';

/** The columns of a table that a reference of their own refuses already. */
const referringAlone = async (trying: Trying, table: string): Promise<string[]> => {
  const rows = await trying.rows<{ name: string }>(
    `SELECT attname::text AS name FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND attnum = conkey[1]
     WHERE conrelid = $1::regclass AND contype = 'f' AND cardinality(conkey) = 1`,
    [`"${table}"`],
  );
  return rows.map(({ name }) => name);
};

/** What does not exist, in each of its columns alone, is refused by this reference. */
export const refusesStrangers: Probe = async (trying, { of, name, columns }) => {
  const types = await columnsOf(trying, of);
  const alone = columns.length > 1 ? await referringAlone(trying, of) : [];
  for (const word of columns.filter((column) => !alone.includes(column))) {
    const column = types.get(word) ?? { name: word, type: 'text' };
    const change = `UPDATE "${of}" SET "${word}" = ${fresh(column)} WHERE ctid = (SELECT ctid FROM "${of}" ORDER BY "${word}" IS NULL LIMIT 1)`;
    const copy = `INSERT INTO "${of}" SELECT (jsonb_populate_record(t, jsonb_build_object('${word}', ${fresh(column)}))).* FROM "${of}" t LIMIT 1`;
    await trying.step({ ...who('superuser').does(of === APPEND_ONLY ? copy : change, new RegExp(`^${name}: `)), ...aside[of] });
  }
};
