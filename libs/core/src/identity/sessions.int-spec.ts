import { overtaken } from '../overtaken.spec-support.js';
import { openPeople, type People } from '../people.spec-support.js';
import { RefreshTokensService } from './refresh-tokens.service.js';
import { SessionsService } from './sessions.service.js';

let people: People;
let sessions: SessionsService;
let refreshTokens: RefreshTokensService;

beforeAll(async () => {
  people = await openPeople();
  sessions = new SessionsService(people.database, { idleMinutes: 8 * 60, hours: 12 });
  refreshTokens = new RefreshTokensService(people.database, 30);
});
afterAll(() => people.close());

const MINUTES = 60;
const HOURS = 60 * MINUTES;
const DAYS = 24 * HOURS;

const asSteward = (sql: string): Promise<unknown[]> => people.asSteward(sql);
const later = (seconds: number): Promise<unknown> => asSteward(`UPDATE clock SET offset_seconds = offset_seconds + ${seconds} RETURNING 1`);

let attempts = 0;
const attempt = () => ({ id: `attempt ${(attempts += 1)}`, expiresAt: new Date(Date.now() + 600_000) });

/** The accounts that nobody has signed in with yet; each spec takes one, so that none ends another's sessions. */
const accounts = ['manager', 'caseworker', 'specialist1', 'specialist2', 'orgadmin'].flatMap((role) => [
  `${role}@3426.example`,
  `${role}@3427.example`,
  `${role}@3429.example`,
  `${role}@3430.example`,
]);
const proven = (email: string) => ({ issuer: 'https://id.example', subject: email, verifiedEmail: email });
const facts = { device: 'Firefox', assurance: null, actingFor: null };

interface Visitor {
  readonly personId: string;
  readonly sessionId: string;
  readonly secret: string;
}

async function visitor(): Promise<Visitor> {
  const begun = await sessions.begin(proven(accounts.shift() ?? ''), facts, attempt());
  if (typeof begun === 'string') throw new Error(`Not signed in: ${begun}`);
  const used = await sessions.use(begun.secret);
  if (!used) throw new Error('The session does not hold.');
  return { personId: used.personId, sessionId: used.id, secret: begun.secret };
}

describe('a session', () => {
  it('begins once for each answer of the provider', async () => {
    const answer = attempt();
    const who = proven('manager@3428.example');
    expect(await sessions.begin(who, facts, answer)).toMatchObject({ hasRole: true });
    expect(await sessions.begin(who, facts, answer)).toBe('answer-taken');
  });

  it('is ended by its owner and by nobody else', async () => {
    const [own, other] = [await visitor(), await visitor()];
    expect(await sessions.end(other.personId, own.sessionId)).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } });
    expect(await sessions.use(own.secret)).not.toBeNull();
    expect(await sessions.end(own.personId, own.sessionId)).toMatchObject({ ok: true });
    expect(await sessions.use(own.secret)).toBeNull();
  });

  it('ends when nobody uses it', async () => {
    const { secret } = await visitor();
    await later(8 * HOURS + 1);
    expect(await sessions.use(secret)).toBeNull();
  });

  it('ends after its hours, though it was used', async () => {
    const { secret } = await visitor();
    await later(7 * HOURS);
    const renewed = (await sessions.use(secret))?.newSecret ?? '';
    await later(4 * HOURS);
    expect(await sessions.use(renewed)).not.toBeNull();
    await later(1 * HOURS);
    expect(await sessions.use(renewed)).toBeNull();
  });

  it('changes its secret, and the one before holds until the new one has been used for a while', async () => {
    const { secret } = await visitor();
    await later(16 * MINUTES);
    const renewed = (await sessions.use(secret))?.newSecret ?? '';
    expect(renewed).not.toBe('');
    expect(await sessions.use(renewed)).toMatchObject({ newSecret: null });
    await later(20);
    expect(await sessions.use(secret)).toMatchObject({ newSecret: null });
  });

  it('ends for owner and thief where the former secret comes after that', async () => {
    const { secret } = await visitor();
    await later(16 * MINUTES);
    const renewed = (await sessions.use(secret))?.newSecret ?? '';
    await sessions.use(renewed);
    await later(31);
    expect(await sessions.use(secret)).toBeNull();
    expect(await sessions.use(renewed)).toBeNull();
  });
});

