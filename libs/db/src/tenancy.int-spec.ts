import { Database, nobody, type TenantContext, type Tx } from './database.js';
import { type DisposableDatabase, disposableDatabase } from './disposable/disposable-database.js';
import { type TwoParties, twoParties } from './spec/two-parties.js';

let disposable: DisposableDatabase;
let database: Database;
let parties: TwoParties;
let owner: Database;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 2 });
  owner = new Database({ url: disposable.ownerUrl, pool: 1 });
  parties = await twoParties(database, disposable.ownerUrl);
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await disposable.drop();
});

const as = <T>(viewer: string, work: (tx: Tx) => Promise<T>, more: Partial<TenantContext> = {}): Promise<T> =>
  viewer === 'matcher' ? database.asMatcher(work) : database.withTenant({ ...(parties.viewers[viewer] ?? nobody), ...more }, work);

/**
 * Who sees what of each table: the needs (O open, D draft), the offers (A awaiting release, H hidden behind its region, S shown), what
 * belongs to the lender (L) or the borrower (B), and what is the specialist's own (P).
 * A dash is nothing, ! is not even allowed to ask. `sharer` manages a co-borrower, `other` another
 * municipality, `elsewhere` brokers another county.
 */
const table = `
                   nobody outsider borrower clerk lender admin specialist sharer other broker elsewhere matcher
need               -      O        DO       DO    O      O     O          O      O     O      O         O
need_requirement   -      O        DO       DO    O      O     O          O      O     O      O         O
need_co_borrower   -      O        DO       DO    O      O     O          O      O     O      O         O
need_matching      -      O        O        O     O      O     O          O      O     O      O         O
listing            -      HS       HS       HS    AHS    HS    AHS        HS     HS    HS     HS        HS
listing_competence -      HS       HS       HS    AHS    HS    AHS        HS     HS    HS     HS        HS
availability       -      HS       HS       HS    AHS    HS    AHS        HS     HS    HS     HS        HS
listing_matching   -      HS       HS       HS    HS     HS    HS         HS     HS    HS     HS        HS
listing_lender     -      S        S        S     AHS    S     AHS        S      S     S      S         HS
offer              -      -        -        -     AHS    -     AHS        -      -     -      -         !
offer_evidence     -      -        -        -     AHS    -     AHS        -      -     -      -         !
transition         -      HOS      DHOS     DHOS  AHOS   HOS   AHOS       HOS    HOS   HOS    HOS       !
transition_detail  -      -        DO       DO    AHS    -     AHS        -      -     O      -         !
match              -      -        HS       HS    HS     -     HS         HS     -     HS     -         HS
invitation         -      -        -        -     -      L     -          -      -     -      -         !
service_account    -      -        -        -     -      L     -          -      -     -      -         !
api_token          -      -        -        -     -      L     -          -      -     -      -         !
audit_event        -      -        -        -     -      L     -          -      -     -      -         !
audit_head         -      -        -        -     -      L     -          -      -     -      -         !
session            -      -        -        -     -      -     P          -      -     -      -         !
external_identity  -      -        -        -     -      -     P          -      -     -      -         !
refresh_token      -      -        -        -     -      -     P          -      -     -      -         !
`;
const [viewers = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([name = '', ...sees]) => sees.map((sights, column) => [viewers[column] ?? '', name, sights] as const));

const idOf: Readonly<Record<string, string>> = {
  need: 'id',
  listing: 'id',
  offer: 'id',
  match: 'offer_id',
  offer_evidence: 'offer_id',
  transition: 'coalesce(need_id, offer_id)',
  transition_detail: '(SELECT coalesce(t.need_id, t.offer_id) FROM transition t WHERE t.id = transition_id)',
  listing_lender: 'listing_id',
  listing_competence: 'listing_id',
  listing_matching: 'listing_id',
  availability: 'listing_id',
  invitation: 'organisation_id',
  service_account: 'organisation_id',
  api_token: 'organisation_id',
  audit_event: 'organisation_id',
  audit_head: 'organisation_id',
  session: 'person_id',
  external_identity: 'person_id',
  refresh_token: 'person_id',
};

