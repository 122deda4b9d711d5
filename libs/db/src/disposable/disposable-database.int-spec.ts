import pg from 'pg';
import { type DisposableDatabase, disposableDatabase } from './disposable-database.js';

const open: DisposableDatabase[] = [];

const newDatabase = async (): Promise<DisposableDatabase> => {
  const database = await disposableDatabase();
  open.push(database);
  return database;
};

const ask = async <T>(url: string, sql: string): Promise<T | undefined> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
};

afterEach(async () => {
  for (const database of open.splice(0)) await database.drop();
});

describe('a disposable database', () => {
  it("has Fagtorg's tables and queue", async () => {
    const { ownerUrl } = await newDatabase();
    expect(await ask(ownerUrl, `SELECT to_regclass('public.need') IS NOT NULL AS answer`)).toBe(true);
    expect(await ask(ownerUrl, `SELECT count(*) > 0 AS answer FROM pg_tables WHERE schemaname = 'bullmq'`)).toBe(true);
  });

  it('is entered by an application that owns nothing and bypasses nothing', async () => {
    const { applicationUrl } = await newDatabase();
    expect(await ask(applicationUrl, 'SELECT current_user::text AS answer')).toBe('fagtorg_app');
    expect(await ask(applicationUrl, `SELECT count(*)::int AS answer FROM pg_class WHERE relowner = current_user::regrole`)).toBe(0);
    expect(await ask(applicationUrl, 'SELECT rolsuper OR rolbypassrls AS answer FROM pg_roles WHERE rolname = current_user')).toBe(false);
  });

  it('shares nothing with another, also when many are made at once', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 4 }, newDatabase));
    await ask(first?.ownerUrl ?? '', 'CREATE TABLE only_here ()');
    for (const { ownerUrl } of others) expect(await ask(ownerUrl, `SELECT to_regclass('only_here') IS NULL AS answer`)).toBe(true);
  });

  it('goes although somebody is still signed in', async () => {
    const database = await newDatabase();
    const lingering = new pg.Client(database.applicationUrl);
    lingering.on('error', () => undefined);
    await lingering.connect();
    await database.drop();
    await expect(ask(database.ownerUrl, 'SELECT 1 AS answer')).rejects.toMatchObject({ code: '3D000' });
  });
});
