import { Database, nobody, type TenantContext } from './database.js';
import { type DisposableDatabase, disposableDatabase } from './disposable/disposable-database.js';
import { type TwoParties, twoParties } from './spec/two-parties.js';

let disposable: DisposableDatabase;
let database: Database;
let parties: TwoParties;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 2 });
  parties = await twoParties(database, disposable.ownerUrl);
  const owner = new Database({ url: disposable.ownerUrl, pool: 1 });
  const people = await owner
    .asSteward(({ client }) => client.$queryRaw<{ email: string; id: string }[]>`SELECT email, id FROM person`)
    .finally(() => owner.close());
  const personOf = (email: string): string => people.find((person) => person.email === email)?.id ?? '';
  ids = {
    ...parties.ids,
    ...{
      stranger: personOf('manager@5001.example'),
      colleague: personOf('specialist2@3427.example'),
      admin: personOf('orgadmin@3427.example'),
    },
    ...{ clerk: personOf('caseworker@3426.example') },
  };
});
afterAll(async () => {
  await database.close();
  await disposable.drop();
});

/** In a transaction that is rolled back: how many rows somebody changes by statements, of which the last one counts. */
async function changed(viewer: string, more: Partial<TenantContext>, ...statements: string[]): Promise<number> {
  const undone = new Error('undone');
  let rows = 0;
  const context = { ...(parties.viewers[viewer] ?? nobody), ...more };
  await database
    .withTenant(context, async ({ client }) => {
      const named = (sql: string): string => sql.replaceAll(/(?<!:):([a-z]+)/g, (_, name: string) => `'${ids[name] ?? ''}'`);
      for (const statement of statements) rows = await client.$executeRawUnsafe(named(statement));
      throw undone;
    })
    .catch((fault: unknown) => {
      if (fault !== undone) throw fault;
    });
  return rows;
}
const at = (organisation: string): Partial<TenantContext> => ({ tenant: ids[organisation] ?? '' });
const refused = /row-level security/;

