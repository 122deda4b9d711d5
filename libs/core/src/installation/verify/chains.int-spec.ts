import { Database, disposableDatabase, type DisposableDatabase, nobody, systemFor } from '@fagtorg/db';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../../audit/index.js';
import { theSystem } from '../../history/index.js';
import { followChains, type FormerHead, readHeads, verifyChains } from './chains.js';

let disposable: DisposableDatabase;
let database: Database;
let owner: Database;
let ids: Map<string, string>;

/** Each spec begins with two chains of ten events. */
const EVENTS = 10;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 10 });
  owner = new Database({ url: disposable.ownerUrl, pool: 1 });
  const organisations = await database.withTenant(nobody, ({ client }) => client.organisation.findMany());
  ids = new Map(organisations.map(({ code, id }) => [code, id]));
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await disposable.drop();
});
beforeEach(async () => {
  await tampering('DELETE FROM audit_event', 'DELETE FROM audit_head');
  for (let event = 0; event < EVENTS; event += 1) for (const code of ['5001', '5037']) await write(code);
});

const write = (code: string): Promise<void> =>
  database.withTenant(systemFor(ids.get(code) ?? ''), (tx) =>
    appendAudit(tx, {
      ...{ organisationId: ids.get(code) ?? '', act: 'post', by: theSystem, thing: 'Need', thingId: randomUUID() },
      facts: { title: 'æøå', minutes: 600 },
    }),
  );

