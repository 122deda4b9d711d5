/** What SQL takes back for each power of a role. */
const powers: readonly (readonly [string, string])[] = [
  ['that may sign in', 'LOGIN'],
  ['a superuser', 'SUPERUSER'],
  ['passes by row security', 'BYPASSRLS'],
  ['makes roles', 'CREATEROLE'],
  ['makes databases', 'CREATEDB'],
  ['copies the server', 'REPLICATION'],
];

const roleFact = /^(\S+) is a role(.*)$/;

/** Which powers a role has more or fewer than the migrations give it; `as` is what it should be. */
function alterRole(fact: string, as: readonly string[]): string | null {
  const [, role, has = ''] = roleFact.exec(fact) ?? [];
  if (role === undefined) return null;
  const should = as.map((other) => roleFact.exec(other)).find((read) => read?.[1] === role)?.[2];
  if (should === undefined) return null;
  const changes = powers.flatMap(([words, power]) => {
    if (has.includes(words) === should.includes(words)) return [];
    return [has.includes(words) ? `NO${power}` : power];
  });
  return `ALTER ROLE ${role} ${changes.join(' ')}`;
}

/** A grant that is too much, or that is missing. */
function grant(fact: string, isSurplus: boolean): string | null {
  const [how, whose] = isSurplus ? ['REVOKE', 'FROM'] : ['GRANT', 'TO'];
  const [, member, role] = /^(\S+) may become (\S+)$/.exec(fact) ?? [];
  if (member !== undefined && role !== undefined) return `${how} ${role} ${whose} ${member}`;
  const [, who = '', privilege, thing] = /^(\S+) may ([A-Z]+) (.+)$/.exec(fact) ?? [];
  if (privilege === undefined || thing === undefined) return null;
  const grantee = who === 'everybody' ? 'PUBLIC' : who;
  if (privilege === 'EXECUTE') return `${how} EXECUTE ON FUNCTION ${thing} ${whose} ${grantee}`;
  const [table = '', column] = thing.split('.');
  return `${how} ${privilege}${column === undefined ? '' : ` (${column})`} ON ${table} ${whose} ${grantee}`;
}

function rowSecurity(fact: string, isSurplus: boolean, others: readonly string[]): string | null {
  const [, table, forced] = /^(\S+) is bound by row security(, also for its owner)?$/.exec(fact) ?? [];
  if (table === undefined) return null;
  // One that is bound, but not its owner, is told twice: as it is and as it should be.
  if (isSurplus)
    return others.some((other) => other.startsWith(`${table} is bound`)) ? '' : `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`;
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY${forced === undefined ? '' : `, FORCE ROW LEVEL SECURITY`}`;
}

function policy(fact: string, isSurplus: boolean): string | null {
  const [, table, name] = /^(\S+) has the \S+ policy (\S+) for /.exec(fact) ?? [];
  return isSurplus && table !== undefined && name !== undefined ? `DROP POLICY ${name} ON ${table}` : null;
}

/** The statements that bring powers back to what the migrations give; null where one can't be told from the facts alone. */
export function mending({
  surplus,
  missing,
}: {
  readonly surplus: readonly string[];
  readonly missing: readonly string[];
}): string[] | null {
  const statements = [
    ...surplus.map((fact) => alterRole(fact, missing) ?? grant(fact, true) ?? rowSecurity(fact, true, missing) ?? policy(fact, true)),
    ...missing.filter((fact) => !roleFact.test(fact)).map((fact) => grant(fact, false) ?? rowSecurity(fact, false, surplus)),
  ];
  const told = statements.filter((statement) => statement !== null);
  return told.length < statements.length ? null : told.filter((statement) => statement !== '');
}
