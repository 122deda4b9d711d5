import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Tx } from './database.js';
import { Prisma } from './generated/client.js';

/** What the migrations give to whom, one fact a line; tools/powers.ts writes it from a freshly migrated database. */
export const powersFile = fileURLToPath(new URL('../../../prisma/powers.txt', import.meta.url));

/** How a database stands to what the migrations give. */
export interface PowersCompared {
  /** What holds beyond it. */
  readonly surplus: readonly string[];
  /** What does not hold. */
  readonly missing: readonly string[];
}

/** Asks for what powersOf() answers. */
export const powersQuery = Prisma.sql`
    WITH owner AS (SELECT datdba AS oid FROM pg_database WHERE datname = current_database()),
    ours AS (SELECT oid, rolname AS name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin FROM pg_roles
             WHERE rolname IN ('fagtorg_app', 'fagtorg_matcher', 'fagtorg_steward', 'fagtorg_gatekeeper', 'fagtorg_auditor', 'fagtorg_archivist', 'fagtorg_capacity')),
    things AS (SELECT oid, relname AS name, relkind, relowner, relacl, relrowsecurity, relforcerowsecurity FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')),
    definers AS (SELECT p.oid, p.oid::regprocedure::text AS name, proowner, coalesce(proacl, acldefault('f', proowner)) AS acl FROM pg_proc p
                 WHERE prosecdef AND pronamespace IN ('public'::regnamespace, 'app'::regnamespace))
    SELECT format('%s is a role%s', name, concat(CASE WHEN rolcanlogin THEN ' that may sign in' END,
      CASE WHEN rolsuper THEN ', a superuser' END, CASE WHEN rolbypassrls THEN ', passes by row security' END,
      CASE WHEN rolcreaterole THEN ', makes roles' END, CASE WHEN rolcreatedb THEN ', makes databases' END,
      CASE WHEN rolreplication THEN ', copies the server' END)) AS fact FROM ours
    UNION SELECT format('%s may become %s', o.name, r.rolname) FROM pg_auth_members m JOIN ours o ON o.oid = m.member JOIN pg_roles r ON r.oid = m.roleid
    UNION SELECT format('%s belongs to %s', t.name, r.rolname) FROM things t JOIN pg_roles r ON r.oid = t.relowner WHERE t.relowner <> (SELECT oid FROM owner)
    UNION SELECT format('%s is bound by row security%s', name, CASE WHEN relforcerowsecurity THEN ', also for its owner' END) FROM things WHERE relrowsecurity
    UNION SELECT format('%s has the %s policy %s for %s by %s', t.name, CASE WHEN polpermissive THEN 'permissive' ELSE 'restrictive' END, polname,
      CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'all' END,
      (SELECT string_agg(coalesce(r.rolname, 'everybody'), ', ' ORDER BY r.rolname) FROM unnest(polroles) AS role LEFT JOIN pg_roles r ON r.oid = role))
      || ', ' || left(md5(concat(pg_get_expr(polqual, polrelid), ' / ', pg_get_expr(polwithcheck, polrelid))), 8)
      FROM pg_policy JOIN things t ON t.oid = polrelid
    UNION SELECT format('%s has the trigger %s%s, %s', t.name, tgname, CASE tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ', switched off' ELSE ', for replicas' END,
      left(md5(pg_get_triggerdef(g.oid)), 8)) FROM pg_trigger g JOIN things t ON t.oid = tgrelid WHERE NOT tgisinternal
    UNION SELECT format('%s is written as %s', p.oid::regprocedure, left(md5(concat(prosrc, ' / ', array_to_string(proconfig, ' '))), 8)) FROM pg_proc p
      WHERE pronamespace = 'app'::regnamespace
    UNION SELECT format('%s may %s %s', coalesce(r.rolname, 'everybody'), a.privilege_type, t.name)
      FROM things t, aclexplode(t.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> t.relowner
    UNION SELECT format('%s may %s %s.%s', coalesce(r.rolname, 'everybody'), a.privilege_type, t.name, c.attname)
      FROM things t JOIN pg_attribute c ON c.attrelid = t.oid, aclexplode(c.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
      WHERE a.grantee <> t.relowner AND NOT c.attisdropped
    UNION SELECT format('%s runs as %s', d.name, CASE WHEN d.proowner = (SELECT oid FROM owner) THEN 'the owner' ELSE r.rolname END)
      FROM definers d JOIN pg_roles r ON r.oid = d.proowner
    UNION SELECT format('%s may EXECUTE %s', coalesce(r.rolname, 'everybody'), d.name)
      FROM definers d, aclexplode(d.acl) a LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE a.grantee <> d.proowner`;

/**
 * Who may do what in a database, one sentence a fact: what our roles are, whose the tables are, where row security binds, its policies, the
 * triggers and the functions that they ask, and every grant on tables, columns and functions that run as somebody else. Of what a policy, a
 * trigger and a function say there is the beginning of an md5. What the owner has by owning is left out, and its name.
 */
export async function powersOf({ client }: Tx): Promise<string[]> {
  const facts = await client.$queryRaw<{ fact: string }[]>(powersQuery);
  // By code points, and not by the database's own order, so that it reads the same everywhere.
  return facts.map(({ fact }) => fact).sort();
}

/** The major version of PostgreSQL that prisma/powers.txt is written on: our own. Others tell policies and triggers in other words. */
const WRITTEN_ON = 18;

const withoutWords = (fact: string): string => fact.replace(/, [0-9a-f]{8}$/, '');

/**
 * Compares a database that has all migrations with what they give. Signs in as the owner. On another version of PostgreSQL, what policies and
 * triggers say is left out, and what functions say is not.
 */
export async function comparePowers(tx: Tx): Promise<PowersCompared> {
  const [server] = await tx.client.$queryRaw<{ major: number }[]>`SELECT current_setting('server_version_num')::int / 10000 AS major`;
  const words = server?.major === WRITTEN_ON ? (fact: string): string => fact : withoutWords;
  const expected = (await readFile(powersFile, 'utf8')).trim().split('\n').map(words);
  const found = (await powersOf(tx)).map(words);
  return {
    surplus: found.filter((fact) => !expected.includes(fact)),
    missing: expected.filter((fact) => !found.includes(fact)),
  };
}
