import { inWorld } from '@fagtorg/testing';
import { asksFor, everybody, outcome, readings, rowsOf } from './support/administration.js';

const LOG = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditLog(organisationCode: "3426", filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { number act thing } }
  }
}`;
interface Log {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: { readonly number: number; readonly act: string; readonly thing: string } }[];
}

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const admin = tolga.orgAdmin();
  const log = async (filter: object | null = null, page: object = {}): Promise<Log> =>
    (await admin.asks<{ auditLog: Log }>(LOG, { filter, ...page })).auditLog;
  const actsOf = ({ edges }: Log): string[] => edges.map(({ node }) => node.act);

  it('tells what was done, the newest first, with who did it', async () => {
    const need = await tolga.manager().posts();
    await tolga.manager().does('holdNeed', need);
    await world.settles();
    const rows = (await rowsOf(admin, 'auditLog', '3426')).filter(({ thingId }) => thingId === need.id);
    const by = { role: 'MANAGER', name: expect.any(String) as unknown };
    expect(rows).toMatchObject([
      { act: 'hold', by },
      { act: 'post', by },
    ]);
  });

  it('keeps the name of a broker, who is not of the organisation, to itself', async () => {
    const need = await tolga.manager().posts();
    await world.organisation('34').broker().does('widenSearch', need, { scope: 'COUNTY', reason: 'Ingen i regionen' });
    const [widened] = await rowsOf(admin, 'auditLog', '3426');
    expect(widened).toMatchObject({ act: 'widen', by: { role: 'BROKER', name: null } });
  });

  it('tells who read it, and who read of people', async () => {
    await asksFor(admin, 'members', '3426');
    await asksFor(admin, 'invitations', '3426');
    await tolga.manager().asks('{ people(organisationCode: "3426") { name } }');
    await log();
    expect(actsOf(await log(null, { first: 4 }))).toEqual(['read-audit', 'read-people', 'read-invitations', 'read-members']);
    expect(actsOf(await log({ thing: 'Organisation' }, { first: 1 }))).toEqual(['read-audit']);
  });

  it('is filtered by act, thing, person and day', async () => {
    const manager = await world.behind.personId('manager@3426.example');
    const need = await tolga.manager().posts();
    expect(actsOf(await log({ thingId: need.id }))).toEqual(['post']);
    expect(new Set(actsOf(await log({ act: 'hold' })))).toEqual(new Set(['hold']));
    expect(actsOf(await log({ actorId: manager, act: 'read-people' }))).toEqual(['read-people']);
    expect(actsOf(await log({ thing: 'Offer' }))).toEqual([]);
    const today = (await log({ from: '2026-11-23', to: '2026-11-23' })).totalCount;
    expect(today).toBeGreaterThan(5);
    expect((await log({ to: '2026-11-22' })).totalCount).toBe(0);
    expect((await log({ from: '2026-11-24' })).totalCount).toBe(0);
  });

  it('is read page by page, and is counted', async () => {
    const filter = { act: 'post' };
    const all = await log(filter, { first: 100 });
    expect(all.totalCount).toBe(all.edges.length);
    const numbers: number[] = [];
    let after: string | null = null;
    do {
      const page: Log = await log(filter, { first: 1, after });
      numbers.push(...page.edges.map(({ node }) => node.number));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(numbers).toEqual(all.edges.map(({ node }) => node.number));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });

  it.each([{ from: '2026-02-30' }, { to: 'yesterday' }])('refuses %j', async (filter) => {
    const { status, body } = await admin.sends(LOG, { filter });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('has a head that follows from the last event', async () => {
    const [last] = await rowsOf(admin, 'auditLog', '3426');
    const { body } = await asksFor(admin, 'auditHead', '3426');
    const [stored] = await world.behind.rows<{ number: number; hash: string }>(
      `SELECT number, encode(hash, 'hex') AS hash FROM audit_head h JOIN organisation o ON o.id = h.organisation_id WHERE o.code = '3426'`,
    );
    expect(body.data).toMatchObject({ answer: { ...stored, at: expect.any(String) as unknown } });
    expect(stored).toMatchObject({ number: (last?.number ?? 0) + 1 });
  });

  describe('for others', () => {
    const seen: Readonly<Record<string, string>> = { nobody: 'UNAUTHENTICATED', 'the administrator': 'ok' };
    const cells = Object.entries(everybody(world)).flatMap(([name, who]) => readings.map((list) => [name, list, who] as const));
    it.each(cells)('%s asks for %s', async (name, list, who) =>
      expect(outcome(await asksFor(who, list, '3426'))).toBe(seen[name] ?? 'NOT_FOUND'),
    );
    it.each(readings)('%s of no organisation is refused as bad input', async (list) =>
      expect(outcome(await asksFor(admin, list, '9999'))).toBe('BAD_USER_INPUT'),
    );
  });

  it('lists members by name, those of a role, and those that are over when asked', async () => {
    const roles = (rows: readonly { role: string }[]): string[] => rows.map(({ role }) => role).sort();
    const all = await rowsOf(admin, 'members', '3426');
    expect(roles(all)).toEqual(['CASE_WORKER', 'MANAGER', 'ORG_ADMIN', 'SPECIALIST', 'SPECIALIST']);
    const names = all.map(({ person }) => person?.name ?? '');
    expect(names).toEqual([...names].sort(new Intl.Collator('nb').compare));
    await world.behind.run(`UPDATE membership SET valid_to = '2026-11-22' WHERE role = 'CASE_WORKER'`);
    const query = `query ($ended: Boolean!, $role: Role) {
      members(organisationCode: "3426", role: $role, includeEnded: $ended) { totalCount edges { node { role } } } }`;
    const count = async (ended: boolean, role: string | null = null): Promise<number> =>
      (await admin.asks<{ members: { totalCount: number } }>(query, { ended, role })).members.totalCount;
    expect([await count(true), await count(false), await count(false, 'SPECIALIST'), await count(false, 'BROKER')]).toEqual([5, 4, 2, 0]);
  });
});
