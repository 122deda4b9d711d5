import type pg from 'pg';
import { powersQuery } from '../powers.js';
import { breachesOf, isGuard } from './functions.js';
import type { Breach, Lock, LockKind } from './lock.js';

type Row = Omit<Lock, 'breaches'> & { readonly definition: string; readonly detail: string };

const kinds: Readonly<Record<string, LockKind>> = { c: 'check', f: 'reference', x: 'exclusion' };
const name = (word: string): string => `"${word}"`;

/** Reads every lock that stands in a database from its catalogue, each with the ways to break it. */
export async function standingLocks(client: pg.Client): Promise<Lock[]> {
  const read = async (sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows;
  const opened = (row: Row): string =>
    ({
      r: 'USING (true)',
      d: 'USING (true)',
      a: 'WITH CHECK (true)',
      w: 'USING (true) WITH CHECK (true)',
      '*': 'USING (true) WITH CHECK (true)',
    })[row.detail] ?? '';
  return [
    ...(await read(policies)).map((row) => {
      const removed = { how: 'removed', sql: `DROP POLICY ${name(row.name)} ON ${name(row.of)}` };
      const open = { how: 'opened', sql: `ALTER POLICY ${name(row.name)} ON ${name(row.of)} ${opened(row)}` };
      return lock('policy', row, row.definition === 'true' ? [removed] : [removed, open]);
    }),
    ...(await read(boundTables)).map((row) =>
      lock('row security', row, [
        { how: 'off', sql: `ALTER TABLE ${name(row.of)} DISABLE ROW LEVEL SECURITY` },
        { how: 'not for the owner', sql: `ALTER TABLE ${name(row.of)} NO FORCE ROW LEVEL SECURITY` },
      ]),
    ),
    ...(await read(constraints)).map((row) => lock(kinds[row.detail] ?? 'check', row, [dropped(row)])),
    ...(await read(keys)).map((row) =>
      lock('key', row, [row.detail === 'constraint' ? dropped(row) : { how: 'removed', sql: `DROP INDEX ${name(row.name)} CASCADE` }]),
    ),
    ...(await read(columns)).map((row) =>
      lock('not null', row, [{ how: 'removed', sql: `ALTER TABLE ${name(row.of)} ALTER COLUMN ${name(row.name)} DROP NOT NULL` }]),
    ),
    ...(await read(triggers)).map((row) =>
      lock('trigger', row, [{ how: 'removed', sql: `DROP TRIGGER ${name(row.name)} ON ${name(row.of)}` }]),
    ),
    ...(await functions(client)),
    ...(await grants(client)),
  ];
}

const lock = (kind: LockKind, { of, name, columns }: Row, breaches: readonly Breach[]): Lock => ({ kind, of, name, columns, breaches });

/** What rests on it goes too: a reference on the key that it names. */
const dropped = (row: Row): Breach => ({ how: 'removed', sql: `ALTER TABLE ${name(row.of)} DROP CONSTRAINT ${name(row.name)} CASCADE` });

const ours = `c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'`;
const columnsOf = (table: string, numbers: string): string => `(SELECT array_agg(attname::text ORDER BY position)
  FROM unnest(${numbers}) WITH ORDINALITY AS n (number, position) JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = n.number)`;

const policies = `SELECT c.relname AS of, polname AS name, '{}'::text[] AS columns, polcmd AS detail,
    coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS definition
  FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE ${ours} ORDER BY 1, 2`;
const boundTables = `SELECT c.relname AS of, '' AS name, '{}'::text[] AS columns FROM pg_class c WHERE ${ours} AND relrowsecurity ORDER BY 1`;
const constraints = `SELECT c.relname AS of, conname AS name, ${columnsOf('conrelid', 'conkey')} AS columns, contype AS detail
  FROM pg_constraint JOIN pg_class c ON c.oid = conrelid WHERE ${ours} AND contype IN ('c', 'f', 'x') ORDER BY 1, 2`;
const keys = `SELECT c.relname AS of, k.relname AS name, ${columnsOf('indrelid', 'indkey::int2[]')} AS columns,
    CASE WHEN indisprimary THEN 'constraint' ELSE 'index' END AS detail
  FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_class k ON k.oid = indexrelid
  WHERE ${ours} AND indisunique ORDER BY 1, 2`;
/** What a primary key holds by itself is left out. */
const columns = `SELECT c.relname AS of, attname AS name, '{}'::text[] AS columns FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
  WHERE ${ours} AND relkind = 'r' AND attnum > 0 AND attnotnull AND NOT attisdropped
    AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)) ORDER BY 1, 2`;
const triggers = `SELECT c.relname AS of, tgname AS name, '{}'::text[] AS columns FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
  WHERE ${ours} AND NOT tgisinternal ORDER BY 1, 2`;

async function functions(client: pg.Client): Promise<Lock[]> {
  const { rows } = await client.query<{ name: string; signature: string; definition: string; definer: boolean; answers: string }>(
    `SELECT proname AS name, oid::regprocedure::text AS signature, pg_get_functiondef(oid) AS definition, prosecdef AS definer,
       prorettype::regtype::text AS answers FROM pg_proc WHERE pronamespace IN ('app'::regnamespace) ORDER BY 1`,
  );
  return rows.filter(isGuard).map(({ name, definition, signature, definer }) => ({
    ...{ kind: 'function' as const, of: 'app', name, columns: [] },
    breaches: breachesOf(name, definition, signature, definer),
  }));
}

/** Every grant, to be taken back; every table, to be given to everybody; every role of ours, to be let past row security. */
async function grants(client: pg.Client): Promise<Lock[]> {
  const { rows } = await client.query<{ fact: string }>(powersQuery.sql);
  const facts = rows.map(({ fact }) => fact).sort();
  const given = facts.flatMap((fact): Lock[] => {
    const [, role = '', privilege = '', thing = ''] = /^(\w+) may ([A-Z]+) (.+)$/.exec(fact) ?? [];
    if (role === '' || role === 'everybody') return [];
    const [table = '', column] = thing.split('.');
    const what =
      privilege === 'EXECUTE'
        ? `EXECUTE ON FUNCTION ${thing}`
        : column
          ? `${privilege} (${name(column)}) ON ${name(table)}`
          : `${privilege} ON ${thing.endsWith('_seq') ? 'SEQUENCE ' : ''}${name(table)}`;
    const back = { how: 'taken back', sql: `REVOKE ${what} FROM ${role} CASCADE` };
    return [{ kind: 'grant', of: role, name: `${privilege} ${thing}`, columns: [], breaches: [back] }];
  });
  const { rows: tables } = await client.query<{ of: string }>(
    `SELECT c.relname AS of FROM pg_class c WHERE ${ours} AND relkind = 'r' ORDER BY 1`,
  );
  const kept = tables.map(({ of }): Lock => {
    return {
      kind: 'grant',
      of: 'everybody',
      name: of,
      columns: [],
      breaches: [{ how: 'given', sql: `GRANT ALL ON ${name(of)} TO PUBLIC` }],
    };
  });
  const roles = facts.flatMap((fact): Lock[] => {
    const role = /^(\w+) is a role/.exec(fact)?.[1];
    if (role === undefined) return [];
    const breaches = ['SUPERUSER', 'BYPASSRLS', 'CREATEROLE'].map((power) => ({
      how: `with ${power}`,
      sql: `ALTER ROLE ${role} ${power}`,
    }));
    const become = role === 'fagtorg_app' ? ['fagtorg_steward', 'fagtorg_auditor'] : [];
    return [
      {
        ...{ kind: 'role', of: role, name: '', columns: [] },
        breaches: [...breaches, ...become.map((other) => ({ how: `as ${other}`, sql: `GRANT ${other} TO ${role}` }))],
      },
    ];
  });
  return [...given, ...kept, ...roles];
}
