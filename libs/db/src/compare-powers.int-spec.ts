import pg from 'pg';
import { Database, nobody } from './database.js';
import { disposableDatabase, type DisposableDatabase } from './disposable/disposable-database.js';
import { comparePowers, type PowersCompared } from './powers.js';

let disposable: DisposableDatabase;
const compared = async (): Promise<PowersCompared> => {
  const database = new Database({ url: disposable.ownerUrl, pool: 1 });
  return database.withTenant(nobody, comparePowers).finally(() => database.close());
};
const asOwner = async (sql: string): Promise<void> => {
  const owner = new pg.Client(disposable.ownerUrl);
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
};

beforeEach(async () => {
  disposable = await disposableDatabase();
});
afterEach(() => disposable.drop());

it('what a migrated database gives is what prisma/powers.txt says: npx tsx --conditions=source tools/powers.ts writes it anew', async () => {
  expect(await compared()).toEqual({ surplus: [], missing: [] });
});

it.each([
  ['GRANT DELETE ON need TO fagtorg_app', 'surplus', 'fagtorg_app may DELETE need'],
  ['GRANT SELECT ON person TO PUBLIC', 'surplus', 'everybody may SELECT person'],
  ['GRANT UPDATE (email) ON person TO fagtorg_app', 'surplus', 'fagtorg_app may UPDATE person.email'],
  ['REVOKE INSERT ON need FROM fagtorg_app', 'missing', 'fagtorg_app may INSERT need'],
  ['ALTER TABLE offer NO FORCE ROW LEVEL SECURITY', 'missing', 'offer is bound by row security, also for its owner'],
  ['ALTER TABLE offer DISABLE ROW LEVEL SECURITY', 'missing', 'offer is bound by row security, also for its owner'],
  ['DROP POLICY public_or_own ON need', 'missing', 'need has the permissive policy public_or_own for SELECT by fagtorg_app, …'],
  [
    'ALTER POLICY public_or_own ON need USING (true)',
    'surplus',
    'need has the permissive policy public_or_own for SELECT by fagtorg_app, …',
  ],
  ['CREATE POLICY all_of_it ON offer USING (true)', 'surplus', 'offer has the permissive policy all_of_it for all by everybody, …'],
  ['ALTER POLICY given_by_people ON membership WITH CHECK (true)', 'surplus', /^membership has the restrictive policy given_by_people/],
  ['DROP TRIGGER bound_change ON need', 'missing', 'need has the trigger bound_change, …'],
  ['ALTER TABLE need DISABLE TRIGGER bound_change', 'surplus', 'need has the trigger bound_change, switched off, …'],
  ['ALTER FUNCTION app.append_audit RESET search_path', 'surplus', /^app.append_audit.* is written as/],
  [
    'CREATE OR REPLACE FUNCTION app.brokers(region text) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$',
    'surplus',
    /^app.brokers.* is written as/,
  ],
  ['GRANT EXECUTE ON FUNCTION app.stale_needs TO PUBLIC', 'surplus', 'everybody may EXECUTE app.stale_needs(uuid[])'],
] as const)('%s is found', async (statement, side, fact) => {
  await asOwner(statement);
  const found = (await compared())[side].map((line) => line.replace(/, [0-9a-f]{8}$/, ', …'));
  expect(found).toContainEqual(typeof fact === 'string' ? fact : expect.stringMatching(fact));
});