describe('row security alone', () => {
  it('has no question that is answered with neither yes nor no where nothing is known of who asks', async () => {
    const unanswered = await database.withTenant(nobody, async ({ client }) => {
      const questions = await client.$queryRaw<{ call: string }[]>`
        SELECT format('%s(%s)', p.oid::regproc, (SELECT string_agg(format('NULL::%s', t::regtype), ', ') FROM unnest(proargtypes) AS t)) AS call
        FROM pg_proc p WHERE pronamespace = 'app'::regnamespace AND prorettype = 'boolean'::regtype AND NOT proisstrict AND proname <> 'means'`;
      expect(questions.map(({ call }) => call)).toContain('app.writes_need(NULL::uuid)');
      const answers = questions.map(({ call }) => `SELECT '${call}' AS call WHERE ${call} IS DISTINCT FROM false`);
      return client.$queryRawUnsafe<object[]>(answers.join(' UNION ALL '));
    });
    expect(unanswered).toEqual([]);
  });

  describe('keeps a need', () => {
    const close = `UPDATE need SET status = 'CLOSED', outcome = 'CANCELLED' WHERE id = :open`;
    it.each([
      ['that is open from a broker who acts for nobody', 'broker', {}, close],
      ['that is open from a broker who writes for others', 'broker', { writing: ['lender'], posting: ['lender'], tenant: 'lender' }, close],
    ])('%s', async (_, viewer, more, sql) => {
      const powers = Object.fromEntries(
        Object.entries(more).map(([name, value]) => [name, Array.isArray(value) ? value.map((one) => ids[one] ?? '') : ids[value]]),
      );
      await expect(changed(viewer, powers, sql)).rejects.toThrow(/the scope alone/);
    });

    it('with its borrower', async () => {
      const both = { posting: [ids['borrower'] ?? '', ids['lender'] ?? ''], writing: [ids['borrower'] ?? '', ids['lender'] ?? ''] };
      const take = 'UPDATE need SET borrower_id = :lender WHERE id = :draft';
      await expect(changed('borrower', { ...at('borrower'), ...both }, take)).rejects.toThrow(/stays its borrower/);
    });

    it('public where a case worker would take it back, also one who brokers there', async () => {
      const takeBack = `UPDATE need SET status = 'DRAFT', published_at = NULL WHERE id = :open`;
      const revise = `UPDATE need SET title = 'mine' WHERE id = :open`;
      await expect(changed('clerk', at('borrower'), takeBack)).rejects.toThrow(/does not decide/);
      await expect(changed('clerk', { ...at('borrower'), counties: ['34'] }, revise)).rejects.toThrow(/does not decide/);
      expect(
        await changed('clerk', { ...at('borrower'), counties: ['34'] }, `UPDATE need SET search_scope = 'COUNTY' WHERE id = :open`),
      ).toBe(1);
    });
  });

  describe('keeps an offer', () => {
    it.each(['specialist_id = :colleague', 'lender_id = :borrower'])('from having %s', async (change) => {
      const sql = `UPDATE offer SET ${change} WHERE id = :shown`;
      await expect(changed('lender', at('lender'), sql)).rejects.toThrow(/an offer stays whose it is/);
      await expect(changed('lender', { ...at('lender'), personId: null }, sql)).rejects.toThrow(/an offer stays whose it is/);
    });

    it('from being listed as another lender’s', async () => {
      const list = 'UPDATE listing_lender SET lender_id = :borrower WHERE listing_id = :shown';
      await expect(changed('lender', at('lender'), list)).rejects.toThrow(/listing_lender_listing_id_lender_id_fkey/);
    });
  });

  describe('lets an administrator give', () => {
    const give = (person: string, role: string): string =>
      `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from) VALUES (${person}, :lender, '${role}', '{}', app.today())`;
    it('a role to a colleague', async () => expect(await changed('admin', at('lender'), give(':colleague', 'CASE_WORKER'))).toBe(1));
    it('none to a stranger, whose name would be theirs to read', async () =>
      expect(changed('admin', at('lender'), give(':stranger', 'SPECIALIST'))).rejects.toThrow(refused));
    it('none of the platform', async () =>
      expect(changed('admin', at('lender'), give(':admin', 'PLATFORM_ADMIN'))).rejects.toThrow(refused));
    it('none of a broker, where that is not a county', async () =>
      expect(changed('admin', at('lender'), give(':admin', 'BROKER'))).rejects.toThrow(refused));

    it('none to whoever was a colleague', async () => {
      const end = `UPDATE membership SET valid_to = valid_from - 1, ended_at = now() WHERE person_id = :colleague`;
      await expect(changed('admin', at('lender'), end, give(':colleague', 'CASE_WORKER'))).rejects.toThrow(refused);
    });
  });

  it.each(['PLATFORM_ADMIN', 'BROKER'])('lets nobody in as %s of a municipality', async (role) => {
    const admit = `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
      VALUES ('${ids['stranger'] ?? ''}', '${ids['lender'] ?? ''}', '${role}', '{}', app.today())`;
    await expect(database.asGatekeeper(({ client }) => client.$executeRawUnsafe(admit))).rejects.toThrow(refused);
  });

  describe('of what is asked for', () => {
    const ask = (job: string, field: string, key: string): string =>
      `INSERT INTO outbox (job, key, payload) VALUES ('${job}', ${key}, jsonb_build_object('${field}', ${key}))`;
    const waiting = `INSERT INTO outbox (job, key, payload) VALUES ('match-need', :open, jsonb_build_object('needId', :open))`;
    const erase = ask('erase-person', 'personId', ':clerk');
    const locksOut = 'UPDATE person SET erased_at = now() WHERE id = app.person()';

    it('a matching is anybody’s who writes for an organisation', async () =>
      expect(await changed('borrower', at('borrower'), ask('match-need', 'needId', ':open'))).toBe(1));
    it('the news of an offer is its lender’s', async () => {
      expect(await changed('lender', at('lender'), ask('match-offer', 'offerId', ':shown'))).toBe(1);
      await expect(changed('borrower', at('borrower'), ask('match-offer', 'offerId', ':shown'))).rejects.toThrow(refused);
    });
    it('an invitation’s mail is its administrators’', async () => {
      const key = '(SELECT id::text FROM invitation LIMIT 1)';
      expect(await changed('admin', at('lender'), ask('send-invitation', 'invitationId', key))).toBe(1);
      await expect(changed('lender', at('lender'), ask('send-invitation', 'invitationId', ':open'))).rejects.toThrow(refused);
    });
    it.each(['sweep', 'enforce-retention', 'expire', 'resume-offer'])('%s is nobody’s', async (job) =>
      expect(changed('lender', at('lender'), ask(job, 'offerId', ':shown'))).rejects.toThrow(refused),
    );
    it('an erasure is one’s own, once one is locked out', async () => {
      expect(await changed('clerk', at('borrower'), locksOut, erase)).toBe(1);
      await expect(changed('clerk', at('borrower'), erase)).rejects.toThrow(refused);
      await expect(changed('borrower', at('borrower'), erase)).rejects.toThrow(refused);
      const another = `INSERT INTO outbox (job, key, payload) VALUES ('erase-person', app.person()::text, jsonb_build_object('personId', :stranger))`;
      await expect(changed('clerk', at('borrower'), locksOut, another)).rejects.toThrow(refused);
    });
    it.each(['asGatekeeper', 'asMatcher'] as const)('an erasure of who is not locked out is nobody’s: %s', async (role) => {
      const sql = erase.replaceAll(':clerk', `'${ids['clerk'] ?? ''}'`);
      await expect(database[role](({ client }) => client.$executeRawUnsafe(sql))).rejects.toThrow(refused);
    });

    it('nothing is marked as done by people, nor asked for as done', async () => {
      await expect(changed('borrower', at('borrower'), waiting, 'UPDATE outbox SET done_at = now()')).rejects.toThrow(refused);
      await expect(changed('borrower', at('borrower'), waiting, 'UPDATE outbox SET parked_at = now()')).rejects.toThrow(refused);
      expect(await changed('borrower', at('borrower'), waiting, 'UPDATE outbox SET requested_at = now()')).toBe(1);
      await expect(changed('borrower', at('borrower'), waiting.replace(')', ', done_at)'))).rejects.toThrow(
        /permission denied|more target/,
      );
    });
    it.each(['dispatched_at = NULL', "key = 'x'", "job = 'sweep'", 'dispatches = 9'])('nobody sets %s', async (change) =>
      expect(changed('borrower', at('borrower'), waiting, `UPDATE outbox SET ${change}`)).rejects.toThrow(/permission denied/),
    );

    it('the system ends what it carries out for an organisation, and nothing of another’s', async () => {
      const expiry = `INSERT INTO outbox (job, key, payload) VALUES ('expire', 'need:x', '{"organisationId": "${ids['borrower'] ?? ''}"}') RETURNING id`;
      const [row] = await database.asMatcher(({ client }) => client.$queryRawUnsafe<{ id: bigint }[]>(expiry));
      const end = `UPDATE outbox SET done_at = now() WHERE id = ${row?.id ?? 0}`;
      expect(await changed('nobody', at('borrower'), end)).toBe(1);
      expect(await changed('nobody', at('lender'), end)).toBe(0);
      expect(await changed('borrower', at('borrower'), end)).toBe(0);
    });
  });

  describe('of the audit', () => {
    const tell = (
      organisation: string,
      role: string,
      actingFor: string,
      thing = `'Membership', gen_random_uuid()`,
      act = 'x',
      facts = '{}',
    ): string => `SELECT app.append_audit(${organisation}, '${act}', ${role}, ${actingFor}, ${thing}, '${facts}')`;
    it.each([
      ['in somebody else’s name', 'outsider', null, tell(':borrower', "'ORG_ADMIN'", ':borrower')],
      ['of another organisation', 'admin', 'borrower', tell(':borrower', "'ORG_ADMIN'", ':lender')],
      ['in a role that one has not', 'borrower', 'borrower', tell(':borrower', "'ORG_ADMIN'", ':borrower')],
      ['in a role that one has elsewhere', 'admin', 'lender', tell(':lender', "'ORG_ADMIN'", ':borrower')],
      ['in no role', 'borrower', 'borrower', tell(':borrower', 'NULL', 'NULL')],
      ['as a program of an organisation’s', 'outsider', null, tell(':lender', "'SERVICE_ACCOUNT'", ':lender')],
      ['of another organisation, as the system', 'nobody', 'lender', tell(':borrower', 'NULL', 'NULL')],
      ['in a role, as the system', 'nobody', 'lender', tell(':lender', "'MANAGER'", ':lender')],
      ['of needs in another county', 'elsewhere', null, tell(':borrower', 'NULL', 'NULL', `'Need', :open`)],
      ['of a need that nobody sees', 'broker', null, tell(':borrower', 'NULL', 'NULL', `'Need', :draft`)],
      ['of a need at somebody else’s', 'broker', null, tell(':lender', 'NULL', 'NULL', `'Need', :open`)],
      [
        'that somebody was read where they never worked',
        'lender',
        null,
        tell(':borrower', 'NULL', 'NULL', undefined, 'read-people', '{"people":[":specialist"]}'),
      ],
      ['of another person', 'outsider', 'borrower', tell(':borrower', 'NULL', 'NULL', `'Person', :clerk`)],
    ])('nobody writes %s', async (_, viewer, tenant, sql) => {
      const quoted = sql.replaceAll('":specialist"', `"${ids['specialist'] ?? ''}"`);
      const write = changed(viewer, tenant === null ? {} : at(tenant), quoted);
      await expect(write).rejects.toThrow(/nobody tells what others did/);
    });

    it.each([
      ['people of what they do in their role', 'borrower', 'borrower', tell(':borrower', "'MANAGER'", ':borrower')],
      ['the system of whom it acts for', 'nobody', 'lender', tell(':lender', 'NULL', 'NULL')],
      ['brokers of needs in their county', 'broker', null, tell(':borrower', 'NULL', 'NULL', `'Need', :open`)],
      ['whoever reads a name', 'borrower', null, tell(':lender', 'NULL', 'NULL', undefined, 'read-people', '{"people":[":specialist"]}')],
      ['people without a role of themselves', 'clerk', 'lender', tell(':lender', 'NULL', 'NULL', `'Person', :clerk`)],
    ])('%s', async (_, viewer, tenant, sql) => {
      const quoted = sql.replaceAll('":specialist"', `"${ids['specialist'] ?? ''}"`);
      expect(await changed(viewer, tenant === null ? {} : at(tenant), quoted)).toBe(1);
    });
  });
});
