import pg from 'pg';
import { Database } from './database.js';
import { type DisposableDatabase, disposableDatabase } from './disposable/disposable-database.js';

let disposable: DisposableDatabase;
beforeAll(async () => (disposable = await disposableDatabase()));
afterAll(() => disposable.drop());

const asking = async <T>(url: string, ...statements: string[]): Promise<T[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: T[] = [];
    for (const statement of statements) rows = (await client.query<T & object>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
};

describe('the role that API and worker sign in as', () => {
  it('owns nothing, and bypasses nothing', async () => {
    const owned = `SELECT relname FROM pg_class WHERE relowner = 'fagtorg_app'::regrole UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'fagtorg_app'::regrole`;
    expect(await asking(disposable.applicationUrl, owned)).toEqual([]);
    const [role] = await asking(
      disposable.applicationUrl,
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles WHERE rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolinherit: false });
  });

  it.each(['fagtorg_steward', 'fagtorg_auditor', 'fagtorg_archivist', 'fagtorg_owner', 'postgres'])('does not become %s', async (role) => {
    await expect(asking(disposable.applicationUrl, `SET ROLE ${role}`)).rejects.toThrow(/permission denied|does not exist/);
  });

  it.each([
    `UPDATE clock SET offset_seconds = 1`,
    `INSERT INTO person (email, name, title) VALUES ('x@y.example', 'x', 'x')`,
    `UPDATE membership SET role = 'MANAGER'`,
    `DELETE FROM need`,
    `DELETE FROM offer`,
    `UPDATE transition SET to_status = 'x'`,
    `DELETE FROM transition_detail`,
    `INSERT INTO audit_event SELECT * FROM audit_event`,
    `UPDATE audit_head SET number = 0`,
    `SELECT * FROM refresh_token`,
    `UPDATE session SET expires_at = now()`,
    `UPDATE api_token SET expires_at = now()`,
    `INSERT INTO match SELECT * FROM match`,
    `TRUNCATE outbox`,
    `DELETE FROM outbox`,
    `INSERT INTO reach SELECT * FROM reach`,
    `CREATE TABLE public.mine ()`,
    `CREATE TABLE app.mine ()`,
    `ALTER TABLE need DISABLE ROW LEVEL SECURITY`,
    `DROP POLICY public_or_own ON need`,
    `SET session_replication_role = replica`,
  ])('may not %s', async (statement) => {
    await expect(asking(disposable.applicationUrl, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it.each([
    `SELECT * FROM person`,
    `SELECT * FROM membership`,
    `SELECT * FROM offer`,
    `SELECT * FROM transition_detail`,
    `UPDATE need SET title = 'x'`,
    `UPDATE clock SET offset_seconds = 1`,
  ])('as the matcher may not %s', async (statement) => {
    await expect(asking(disposable.applicationUrl, 'SET ROLE fagtorg_matcher', statement)).rejects.toThrow(/permission denied/);
  });
});

it('binds every table by row security, its owner too, but for what everyone may read or what carries nothing of anybody', async () => {
  const unbound = await asking<{ name: string }>(
    disposable.ownerUrl,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
  );
  expect(unbound.map(({ name }) => name)).toEqual([
    ...['_prisma_migrations', 'adjacency', 'body_member', 'clock', 'commuting', 'competence', 'county', 'holiday', 'municipality'],
    ...['municipality_name', 'municipality_successor', 'occupation', 'organisation', 'rate_limit', 'reach', 'reference_import', 'region'],
    ...['region_county', 'region_member', 'statutory_requirement', 'statutory_requirement_competence'],
  ]);
});

it('looks up what a row belongs to for that row: EXISTS may be answered for the whole country at once', async () => {
  const whole = await asking<{ name: string }>(
    disposable.ownerUrl,
    `SELECT format('%s of %s', policyname, tablename) AS name FROM pg_policies WHERE cmd = 'SELECT' AND qual LIKE '%EXISTS%'`,
  );
  expect(whole).toEqual([]);
});

it('tells the application nothing of secrets', async () => {
  for (const column of ['session.secret_hash', 'refresh_token.secret_hash', 'refresh_token.family_id']) {
    const [table = '', name = ''] = column.split('.');
    await expect(asking(disposable.applicationUrl, `SELECT ${name} FROM ${table}`)).rejects.toThrow(/permission denied/);
  }
});

describe('the gatekeeper', () => {
  it.each([`SELECT * FROM need`, `SELECT * FROM offer`, `SELECT * FROM audit_event`, `UPDATE membership SET role = 'MANAGER'`])(
    'may not %s',
    async (statement) => {
      await expect(asking(disposable.applicationUrl, 'SET ROLE fagtorg_gatekeeper', statement)).rejects.toThrow(/permission denied/);
    },
  );
});

describe('a process refuses to run', () => {
  const powersAt = async (url: string): Promise<string> => {
    const database = new Database({ url, pool: 1 });
    try {
      await database.refusePowers();
      return 'none';
    } catch (fault) {
      return String(fault);
    } finally {
      await database.close();
    }
  };

  it('as the owner of the tables', async () => expect(await powersAt(disposable.ownerUrl)).toContain('fagtorg_owner, which owns tables'));

  it('as a superuser', async () => expect(await powersAt(disposable.superuserUrl)).toContain('is a superuser and bypasses row security'));

  describe('as a role of its own', () => {
    const role = `fagtorg_spec_${process.pid}`;
    const url = (): string => {
      const address = new URL(disposable.applicationUrl);
      [address.username, address.password] = [role, 'x'];
      return address.href;
    };
    const given = (...powers: string[]): Promise<unknown[]> =>
      asking(disposable.superuserUrl, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`, ...powers);
    afterEach(() => asking(disposable.superuserUrl, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`));

    it.each([
      ['that may become the owner', `GRANT fagtorg_owner TO ${role}`, 'may become fagtorg_owner, which owns tables'],
      ['that may become a superuser', `DO $$ BEGIN EXECUTE format('GRANT %I TO ${role}', current_user); END $$`, ', which is a superuser'],
      [
        'that owns the queue',
        `CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.jobs (); ALTER TABLE elsewhere.jobs OWNER TO ${role}`,
        'owns tables',
      ],
      ['that makes roles', `ALTER ROLE ${role} CREATEROLE`, 'makes roles'],
      ['that is not called as the triggers expect', `GRANT fagtorg_app TO ${role}`, 'which our triggers do not bind'],
    ])('%s', async (_, power, words) => {
      await given(power);
      expect(await powersAt(url())).toContain(`${role}, which`);
      expect(await powersAt(url())).toContain(words);
    });
  });

  it('not as the application', async () => expect(await powersAt(disposable.applicationUrl)).toBe('none'));
});