/** What nobody but the owner of the tables can do: without the triggers, and past row security. */
const tampering = (...statements: string[]): Promise<void> =>
  owner.withTenant(nobody, async ({ client }) => {
    const tables = ['audit_event', 'audit_head'];
    for (const table of tables) await client.$executeRawUnsafe(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
    await client.$executeRawUnsafe('ALTER TABLE audit_event DISABLE TRIGGER USER');
    for (const statement of statements) await client.$executeRawUnsafe(statement.replaceAll('$org', `'${ids.get('5037') ?? ''}'`));
    await client.$executeRawUnsafe('ALTER TABLE audit_event ENABLE TRIGGER USER');
    for (const table of tables) await client.$executeRawUnsafe(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  });

const faults = async (former: readonly FormerHead[] = []): Promise<string[]> =>
  (await followChains(database, former)).faults.map(({ organisationCode, kind, at }) => `${organisationCode} ${kind} ${at}`);

/** Computes a chain anew from an event on, as somebody would who hides a change. */
const rewritten = (from: number): string => `
  DO $$ DECLARE e audit_event; former bytea;
  BEGIN
    FOR e IN SELECT * FROM audit_event WHERE organisation_id = $org AND number >= ${from} ORDER BY number LOOP
      SELECT coalesce((SELECT hash FROM audit_event WHERE organisation_id = $org AND number = e.number - 1), decode(repeat('00', 32), 'hex')) INTO former;
      UPDATE audit_event SET former_hash = former, hash = sha256(former || convert_to(app.netstrings(e.organisation_id::text, e.number::text,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.act, e.actor_id::text, e.role::text, e.acting_for_id::text,
        e.thing, e.thing_id::text, e.facts), 'UTF8')) WHERE organisation_id = $org AND number = e.number;
    END LOOP;
    UPDATE audit_head SET (number, hash) = (SELECT number, hash FROM audit_event WHERE organisation_id = $org ORDER BY number DESC LIMIT 1)
      WHERE organisation_id = $org;
  END $$`;
const dropLast = 'DELETE FROM audit_event WHERE organisation_id = $org AND number = 10';

describe('the audit', () => {
  it('is unbroken where nobody has touched it', async () => {
    expect(await verifyChains(database)).toEqual({ check: 'audit', looked: 2 * EVENTS, differences: [] });
  });

  it('is unbroken when fifty write for one organisation at the same moment', async () => {
    await Promise.all(Array.from({ length: 50 }, () => write('5037')));
    expect(await followChains(database)).toEqual({ events: 2 * EVENTS + 50, faults: [] });
  });

  it.each(["UPDATE audit_event SET act = 'x'", 'DELETE FROM audit_event'])('is not changed even by its owner: %s', async (statement) => {
    const attempt = owner.withTenant(nobody, async ({ client }) => {
      await client.$executeRawUnsafe('ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY');
      await client.$executeRawUnsafe(statement);
    });
    await expect(attempt).rejects.toThrow(/only ever added to/);
  });

  it.each<[string, string[], string]>([
    ['an event that was changed', ["UPDATE audit_event SET act = 'x' WHERE organisation_id = $org AND number = 4"], '5037 broken 4'],
    [
      'the actor of one',
      ['UPDATE audit_event SET actor_id = gen_random_uuid() WHERE organisation_id = $org AND number = 1'],
      '5037 broken 1',
    ],
    [
      'the time of one',
      ["UPDATE audit_event SET at = at + interval '1 ms' WHERE organisation_id = $org AND number = 10"],
      '5037 broken 10',
    ],
    ['the facts of one', [`UPDATE audit_event SET facts = facts || ' ' WHERE organisation_id = $org AND number = 7`], '5037 broken 7'],
    ['an event that is gone', ['DELETE FROM audit_event WHERE organisation_id = $org AND number = 4'], '5037 broken 4'],
    ['the first that is gone', ['DELETE FROM audit_event WHERE organisation_id = $org AND number = 1'], '5037 broken 1'],
    ['the last that is gone', [dropLast], '5037 broken 10'],
    ['all that are gone', ['DELETE FROM audit_event WHERE organisation_id = $org'], '5037 broken 1'],
    ['a head that is gone', ['DELETE FROM audit_head WHERE organisation_id = $org'], '5037 broken 1'],
    ['a head that was changed', ["UPDATE audit_head SET hash = sha256('x') WHERE organisation_id = $org"], '5037 broken 10'],
    ['a head that was put back', [dropLast, rewritten(1), dropLast.replace('10', '9')], '5037 broken 9'],
    [
      'an event that was put in at the end',
      [
        `INSERT INTO audit_event SELECT organisation_id, 11, at, act, actor_id, role, acting_for_id, thing, thing_id, facts, hash, sha256('x')
         FROM audit_event WHERE organisation_id = $org AND number = 10`,
      ],
      '5037 broken 11',
    ],
    [
      'an event that was put in between',
      [
        'UPDATE audit_event SET number = number + 100 WHERE organisation_id = $org AND number > 4',
        'UPDATE audit_event SET number = number - 99 WHERE organisation_id = $org AND number > 100',
        `INSERT INTO audit_event SELECT organisation_id, 5, at, act, actor_id, role, acting_for_id, thing, thing_id, facts, hash, sha256('x')
         FROM audit_event WHERE organisation_id = $org AND number = 4`,
        'UPDATE audit_head SET number = 11 WHERE organisation_id = $org',
      ],
      '5037 broken 5',
    ],
    [
      'two that changed places',
      [
        'UPDATE audit_event SET number = 99 WHERE organisation_id = $org AND number = 5',
        'UPDATE audit_event SET number = 5 WHERE organisation_id = $org AND number = 6',
        'UPDATE audit_event SET number = 6 WHERE organisation_id = $org AND number = 99',
      ],
      '5037 broken 5',
    ],
  ])('shows %s, and whose', async (_, statements, fault) => {
    await tampering(...statements);
    expect(await faults()).toEqual([fault]);
    expect((await verifyChains(database)).differences).toHaveLength(1);
  });

  describe('with heads that were exported', () => {
    const exported = (): Promise<FormerHead[]> => readHeads(database);

    it('leads through them, also when more has been written', async () => {
      const former = await exported();
      expect(former.map(({ organisationCode, number }) => [organisationCode, number])).toEqual([
        ['5001', EVENTS],
        ['5037', EVENTS],
      ]);
      await write('5037');
      expect(await faults(former)).toEqual([]);
    });

    it.each<[string, string[], string]>([
      ['written anew', ["UPDATE audit_event SET act = 'x' WHERE organisation_id = $org AND number = 4", rewritten(4)], '5037 rewritten 10'],
      ['cut short', [dropLast, rewritten(1)], '5037 rewritten 10'],
      [
        'gone',
        ['DELETE FROM audit_event WHERE organisation_id = $org', 'DELETE FROM audit_head WHERE organisation_id = $org'],
        '5037 rewritten 1',
      ],
    ])('shows a chain that was %s, though it holds in itself', async (_, statements, fault) => {
      const former = await exported();
      await tampering(...statements);
      expect([await faults(), await faults(former)]).toEqual([[], [fault]]);
    });
  });
});
