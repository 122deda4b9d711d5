import { type Headers, type Input, inWorld, type Person } from '@fagtorg/testing';
import { createHash, randomUUID } from 'node:crypto';
import { administers, type Answer, asksFor, everybody, outcome, rowsOf } from './support/administration.js';

const TODAY = '2026-11-23';

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const admin = tolga.orgAdmin();
  const invite = (who: Person, more: Input = {}, headers: Headers = {}): Promise<Answer> =>
    administers(
      who,
      'invite',
      { organisationCode: '3426', email: 'Ny@Tolga.kommune.no', role: 'CASE_WORKER', from: TODAY, reason: 'Nyansatt', ...more },
      headers,
    );
  const withdraw = (who: Person, invitationId: string | undefined): Promise<Answer> =>
    administers(who, 'withdrawInvitation', { invitationId: invitationId ?? '' });
  const stored = (): Promise<string> =>
    world.behind.rows<object>('SELECT *, encode(secret_hash, $1) AS hash FROM invitation', 'hex').then(JSON.stringify);

  it('is made with who and why, for 14 days, and its link is told once', async () => {
    const answer = await invite(admin, { to: '2027-12-31', unit: 'Helse' });
    expect(answer).toMatchObject({
      __typename: 'IssuedInvitation',
      invitation: {
        ...{ email: 'ny@tolga.kommune.no', state: 'PENDING', role: 'CASE_WORKER', unit: 'Helse', from: TODAY, to: '2027-12-31' },
        ...{ reason: 'Nyansatt', invitedBy: { role: 'ORG_ADMIN' }, expiresAt: expect.stringMatching(/^2026-12-07T1[01]:/) as unknown },
      },
    });
    expect(answer.linkPath).toMatch(/^\/invitation\/[\w-]{43}$/);
    const secret = String(answer.linkPath).replace('/invitation/', '');
    expect(await stored()).not.toContain(secret);
    expect(await stored()).toContain(createHash('sha256').update(secret).digest('hex'));
    expect(JSON.stringify(await asksFor(admin, 'invitations', '3426'))).not.toContain(secret);
  });

  it('comes once for one key, and its link does not come again', async () => {
    const key = { 'idempotency-key': 'invite-1' };
    const [first, second] = [await invite(admin, {}, key), await invite(admin, {}, key)];
    expect([second.invitation, second.linkPath]).toEqual([first.invitation, null]);
  });

  it('forgets the address when it is withdrawn, and is withdrawn once', async () => {
    const { invitation } = await invite(admin);
    expect(await withdraw(admin, invitation?.id)).toMatchObject({ __typename: 'Invitation', state: 'WITHDRAWN', email: null });
    expect(await withdraw(admin, invitation?.id)).toMatchObject({ code: 'EXPIRED' });
  });

  it.each<[string, Input, string]>([
    ['to no address', { email: 'ny' }, 'INVALID_INPUT email'],
    ['to the platform’s administrator', { role: 'PLATFORM_ADMIN' }, 'INVALID_INPUT role'],
    ['from yesterday', { from: '2026-11-22' }, 'INVALID_INPUT from'],
    ['without a reason', { reason: '' }, 'INVALID_INPUT reason'],
    ['by an amount below nothing', { role: 'MANAGER', amountLimitOre: -1 }, 'INVALID_INPUT amountLimitOre'],
    ['to Oslo as a county', { organisationCode: '03' }, 'INVALID_INPUT organisationCode'],
  ])('%s is refused', async (_, more, refused) => {
    const { code, path } = await invite(admin, more);
    expect(`${String(code)} ${String(path)}`).toBe(refused);
  });

  describe('for others than the administrator', () => {
    const others = Object.entries(everybody(world)).filter(([name]) => !['the administrator', 'nobody'].includes(name));
    it.each(others)('%s neither makes one nor knows of any', async (_, who) => {
      const { invitation } = await invite(admin);
      expect(await invite(who)).toMatchObject({ code: 'FORBIDDEN', path: ['organisationCode'] });
      expect(await withdraw(who, invitation?.id)).toEqual(await withdraw(who, randomUUID()));
      expect(await withdraw(who, invitation?.id)).toMatchObject({ code: 'NOT_FOUND', path: ['invitationId'] });
      expect(outcome(await asksFor(who, 'invitations', '3426'))).toBe('NOT_FOUND');
    });
  });

  it('that nobody accepts in time expires, and its address is forgotten everywhere', async () => {
    const { invitation } = await invite(admin, { email: 'sen@tolga.kommune.no' });
    await world.becomes('2026-12-08');
    const listed = JSON.stringify(await rowsOf(admin, 'invitations', '3426'));
    expect(listed).not.toContain('sen@tolga.kommune.no');
    expect(listed).toContain('EXPIRED');
    // What is kept too long is looked for once a day of real time.
    await world.behind.run(`UPDATE outbox SET requested_at = requested_at - interval '1 day' WHERE job = 'enforce-retention'`);
    await world.isSwept();
    expect(await world.behind.number('SELECT count(email) FROM invitation')).toBe(0);
    expect(await withdraw(admin, invitation?.id)).toMatchObject({ code: 'EXPIRED' });
    await world.becomes(TODAY);
  });
});