const seenBy = async (viewer: string, name: string): Promise<string> => {
  const { open, draft, awaiting, hidden, shown, borrower, lender, specialist } = parties.ids;
  const letters = new Map([
    [open, 'O'],
    [draft, 'D'],
    [awaiting, 'A'],
    [hidden, 'H'],
    [shown, 'S'],
    [borrower, 'B'],
    [lender, 'L'],
    [specialist, 'P'],
  ]);
  const sql = `SELECT DISTINCT ${idOf[name] ?? 'need_id'} AS id FROM "${name}"`;
  const ids = await as(viewer, ({ client }) => client.$queryRawUnsafe<{ id: string }[]>(sql)).catch((fault: unknown) => {
    if (String(fault).includes('permission denied')) return null;
    throw fault;
  });
  if (ids === null) return '!';
  const letter = ids.map(({ id }) => letters.get(id) ?? '?').sort();
  return letter.join('') || '-';
};

describe('row security alone', () => {
  it.each(cells)('shows %s of %s: %s', async (viewer, name, sights) => expect(await seenBy(viewer, name)).toBe(sights));

  it.each([
    ['nobody', ''],
    ['outsider', ''],
    ['borrower', 'caseworker@3426 manager@3426 orgadmin@3426 specialist1@3426 specialist2@3426'],
    ['clerk', 'caseworker@3426 manager@3426'],
    ['admin', 'caseworker@3427 manager@3427 orgadmin@3427 specialist1@3427 specialist2@3427'],
    ['specialist', 'specialist1@3427'],
    ['broker', 'broker@34'],
  ])('shows %s these people: %s', async (viewer, people) => {
    const query = `SELECT replace(email, '.example', '') AS email FROM person ORDER BY 1`;
    const found = await as(viewer, ({ client }) => client.$queryRawUnsafe<{ email: string }[]>(query));
    expect(found.map(({ email }) => email).join(' ')).toBe(people);
    const memberships = await as(viewer, ({ client }) => client.$queryRawUnsafe<unknown[]>(`SELECT FROM membership`));
    expect(memberships).toHaveLength(found.length);
  });

  it('keeps each person’s keys to themselves', async () => {
    const insert = `INSERT INTO idempotency (person_id, field, key, input_hash) VALUES (app.person(), 'x', 'x', 'x')`;
    const count = `SELECT count(*)::int AS count FROM idempotency`;
    await as('borrower', ({ client }) => client.$executeRawUnsafe(insert));
    expect(await as('borrower', ({ client }) => client.$queryRawUnsafe(count))).toEqual([{ count: 1 }]);
    for (const viewer of ['clerk', 'lender', 'nobody', 'matcher']) {
      expect(await as(viewer, ({ client }) => client.$queryRawUnsafe(count))).toEqual([{ count: 0 }]);
    }
  });

  it('forgets on whose behalf it was asked, when the connection is used again', async () => {
    const alone = new Database({ url: disposable.applicationUrl, pool: 1 });
    const count = ({ client }: Tx): Promise<number> => client.need.count();
    expect(await alone.withTenant(parties.viewers['borrower'] ?? nobody, count)).toBe(2);
    expect(await alone.withTenant(nobody, count)).toBe(0);
    await expect(alone.asMatcher(({ client }) => client.person.count())).rejects.toThrow(/denied/);
    expect(await alone.withTenant(parties.viewers['specialist'] ?? nobody, ({ client }) => client.person.count())).toBe(1);
    await alone.close();
  });
});

