import { type Input, inWorld, type Person } from '@fagtorg/testing';
import { randomUUID } from 'node:crypto';
import { administers, type Answer, everybody, rowsOf } from './support/administration.js';

const TODAY = '2026-11-23';

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const admin = tolga.orgAdmin();
  const idOf = (account: string, code = '3426'): Promise<string> => world.behind.personId(`${account}@${code}.example`);
  const roleOf = async (account: string, role: string, code = '3426'): Promise<string> => {
    const rows = await world.behind.rows<{ id: string }>(
      `SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id WHERE p.email = '${account}@${code}.example' AND m.role = '${role}'
       ORDER BY m.granted_at DESC LIMIT 1`,
    );
    return rows[0]?.id ?? '';
  };
  const grant = async (who: Person, account: string, more: Input = {}): Promise<Answer> =>
    administers(who, 'grantRole', {
      ...{ organisationCode: '3426', personId: await idOf(account), role: 'CASE_WORKER', from: TODAY, reason: 'Flere hender' },
      ...more,
    });
  const events = (): Promise<number> => world.behind.number(`SELECT count(*) FROM audit_event WHERE act ~ 'role|hand-over'`);
  /** What somebody may do now, as they see it themselves. */
  const rolesOf = async (who: Person): Promise<string[]> => {
    const { viewer } = await who.asks<{ viewer: { memberships: { role: string }[] } }>('{ viewer { memberships { role } } }');
    return viewer.memberships.map(({ role }) => role).sort();
  };

  describe('a role', () => {
    it('is given with who and why, and holds at once', async () => {
      const specialist = tolga.specialist(2);
      expect(await grant(admin, 'specialist2', { role: 'MANAGER', rights: ['POST'], amountLimitOre: 5_000_000 })).toMatchObject({
        ...{ __typename: 'Member', role: 'MANAGER', rights: ['POST'], amountLimitOre: 5_000_000, from: TODAY, to: null },
        ...{ grantedBy: { role: 'ORG_ADMIN' }, grantReason: 'Flere hender', endedBy: null },
      });
      expect(await rolesOf(specialist)).toEqual(['MANAGER', 'SPECIALIST']);
      expect(await specialist.posts()).toMatchObject({ status: 'OPEN' });
    });

    it('is held from its first day to its last', async () => {
      await grant(admin, 'manager', { from: '2026-11-24', to: '2026-11-25' });
      const held: string[] = [];
      for (const day of [TODAY, '2026-11-24', '2026-11-25', '2026-11-26']) {
        await world.becomes(day);
        held.push((await rolesOf(tolga.manager())).join());
      }
      await world.becomes(TODAY);
      expect(held).toEqual(['MANAGER', 'CASE_WORKER,MANAGER', 'CASE_WORKER,MANAGER', 'MANAGER']);
    });

    it('is ended from a day on, with who and why', async () => {
      const ended = await administers(admin, 'endRole', {
        ...{ membershipId: await roleOf('specialist2', 'MANAGER'), from: TODAY, reason: 'Ble ikke noe av' },
      });
      expect(ended).toMatchObject({ __typename: 'Member', to: '2026-11-22', endReason: 'Ble ikke noe av' });
      expect(await rolesOf(tolga.specialist(2))).toEqual(['SPECIALIST']);
    });

    it('is written into the audit without a name or a reason', async () => {
      const log = await rowsOf(admin, 'auditLog', '3426');
      const facts = log.filter(({ act }) => act.endsWith('-role')).map(({ act, facts: text }) => [act, JSON.parse(text) as object]);
      expect(facts[0]).toEqual(['end-role', { personId: await idOf('specialist2'), role: 'MANAGER', from: TODAY }]);
      expect(facts.at(-1)).toEqual([
        'grant-role',
        {
          ...{ personId: await idOf('specialist2'), role: 'MANAGER', rights: ['POST'], amountLimitOre: 5_000_000 },
          ...{ deputy: false, from: TODAY, to: null },
        },
      ]);
    });

    it.each<[string, Input, string]>([
      ['of the platform', { role: 'PLATFORM_ADMIN' }, 'INVALID_INPUT role'],
      ['of a program', { role: 'SERVICE_ACCOUNT' }, 'INVALID_INPUT role'],
      ['of a broker in a municipality', { role: 'BROKER' }, 'INVALID_INPUT role'],
      ['with rights that it does not have', { rights: ['SIGN'] }, 'INVALID_INPUT rights'],
      ['of a deputy without a delegation', { deputyFor: 'Kari' }, 'INVALID_INPUT delegationReference'],
      ['since yesterday', { from: '2026-11-22' }, 'INVALID_INPUT from'],
      ['without a reason', { reason: ' ' }, 'INVALID_INPUT reason'],
      ['in no organisation', { organisationCode: '9999' }, 'INVALID_INPUT organisationCode'],
      ['for somebody who does not exist', { personId: randomUUID() }, 'NOT_FOUND personId'],
    ])('%s is refused', async (_, more, refused) => {
      const before = await events();
      const { code, path } = await grant(admin, 'specialist1', more);
      expect(`${String(code)} ${String(path)}`).toBe(refused);
      expect(await events()).toBe(before);
    });

    it('for somebody of another organisation is refused as for nobody', async () =>
      expect(await grant(admin, 'manager', { personId: await idOf('manager', '3427') })).toMatchObject({
        code: 'NOT_FOUND',
        path: ['personId'],
      }));

    it('that is held already is refused', async () =>
      expect(await grant(admin, 'caseworker')).toMatchObject({ code: 'CONFLICT', path: [] }));

    it('is given once for one key', async () => {
      const key = { 'idempotency-key': 'grant-1' };
      const input = { organisationCode: '3426', personId: await idOf('specialist1'), role: 'CASE_WORKER', from: TODAY, reason: 'x' };
      const first = await administers(admin, 'grantRole', input, key);
      expect(await administers(admin, 'grantRole', input, key)).toEqual(first);
      await administers(admin, 'endRole', { membershipId: first.id, from: TODAY, reason: 'x' });
    });
  });

  describe('who may not', () => {
    const others = Object.entries(everybody(world)).filter(([name]) => !['the administrator', 'nobody'].includes(name));
    it.each(others)('%s gives no role', async (_, who) => {
      expect(await grant(who, 'specialist1')).toMatchObject({ code: 'FORBIDDEN', path: ['organisationCode'] });
    });

    it.each([
      ['a manager', 'FORBIDDEN'],
      ['a case worker', 'NOT_FOUND'],
      ['a specialist', 'NOT_FOUND'],
      ['another’s administrator', 'NOT_FOUND'],
      ['another’s manager', 'NOT_FOUND'],
      ['the broker of the county', 'NOT_FOUND'],
      ['the broker of another county', 'NOT_FOUND'],
    ])('%s ends no role: %s', async (name, code) => {
      const who = everybody(world)[name] ?? world.anybody();
      const ending = { from: TODAY, reason: 'x' };
      const membershipId = await roleOf('specialist2', 'SPECIALIST');
      expect(await administers(who, 'endRole', { membershipId, ...ending })).toMatchObject({ code, path: ['membershipId'] });
      const missing = await administers(who, 'endRole', { membershipId: randomUUID(), ...ending });
      expect(missing).toMatchObject({ code: 'NOT_FOUND', path: ['membershipId'] });
    });

    it('a specialist does not end their own role', async () => {
      const membershipId = await roleOf('specialist1', 'SPECIALIST');
      expect(await administers(tolga.specialist(), 'endRole', { membershipId, from: TODAY, reason: 'x' })).toMatchObject({
        code: 'FORBIDDEN',
      });
    });

    it('nobody does who is not signed in', async () => {
      const query = 'mutation ($input: EndRoleInput!) { endRole(input: $input) { __typename } }';
      const { status, body } = await world.anybody().sends(query, { input: { membershipId: randomUUID(), from: TODAY, reason: 'x' } });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    });
  });

  describe('the last administrator', () => {
    const end = async (account: string, more: Input = {}): Promise<Answer> =>
      administers(admin, 'endRole', { membershipId: await roleOf(account, 'ORG_ADMIN'), from: TODAY, reason: 'Slutter', ...more });

    it('stays', async () => expect(await end('orgadmin')).toMatchObject({ code: 'CONFLICT', path: [] }));

    it('hands over in one act', async () => {
      const own = await roleOf('orgadmin', 'ORG_ADMIN');
      const over = { membershipId: own, personId: await idOf('manager'), from: TODAY, reason: 'Ny jobb' };
      expect(await administers(admin, 'handOver', { ...over, personId: await idOf('orgadmin') })).toMatchObject({ code: 'FORBIDDEN' });
      expect(await administers(admin, 'handOver', { ...over, personId: await idOf('manager', '3427') })).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await administers(admin, 'handOver', { ...over, membershipId: await roleOf('manager', 'MANAGER') })).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await administers(admin, 'handOver', over)).toMatchObject({ __typename: 'Member', role: 'ORG_ADMIN', from: TODAY, to: null });
      expect([await rolesOf(admin), await rolesOf(tolga.manager())]).toEqual([[], ['MANAGER', 'ORG_ADMIN']]);
      await expect(grant(admin, 'specialist1')).rejects.toThrow('Du har ingen rolle i Fagtorg i dag.');
    });

    it('remains when two end each other’s role at the same moment', async () => {
      const manager = tolga.manager();
      const both = [await roleOf('manager', 'ORG_ADMIN')];
      const given = await administers(manager, 'grantRole', {
        ...{ organisationCode: '3426', personId: await idOf('caseworker'), role: 'ORG_ADMIN', from: TODAY, reason: 'To er bedre' },
      });
      both.push(given.id);
      const others = { membershipId: given.id, personId: await idOf('specialist1'), from: TODAY, reason: 'Ikkje mi' };
      expect(await administers(manager, 'handOver', others)).toMatchObject({ code: 'FORBIDDEN' });
      const people = [tolga.caseWorker(), manager];
      const ended = await Promise.all(
        both.map((membershipId, at) => administers(people[at] ?? admin, 'endRole', { membershipId, from: TODAY, reason: 'x' })),
      );
      expect(ended.map(({ __typename }) => __typename).sort()).toEqual(['Member', 'Refusal']);
      expect(['CONFLICT', 'FORBIDDEN']).toContain(ended.find(({ code }) => code)?.code);
    });
  });
});
