import { type Headers, type Input, inWorld, needInput, type Person } from '@fagtorg/testing';
import { randomUUID } from 'node:crypto';
import { administers, type Answer, asksFor, bearing, everybody, outcome } from './support/administration.js';

const TODAY = '2026-11-23';
const POST =
  'mutation ($input: PostNeedInput!) { answer: postNeed(input: $input) { __typename ... on Need { id status } ... on Refusal { code } } }';

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const admin = tolga.orgAdmin();
  const program = world.anybody();

  const make = (who: Person, more: Input = {}, headers: Headers = {}): Promise<Answer> =>
    administers(
      who,
      'makeServiceAccount',
      { organisationCode: '3426', name: 'HR', scopes: ['NEEDS_READ'], reason: 'Behov fra HR', ...more },
      headers,
    );
  const issue = (who: Person, serviceAccountId: string, lastDay = '2027-11-23', headers: Headers = {}): Promise<Answer> =>
    administers(who, 'issueApiToken', { serviceAccountId, lastDay }, headers);
  const accountWith = async (...scopes: string[]): Promise<{ id: string; headers: Headers; tokenId: string }> => {
    const { id } = await make(admin, { scopes });
    const { secret, apiToken } = await issue(admin, id);
    return { id, headers: bearing(secret), tokenId: apiToken?.id ?? '' };
  };
  const viewer = async (headers: Headers): Promise<unknown> =>
    (await program.sends('{ viewer { id name language memberships { role organisation { ... on Municipality { code } } } } }', {}, headers))
      .body;
  const comesIn = async (headers: Headers): Promise<boolean> => (await program.sends('{ viewer { id } }', {}, headers)).status === 200;
  const posts = async (headers: Headers): Promise<{ id: string; code?: string; status?: string }> =>
    (await program.asks<{ answer: { id: string } }>(POST, { input: needInput('3426') }, headers)).answer;

  describe('a token', () => {
    it('is shown once, and only its hash is stored', async () => {
      const { id } = await make(admin);
      const { secret, apiToken } = await issue(admin, id);
      expect(secret).toMatch(/^fagtorg_[\w-]{43}$/);
      expect(apiToken).toMatchObject({
        hint: secret?.slice(0, 12),
        expiresAt: '2027-11-23T23:00:00.000Z',
        lastUsedAt: null,
        endedAt: null,
      });
      const stored = JSON.stringify(await world.behind.rows('SELECT *, secret_hash::text AS hash FROM api_token'));
      expect(stored).not.toContain(secret?.slice(12));
      expect(JSON.stringify(await asksFor(admin, 'serviceAccounts', '3426'))).not.toContain(secret?.slice(12));
    });

    it('comes once for one key, and its secret does not come again', async () => {
      const { id } = await make(admin);
      const key = { 'idempotency-key': 'token-1' };
      const first = await issue(admin, id, TODAY, key);
      expect(await issue(admin, id, TODAY, key)).toEqual({ ...first, secret: null });
    });

    it('signs its program in, as one of its organisation’s', async () => {
      const { id, headers } = await accountWith('NEEDS_READ');
      expect(await viewer(headers)).toEqual({
        data: { viewer: { id, name: 'HR', language: 'nb', memberships: [{ role: 'SERVICE_ACCOUNT', organisation: { code: '3426' } }] } },
      });
    });

    it('tells when it was last used, once an hour', async () => {
      const { headers, tokenId } = await accountWith('NEEDS_READ');
      const used = async (): Promise<Date | undefined> =>
        (await world.behind.rows<{ at: Date }>('SELECT last_used_at AS at FROM api_token WHERE id = $1::uuid', tokenId))[0]?.at;
      await comesIn(headers);
      const first = await used();
      expect(first).toBeInstanceOf(Date);
      await comesIn(headers);
      expect(await used()).toEqual(first);
      await world.behind.run(`UPDATE api_token SET last_used_at = last_used_at - interval '61 minutes' WHERE id = $1::uuid`, tokenId);
      await comesIn(headers);
      expect((await used())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
    });

    it('is good to the end of its last day', async () => {
      const { id } = await make(admin);
      const headers = bearing((await issue(admin, id, '2026-11-24')).secret);
      await world.becomes('2026-11-24');
      expect(await comesIn(headers)).toBe(true);
      await world.becomes('2026-11-25');
      expect(await comesIn(headers)).toBe(false);
      await world.becomes(TODAY);
    });

    it('is good no more once it has ended, or its account has', async () => {
      const [one, other] = [await accountWith('NEEDS_READ'), await accountWith('NEEDS_READ')];
      expect([await comesIn(one.headers), await comesIn(other.headers)]).toEqual([true, true]);
      expect(await administers(admin, 'endApiToken', { apiTokenId: one.tokenId })).toMatchObject({
        __typename: 'ApiToken',
        hint: expect.any(String) as unknown,
      });
      expect(await administers(admin, 'endServiceAccount', { serviceAccountId: other.id })).toMatchObject({ __typename: 'ServiceAccount' });
      expect([await comesIn(one.headers), await comesIn(other.headers)]).toEqual([false, false]);
      expect(await administers(admin, 'endApiToken', { apiTokenId: one.tokenId })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
      expect(await administers(admin, 'endServiceAccount', { serviceAccountId: other.id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
      expect(await issue(admin, other.id)).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    });

    it.each(['fagtorg_', `fagtorg_${'x'.repeat(43)}`, 'fagtorg_.-~', 'fagtorg'])('made up as %s is refused', async (token) =>
      expect((await program.sends('{ viewer { id } }', {}, bearing(token))).status).toBe(401),
    );

    it.each(['2026-11-22', '2027-11-24', '2027-02-30'])('until %s is refused', async (lastDay) => {
      const { id } = await make(admin);
      expect(await issue(admin, id, lastDay)).toMatchObject({ code: 'INVALID_INPUT', path: ['lastDay'] });
    });
  });

  describe('a program', () => {
    it('posts a need with the scope, and none without', async () => {
      const [writer, reader] = [
        await accountWith('NEEDS_WRITE'),
        await accountWith('NEEDS_READ', 'OFFERS_READ', 'PEOPLE_READ', 'AUDIT_READ'),
      ];
      const posted = await posts(writer.headers);
      expect(posted).toMatchObject({ __typename: 'Need', status: 'OPEN' });
      expect(await posts(reader.headers)).toMatchObject({ code: 'FORBIDDEN' });
      const { body } = await admin.sends('query ($id: UUID!) { need(id: $id) { history { by { role } } } }', { id: posted.id });
      expect(body.data).toEqual({ need: { history: [{ by: { role: 'SERVICE_ACCOUNT' } }] } });
    });

    it('has its own keys', async () => {
      const { headers } = await accountWith('NEEDS_WRITE');
      const once = { ...headers, 'idempotency-key': 'need-1' };
      expect((await posts(once)).id).toBe((await posts(once)).id);
    });

    it('posts nothing for another organisation', async () => {
      const { headers } = await accountWith('NEEDS_WRITE');
      const { answer } = await program.asks<{ answer: Answer }>(POST, { input: needInput('3427') }, headers);
      expect(answer).toMatchObject({ code: 'FORBIDDEN' });
    });

    it('sees drafts, people and the audit with the scope for each', async () => {
      const { id } = await tolga.caseWorker().posts();
      const needs = `query { need(id: "${id}") { status } }`;
      const people = '{ people(organisationCode: "3426") { name } }';
      const sees = async (...scopes: string[]): Promise<string> => {
        const { headers } = await accountWith(...scopes);
        const need = (await program.sends(needs, {}, headers)).body.data as { need: object | null };
        return [
          need.need ? 'draft' : '-',
          outcome(await program.sends(people, {}, headers)),
          outcome(await asksFor(program, 'auditLog', '3426', headers)),
          outcome(await asksFor(program, 'members', '3426', headers)),
        ].join(' ');
      };
      expect(await sees('NEEDS_READ')).toBe('draft FORBIDDEN NOT_FOUND NOT_FOUND');
      expect(await sees('NEEDS_WRITE')).toBe('draft FORBIDDEN NOT_FOUND NOT_FOUND');
      expect(await sees('OFFERS_READ')).toBe('- FORBIDDEN NOT_FOUND NOT_FOUND');
      expect(await sees('PEOPLE_READ')).toBe('- ok NOT_FOUND NOT_FOUND');
      expect(await sees('AUDIT_READ')).toBe('- FORBIDDEN ok NOT_FOUND');
    });

    it('administers nothing, whatever its scopes', async () => {
      const { id, headers } = await accountWith('NEEDS_READ', 'NEEDS_WRITE', 'OFFERS_READ', 'PEOPLE_READ', 'AUDIT_READ');
      expect(await make(program, {}, headers)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await issue(program, id, TODAY, headers)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await administers(program, 'endServiceAccount', { serviceAccountId: id }, headers)).toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('for others than the administrator', () => {
    const others = Object.entries(everybody(world)).filter(([name]) => !['the administrator', 'nobody'].includes(name));
    it.each(others)('%s makes none, and knows of none', async (_, who) => {
      const { id, tokenId } = await accountWith('NEEDS_READ');
      expect(await make(who)).toMatchObject({ code: 'FORBIDDEN', path: ['organisationCode'] });
      expect(await issue(who, id)).toEqual(await issue(who, randomUUID()));
      expect(await issue(who, id)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await administers(who, 'endServiceAccount', { serviceAccountId: id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await administers(who, 'endApiToken', { apiTokenId: tokenId })).toMatchObject({ code: 'NOT_FOUND' });
      expect(outcome(await asksFor(who, 'serviceAccounts', '3426'))).toBe('NOT_FOUND');
    });
  });

  it.each<[Input, string]>([
    [{ name: ' ' }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ reason: '' }, 'reason'],
    [{ organisationCode: '9999' }, 'organisationCode'],
  ])('an account with %j is refused', async (more, path) =>
    expect(await make(admin, more)).toMatchObject({ code: 'INVALID_INPUT', path: [path] }),
  );
});