describe('row security alone lets nobody write', () => {
  const changed = (viewer: string, sql: string, more: Partial<TenantContext> = {}): Promise<number> =>
    as(viewer, ({ client }) => client.$executeRawUnsafe(sql), more);

  it.each(['nobody', 'outsider', 'clerk', 'lender', 'other', 'specialist', 'elsewhere'])('%s: a need of somebody else', async (viewer) => {
    const { open, borrower } = parties.ids;
    const own = { tenant: parties.ids.lender };
    expect(await changed(viewer, `UPDATE need SET title = 'mine' WHERE id = '${open}'`, own)).toBe(0);
    expect(await changed(viewer, `DELETE FROM need_requirement WHERE need_id = '${open}'`, own)).toBe(0);
    expect(await changed(viewer, `DELETE FROM need_co_borrower WHERE need_id = '${open}'`, own)).toBe(0);
    const insert = `INSERT INTO need_requirement VALUES ('${open}', '${borrower}', 'plan.private', 'BASIC', true, 1)`;
    await expect(changed(viewer, insert, own)).rejects.toThrow(/row-level security/);
    const step = `INSERT INTO transition (id, need_id, act, to_status, at, visible) VALUES (gen_random_uuid(), '${open}', 'x', 'CLOSED', now(), true)`;
    await expect(changed(viewer, step, own)).rejects.toThrow(/row-level security/);
  });

  it('a need for somebody else, or over to them', async () => {
    const { open, draft, lender, borrower } = parties.ids;
    const copy = `INSERT INTO need SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'borrower_id', '${lender}'))).*
      FROM need n WHERE n.id = '${draft}'`;
    await expect(changed('borrower', copy, { tenant: borrower })).rejects.toThrow(/row-level security/);
    const give = `UPDATE need SET borrower_id = '${lender}', published_at = NULL, status = 'DRAFT' WHERE id = '${open}'`;
    await expect(changed('borrower', give, { tenant: borrower })).rejects.toThrow(/row-level security|foreign key|scope alone/);
  });

  it.each(['nobody', 'outsider', 'borrower', 'admin', 'other', 'broker'])(
    '%s: an offer of somebody else, or its lender',
    async (viewer) => {
      const { shown, borrower, lender, specialist } = parties.ids;
      for (const tenant of [borrower, lender]) {
        expect(await changed(viewer, `UPDATE listing SET visible = false WHERE id = '${shown}'`, { tenant })).toBe(0);
        expect(await changed(viewer, `UPDATE listing_lender SET hidden = true WHERE listing_id = '${shown}'`, { tenant })).toBe(0);
        expect(await changed(viewer, `UPDATE offer SET released = true`, { tenant })).toBe(0);
        expect(await changed(viewer, `DELETE FROM availability`, { tenant })).toBe(0);
        const insert = `INSERT INTO offer (id, lender_id, specialist_id, specialist_agreed, released)
        VALUES (gen_random_uuid(), '${lender}', '${specialist}', false, false)`;
        await expect(changed(viewer, insert, { tenant })).rejects.toThrow(/row-level security/);
      }
    },
  );

  it('lets a broker of the region, and no other, change a need that is open', async () => {
    const { open, draft, lender } = parties.ids;
    const widen = (id: string): string => `UPDATE need SET search_scope = 'COUNTY' WHERE id = '${id}'`;
    expect(await changed('broker', widen(open), { tenant: lender })).toBe(1);
    expect(await changed('broker', widen(draft), { tenant: lender })).toBe(0);
    expect(await changed('elsewhere', widen(open), { tenant: lender })).toBe(0);
  });

  it('lets a broker change how far a need’s search reaches, and nothing else of it', async () => {
    const { open, borrower, lender } = parties.ids;
    for (const tenant of [lender, borrower]) {
      for (const change of [`title = 'mine'`, `status = 'CLOSED', outcome = 'CANCELLED'`, `minutes_total = 1`]) {
        const update = `UPDATE need SET ${change} WHERE id = '${open}'`;
        await expect(changed('broker', update, { tenant })).rejects.toThrow(/the scope alone/);
      }
    }
  });

  it('lets nobody publish in the name of somebody who works elsewhere, or hand an offer to another', async () => {
    const { shown, lender } = parties.ids;
    const stranger = parties.viewers['borrower']?.personId ?? '';
    const insert = `INSERT INTO offer (id, lender_id, specialist_id, specialist_agreed, released)
      VALUES (gen_random_uuid(), '${lender}', '${stranger}', false, false)`;
    await expect(changed('lender', insert, { tenant: lender })).rejects.toThrow(/row-level security/);
    const hand = `UPDATE offer SET specialist_id = '${stranger}' WHERE id = '${shown}'`;
    await expect(changed('lender', hand, { tenant: lender })).rejects.toThrow(/whose it is/);
  });

  it('lets a case worker write drafts, and decide on nothing that everyone sees', async () => {
    const { open, draft, borrower } = parties.ids;
    const own = { tenant: borrower };
    expect(await changed('clerk', `UPDATE need SET title = 'x' WHERE id = '${draft}'`, own)).toBe(1);
    await expect(changed('clerk', `UPDATE need SET title = 'x' WHERE id = '${open}'`, own)).rejects.toThrow(/does not decide/);
    const publish = `UPDATE need SET status = 'OPEN', published_at = now() WHERE id = '${draft}'`;
    await expect(changed('clerk', publish, own)).rejects.toThrow(/does not decide/);
    const post = `INSERT INTO need SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).* FROM need n WHERE id = '${open}'`;
    await expect(changed('clerk', post, own)).rejects.toThrow(/does not post/);
  });

  it('gives nobody another one’s yes to an offer', async () => {
    const { awaiting, lender } = parties.ids;
    const own = { tenant: lender };
    const takeBack = `UPDATE offer SET specialist_agreed = false, released = false WHERE id = '${awaiting}'`;
    expect(await changed('specialist', takeBack, own)).toBe(1);
    const release = `UPDATE offer SET released = true WHERE id = '${awaiting}'`;
    const agree = `UPDATE offer SET specialist_agreed = true WHERE id = '${awaiting}'`;
    const show = `UPDATE listing SET visible = true, status = 'AVAILABLE', published_at = now() WHERE id = '${awaiting}'`;
    await expect(changed('specialist', release, own)).rejects.toThrow(/somebody else's hours/);
    await expect(changed('lender', agree, own)).rejects.toThrow(/only the specialist/);
    expect(await changed('specialist', agree, own)).toBe(1);
    await expect(changed('specialist', show, own)).rejects.toThrow(/both have said yes/);
    expect(await changed('lender', release, own)).toBe(1);
    expect(await changed('lender', show, own)).toBe(1);
  });

  it.each(['nobody', 'outsider', 'specialist', 'broker'])('%s: a request, without an organisation to write for', async (viewer) => {
    expect(await changed(viewer, `UPDATE outbox SET done_at = now()`)).toBe(0);
    await expect(changed(viewer, `INSERT INTO outbox (job, key, payload) VALUES ('sweep', 'x', '{}')`)).rejects.toThrow(
      /row-level security/,
    );
  });

  const date = `DATE '2027-01-04'`;
  const inserts = (organisation: string): string[] => [
    `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
      VALUES ('${parties.ids.specialist}', '${organisation}', 'ORG_ADMIN', '{}', ${date})`,
    `INSERT INTO invitation (organisation_id, role, valid_from, reason, secret_hash, expires_at)
      VALUES ('${organisation}', 'ORG_ADMIN', ${date}, 'x', 'y', now() + interval '1 day')`,
    `INSERT INTO service_account (organisation_id, name, created_by_id, reason)
      VALUES ('${organisation}', 'x', '${parties.ids.specialist}', 'x')`,
    `INSERT INTO api_token (service_account_id, organisation_id, secret_hash, hint, created_by_id, expires_at)
      VALUES (gen_random_uuid(), '${organisation}', 'y', 'x', '${parties.ids.specialist}', now() + interval '1 day')`,
  ];
  const endings = [
    `UPDATE membership SET valid_to = ${date}, ended_at = now()`,
    'UPDATE invitation SET withdrawn_at = now()',
    'UPDATE service_account SET ended_at = now()',
    'UPDATE api_token SET ended_at = now()',
  ];

  it.each(['nobody', 'outsider', 'borrower', 'clerk', 'lender', 'specialist', 'other', 'broker'])(
    '%s: roles, invitations and programs, in whatever organisation they act',
    async (viewer) => {
      for (const tenant of [parties.ids.borrower, parties.ids.lender]) {
        for (const insert of inserts(tenant)) await expect(changed(viewer, insert, { tenant })).rejects.toThrow(/row-level security/);
        for (const ending of endings) expect(await changed(viewer, ending, { tenant })).toBe(0);
      }
    },
  );

  it('an administrator: those of another organisation, or while acting for none', async () => {
    const { borrower, lender } = parties.ids;
    for (const insert of inserts(borrower))
      await expect(changed('admin', insert, { tenant: borrower })).rejects.toThrow(/row-level security/);
    for (const insert of inserts(borrower))
      await expect(changed('admin', insert, { tenant: lender })).rejects.toThrow(/row-level security/);
    for (const ending of endings) expect(await changed('admin', ending, { tenant: borrower })).toBe(0);
    for (const ending of endings) expect(await changed('admin', ending)).toBe(0);
  });

  it.each([
    ['the role of a membership', "UPDATE membership SET role = 'MANAGER'"],
    ['its rights', `UPDATE membership SET rights = '{SIGN}'`],
    ['the role of an invitation', "UPDATE invitation SET role = 'ORG_ADMIN'"],
    ['the scopes of a program', `UPDATE service_account SET scopes = '{AUDIT_READ}'`],
    ['the secret of a token', "UPDATE api_token SET secret_hash = 'z'"],
    ['how long it lasts', 'UPDATE api_token SET expires_at = now()'],
    ['the audit', "UPDATE audit_event SET act = 'x'"],
    ['its head', 'UPDATE audit_head SET number = 0'],
  ])('an administrator: %s', async (_, sql) => {
    await expect(changed('admin', sql, { tenant: parties.ids.lender })).rejects.toThrow(/permission denied/);
  });

  const asSteward = (sql: string): Promise<number> => owner.asSteward(({ client }) => client.$executeRawUnsafe(sql));
  const next = 'secret_hash = sha256(secret_hash), link_number = link_number + 1';
  it.each([
    ['the link of an invitation, in silence', '', 'secret_hash = sha256(secret_hash)'],
    ['how long it holds', '', `expires_at = now() + interval '1 year'`],
    ['the number of its link alone', '', 'link_number = link_number + 1'],
    ['the number of its link by two', '', 'secret_hash = sha256(secret_hash), link_number = link_number + 2'],
    ['what becomes of its mail', '', `mail = 'SENT'`],
    ['the link of one that was accepted', 'accepted_at = now()', next],
    ['the link of one that was withdrawn', 'withdrawn_at = now()', next],
    ['the link of one that has expired', `invited_at = now() - interval '2 days', expires_at = now() - interval '1 day'`, next],
  ])('an administrator: %s', async (_, before, change) => {
    if (before !== '') await asSteward(`UPDATE invitation SET ${before}`);
    const { lender } = parties.ids;
    await expect(changed('admin', `UPDATE invitation SET ${change}`, { tenant: lender })).rejects.toThrow(
      /next one alone|gets no other link/,
    );
    await asSteward(
      `UPDATE invitation SET accepted_at = NULL, withdrawn_at = NULL, invited_at = now(), expires_at = now() + interval '14 days'`,
    );
  });

  it('lets an administrator replace the link of an invitation by the next one', async () =>
    expect(await changed('admin', `UPDATE invitation SET ${next}`, { tenant: parties.ids.lender })).toBeGreaterThan(0));

  it('an administrator: the role of somebody who has none in the organisation', async () => {
    const [grant = ''] = inserts(parties.ids.lender);
    const stranger = grant.replace(`'${parties.ids.specialist}'`, `'${parties.viewers['borrower']?.personId ?? ''}'`);
    expect(stranger).not.toBe(grant);
    await expect(changed('admin', stranger, { tenant: parties.ids.lender })).rejects.toThrow(/row-level security/);
  });

  it('lets an administrator give and end roles in the own organisation', async () => {
    const [grant = ''] = inserts(parties.ids.lender);
    expect(await changed('admin', grant, { tenant: parties.ids.lender })).toBe(1);
    const end = `UPDATE membership SET valid_to = valid_from, ended_at = now() WHERE role = 'ORG_ADMIN' AND valid_from = ${date}`;
    expect(await changed('admin', end, { tenant: parties.ids.lender })).toBe(1);
  });
});