describe('an identity', () => {
  it('is nobody’s once its owner has been erased', async () => {
    const email = accounts[0] ?? '';
    const { personId } = await visitor();
    await asSteward(`UPDATE person SET erased_at = now() WHERE id = '${personId}' RETURNING 1`);
    expect(await sessions.begin(proven(email), facts, attempt())).toBe('not-invited');
  });

  it('is not a second one of somebody whom the provider knows by another', async () => {
    const email = accounts[0] ?? '';
    await visitor();
    const successor = { ...proven(email), subject: 'who has the address now' };
    expect(await sessions.begin(successor, facts, attempt())).toBe('not-invited');
  });
});

describe('a refresh token', () => {
  const given = async ({ personId, sessionId }: Visitor): Promise<string> =>
    (await refreshTokens.begin(personId, sessionId, null)).refreshToken;

  it('that comes twice ends its family, and the bearer tokens that are out', async () => {
    const who = await visitor();
    const first = await given(who);
    const renewed = await refreshTokens.renew(first);
    expect(renewed).not.toBeNull();
    expect(await refreshTokens.renew(first)).toBeNull();
    expect(await refreshTokens.renew(renewed?.refreshToken ?? '')).toBeNull();
    expect(await people.identity.actorOf(who.personId, renewed?.holder.version)).toBeNull();
    expect(await people.identity.actorOf(who.personId, (renewed?.holder.version ?? 0) + 1)).not.toBeNull();
  });

  it('is not renewed for two who come with it at once', async () => {
    const who = await visitor();
    const token = await given(who);
    const use = `WITH locked AS (SELECT id FROM person WHERE id = '${who.personId}' FOR UPDATE)
      UPDATE refresh_token SET used_at = now() WHERE person_id = (SELECT id FROM locked)`;
    expect(
      await overtaken(
        (first) => people.database.asGatekeeper(first),
        use,
        () => refreshTokens.renew(token),
      ),
    ).toBeNull();
  });

  it.each<[string, (who: Visitor) => Promise<unknown>]>([
    ['revoked', ({ personId }) => refreshTokens.revokeAll(personId)],
    ['a month old', () => later(30 * DAYS)],
    ['of a session that has ended', ({ personId, sessionId }) => sessions.end(personId, sessionId)],
    ['of somebody who was erased', ({ personId }) => asSteward(`UPDATE person SET erased_at = now() WHERE id = '${personId}' RETURNING 1`)],
  ])('is not renewed that is %s', async (_, ends) => {
    const who = await visitor();
    const token = await given(who);
    await ends(who);
    expect(await refreshTokens.renew(token)).toBeNull();
  });
});

describe('who somebody is', () => {
  it('is nobody once they are erased', async () => {
    const { personId } = await visitor();
    await asSteward(`UPDATE person SET erased_at = now() WHERE id = '${personId}' RETURNING 1`);
    expect(await people.identity.actorOf(personId)).toBeNull();
  });

  it('follows from the roles that are in force', async () => {
    const { personId } = await visitor();
    const dated = (from: string, to: string): Promise<unknown> =>
      asSteward(
        `UPDATE membership SET valid_from = app.today() + ${from}, valid_to = app.today() + ${to} WHERE person_id = '${personId}' RETURNING 1`,
      );
    const roles = async (): Promise<number> => (await people.identity.actorOf(personId))?.memberships.length ?? 0;
    expect(await roles()).toBeGreaterThan(0);
    await dated('1', '2');
    expect(await roles()).toBe(0);
    await dated('-2', '-1');
    expect(await roles()).toBe(0);
    await dated('0', '0');
    expect(await roles()).toBeGreaterThan(0);
  });
});
