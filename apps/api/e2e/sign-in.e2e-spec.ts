import { type ChainedEvent, followChain } from '@fagtorg/core';
import { Browser, demonstrationSignIn, type Headers, inWorld, send, startProcess, type Visit } from '@fagtorg/testing';
import { attemptSeal } from '../src/identity/oidc/attempt.js';

const VIEWER = '{ viewer { name memberships { role organisation { ... on Municipality { code } } } } }';
const SESSIONS = '{ viewer { sessions { id device signedInAt lastSeenAt current } } }';
const TOLGA = '3426';
const MANAGER = `manager@${TOLGA}.example`;

interface Session {
  readonly id: string;
  readonly device: string;
  readonly signedInAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

inWorld(
  (world) => {
    const browser = (userAgent?: string): Browser => new Browser(new URL(world.url).origin, userAgent);
    const signedIn = async (email: string, userAgent?: string): Promise<Browser> => {
      const someone = browser(userAgent);
      expect((await someone.signsIn(email, { organisation: TOLGA })).status).toBe(303);
      return someone;
    };
    const sessionsOf = async (someone: Browser): Promise<Session[]> => {
      const { body } = await someone.sends(SESSIONS);
      return (body.data as { viewer: { sessions: Session[] } }).viewer.sessions;
    };
    const acts = (thing: string): Promise<{ act: string; code: string; by: boolean }[]> =>
      world.behind.rows(
        `SELECT e.act, o.code, e.actor_id = p.id AS by FROM audit_event e JOIN organisation o ON o.id = e.organisation_id
         LEFT JOIN person p ON p.email = $1 WHERE e.thing_id = $2::uuid ORDER BY e.number`,
        MANAGER,
        thing,
      );

    const later = (seconds: number): Promise<unknown> => world.behind.run('UPDATE clock SET offset_seconds = offset_seconds + $1', seconds);

    describe('signing in', () => {
      it('goes to the identity provider and back to where one was going, and the cookie says who one is', async () => {
        const kari = browser();
        const arrived = await kari.signsIn(MANAGER, { organisation: TOLGA, returnTo: '/behov?sted=3426#treff' });
        expect(arrived).toMatchObject({ status: 303, location: `${kari.origin}/behov?sted=3426#treff` });
        expect(arrived.setCookies).toEqual([
          expect.stringMatching(/^fagtorg-sign-in-[\w-]{12}=; .*Expires=Thu, 01 Jan 1970/),
          expect.stringMatching(/^fagtorg=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
        ]);
        const { body } = await kari.sends(VIEWER);
        expect(body).toMatchObject({ data: { viewer: { memberships: [{ role: 'MANAGER', organisation: { code: TOLGA } }] } } });
      });

      it('keeps how it came about, and neither a secret nor a national number', async () => {
        const kari = await signedIn(MANAGER);
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        const [row] = await world.behind.rows<Record<string, unknown>>('SELECT * FROM session WHERE id = $1::uuid', id);
        expect(row).toMatchObject({ assurance: 'substantial', acting_for: TOLGA, device: 'Firefox, Linux', ended_at: null });
        const secret = (await kari.cookies.getCookies(kari.origin)).find(({ key }) => key === 'fagtorg')?.value ?? '';
        expect(JSON.stringify(await world.behind.rows('SELECT s::text FROM session s'))).not.toContain(secret);
        const subjects = await world.behind.rows<{ subject: string }>('SELECT subject FROM external_identity');
        expect(subjects).toEqual([{ subject: expect.stringMatching(/^[\w-]{43}$/) as string }]);
        expect(await acts(id)).toEqual([{ act: 'sign-in', code: TOLGA, by: true }]);
      });

      it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', '/.//elsewhere.example/phish'])(
        'never sends anybody to %s',
        async (returnTo) => {
          const visit = await browser().visit(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
          expect(visit).toMatchObject({ status: 400, location: null, setCookies: [] });
          expect(visit.text).toContain('Adressen er ikke gyldig');
        },
      );

      it('goes on in one tab though it was begun in another one meanwhile, whose attempt is kept', async () => {
        const kari = browser();
        const first = await kari.comesBackAs(MANAGER, { organisation: TOLGA, returnTo: '/behov' });
        await kari.visit('/sign-in?returnTo=/tilbud');
        expect(await kari.visit(first)).toMatchObject({ status: 303, location: `${kari.origin}/behov` });
        const kept = (await kari.cookies.getCookies(kari.origin)).filter(({ key }) => key.startsWith('fagtorg-sign-in-'));
        expect(kept).toHaveLength(1);
      });

      it('keeps a handful of attempts, however often one begins', async () => {
        const kari = browser();
        for (let time = 0; time < 9; time += 1) await kari.visit('/sign-in');
        expect(await kari.cookies.getCookies(kari.origin)).toHaveLength(5);
        expect((await kari.signsIn(MANAGER, { organisation: TOLGA })).status).toBe(303);
      });

      it('is begun by nobody who only knows the way back', async () => {
        const kari = browser();
        const address = await kari.comesBackAs(MANAGER, { organisation: TOLGA });
        expect(await kari.visit('/sign-in/callback?code=x&state=of-somebody-else')).toMatchObject({ status: 403 });
        expect((await kari.visit(address)).status).toBe(303);
      });

      it('shows a page when one changes one’s mind', async () => {
        const kari = browser();
        const shown = await kari.follow('/sign-in');
        const cancelled = await kari.fillIn(shown, { choice: 'cancel' });
        const back = await kari.follow(cancelled.location ?? '');
        expect(back).toMatchObject({ status: 403, setCookies: [expect.stringMatching(/^fagtorg-sign-in-[\w-]{12}=;/)] });
        expect(back.text).toContain('Du avbrøt innloggingen');
      });
    });

    describe('a session', () => {
      it('is listed to its person, the one in use first, with where and since when', async () => {
        await world.behind.run('DELETE FROM session');
        await signedIn(MANAGER, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0');
        await later(300);
        const kari = await signedIn(MANAGER);
        await signedIn(`caseworker@${TOLGA}.example`);
        expect(await sessionsOf(kari)).toEqual([
          expect.objectContaining({ device: 'Firefox, Linux', current: true }),
          expect.objectContaining({ device: 'Edge, Windows', current: false }),
        ]);
      });

      it('changes its secret every quarter of an hour, and requests that cross each other come through', async () => {
        const kari = await signedIn(MANAGER);
        const before = await secretOf(kari);
        await kari.sends(VIEWER);
        expect(await secretOf(kari)).toBe(before);
        await later(15 * 60 + 1);
        const answers = await Promise.all(Array.from({ length: 8 }, () => kari.visit('/graphql', asBody(VIEWER))));
        expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
        expect(answers.flatMap(({ setCookies }) => setCookies)).toHaveLength(1);
        expect(await secretOf(kari)).not.toBe(before);
        await later(15);
        const slow = browser();
        await slow.cookies.setCookie(`fagtorg=${before}`, slow.origin);
        expect((await slow.visit('/graphql', asBody(VIEWER))).status).toBe(200);
        expect((await kari.sends(VIEWER)).status).toBe(200);
      });

      it('ends for thief and owner when a secret comes back that was changed, and the chain tells', async () => {
        const kari = await signedIn(MANAGER);
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        const thief = browser();
        await thief.cookies.setCookie(`fagtorg=${await secretOf(kari)}`, thief.origin);
        await later(15 * 60 + 1);
        for (const time of [0, 1]) expect([time, (await kari.sends(VIEWER)).status]).toEqual([time, 200]);
        await later(31);
        expect((await thief.sends(VIEWER)).status).toBe(401);
        expect((await kari.sends(VIEWER)).status).toBe(401);
        expect(await acts(id)).toEqual([
          { act: 'sign-in', code: TOLGA, by: true },
          { act: 'end-stolen-session', code: TOLGA, by: null },
        ]);
      });

      it('outlives answers that were lost: the former secret holds until the new one has come back', async () => {
        const kari = await signedIn(MANAGER);
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        const cookie = `fagtorg=${await secretOf(kari)}`;
        const losesTheAnswer = async (): Promise<void> => {
          expect((await kari.sends(VIEWER)).status).toBe(200);
          await kari.cookies.setCookie(cookie, kari.origin);
        };
        await later(15 * 60 + 1);
        await losesTheAnswer();
        await later(31);
        await losesTheAnswer();
        await later(20 * 60);
        expect((await kari.sends(VIEWER)).status).toBe(200);
        expect(`fagtorg=${await secretOf(kari)}`).not.toBe(cookie);
        expect((await kari.sends(VIEWER)).status).toBe(200);
        expect(await acts(id)).toEqual([{ act: 'sign-in', code: TOLGA, by: true }]);
      });

      it('tells of a theft whoever of the two changed the secret, and though the thief leaves it unchanged', async () => {
        for (const changes of ['owner', 'thief', 'thief, who throws it away']) {
          const kari = await signedIn(MANAGER);
          const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
          const stolen = `fagtorg=${await secretOf(kari)}`;
          const thief = browser();
          await thief.cookies.setCookie(stolen, thief.origin);
          await later(15 * 60 + 1);
          for (const someone of changes === 'owner' ? [kari, kari] : [thief, thief]) {
            expect((await someone.sends(VIEWER)).status).toBe(200);
            if (changes.endsWith('away')) await thief.cookies.setCookie(stolen, thief.origin);
          }
          await later(31);
          if (changes.endsWith('away')) {
            for (const time of [0, 1]) expect([time, (await kari.sends(VIEWER)).status]).toEqual([time, 200]);
            await later(31);
          }
          expect((await (changes === 'thief' ? kari : thief).sends(VIEWER)).status).toBe(401);
          expect((await (changes === 'thief' ? thief : kari).sends(VIEWER)).status).toBe(401);
          expect(await acts(id)).toContainEqual({ act: 'end-stolen-session', code: TOLGA, by: null });
        }
      });

      it('is written to at most once a minute', async () => {
        const kari = await signedIn(MANAGER);
        const seen = async (): Promise<string | undefined> => (await sessionsOf(kari)).find(({ current }) => current)?.lastSeenAt;
        const first = await seen();
        await later(30);
        await kari.sends(VIEWER);
        expect(await seen()).toBe(first);
        await later(31);
        await kari.sends(VIEWER);
        expect(await seen()).not.toBe(first);
      });

      it('is ended by its person from elsewhere, and by nobody else', async () => {
        const [kari, again, other] = [await signedIn(MANAGER), await signedIn(MANAGER), await signedIn(`caseworker@${TOLGA}.example`)];
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        const end = async (someone: Browser): Promise<unknown> => {
          const mutation = `mutation ($id: UUID!) { endSession(input: { sessionId: $id }) { __typename ... on Refusal { code path message(language: nn) } } }`;
          return (await someone.sends(mutation, { id })).body.data;
        };
        const missing = {
          __typename: 'Refusal',
          code: 'NOT_FOUND',
          path: ['sessionId'],
          message: 'Finst ikkje, eller er ikkje synleg for deg.',
        };
        expect(await end(other)).toEqual({ endSession: missing });
        expect((await kari.sends(VIEWER)).status).toBe(200);
        expect(await end(again)).toEqual({ endSession: { __typename: 'Viewer' } });
        expect((await kari.sends(VIEWER)).status).toBe(401);
        expect(await end(again)).toEqual({ endSession: missing });
        expect(await acts(id)).toEqual([
          { act: 'sign-in', code: TOLGA, by: true },
          { act: 'end-session', code: TOLGA, by: true },
        ]);
      });

      it('is over when one signs out, here and in the chain; and signing out twice does no harm', async () => {
        const kari = await signedIn(MANAGER);
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        expect(await kari.visit('/sign-out', { method: 'POST' })).toMatchObject({
          status: 204,
          setCookies: [expect.stringMatching(/^fagtorg=;/)],
        });
        expect((await kari.visit('/sign-out', { method: 'POST' })).status).toBe(204);
        expect((await kari.sends(VIEWER)).body).toEqual({ data: { viewer: null } });
        expect(await acts(id)).toEqual([
          { act: 'sign-in', code: TOLGA, by: true },
          { act: 'sign-out', code: TOLGA, by: true },
        ]);
      });

      it('lets a program in for its person, who may end all that programs hold and stay', async () => {
        const kari = await signedIn(MANAGER);
        const { body } = await kari.asksForTokens({ grant_type: 'urn:fagtorg:grant-type:session' });
        const program = (): ReturnType<typeof send> =>
          send(world.url, VIEWER, {}, { authorization: `Bearer ${String(body['access_token'])}` });
        expect((await program()).body).toEqual((await kari.sends(VIEWER)).body);
        expect((await kari.sends('mutation { revokeTokens { __typename } }')).body).toEqual({
          data: { revokeTokens: { __typename: 'Viewer' } },
        });
        expect((await program()).status).toBe(401);
        expect((await kari.sends(VIEWER)).status).toBe(200);
      });
    });

    describe('an API elsewhere', () => {
      const begins = async (more: Readonly<Record<string, string>>): Promise<Visit> => {
        const url = await world.system.startApi({ API_PORT: '0', ...more });
        return new Browser(url).visit('/sign-in');
      };

      it('has cookies over https that are for this very host, over TLS alone', async () => {
        const { status, location, setCookies } = await begins({ PUBLIC_URL: 'https://fagtorg.example' });
        expect(status).toBe(303);
        expect(new URL(location ?? '').searchParams.get('redirect_uri')).toBe('https://fagtorg.example/sign-in/callback');
        expect(setCookies).toEqual([
          expect.stringMatching(
            /^__Host-fagtorg-sign-in-[\w-]{12}=[\w.-]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
          ),
        ]);
      });

      it.each([
        [
          'has no identity provider',
          { PUBLIC_URL: '', OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' },
          'Innlogging er ikke satt opp',
        ],
        ['cannot reach its identity provider', { OIDC_ISSUER: 'http://127.0.0.1:1' }, 'Innloggingstjenesten svarer ikke'],
      ])('says so where it %s', async (_, more, words) => {
        const visit = await begins(more);
        expect(visit).toMatchObject({ status: 503, location: null, setCookies: [] });
        expect(visit.text).toContain(words);
      });
    });

    describe('the chain of the organisation', () => {
      it('is whole after all that', async () => {
        const events = await world.behind.rows<ChainedEvent>(
          `SELECT organisation_id AS "organisationId", number, at, act, actor_id AS "actorId", role, acting_for_id AS "actingForId", thing,
             thing_id AS "thingId", facts, former_hash AS "formerHash", hash
           FROM audit_event WHERE organisation_id = (SELECT id FROM organisation WHERE code = $1) ORDER BY number`,
          TOLGA,
        );
        expect(events.length).toBeGreaterThan(10);
        expect(followChain(events)).toHaveProperty('head');
      });
    });

    describe('the identity provider', () => {
      it('gives nothing for a code that was used, nor to whoever lacks the verifier', async () => {
        const kari = browser();
        const address = new URL(await kari.comesBackAs(MANAGER, { organisation: TOLGA }));
        const seal = attemptSeal(JSON.parse(world.system.environment['TOKEN_KEY'] ?? '') as Parameters<typeof attemptSeal>[0]);
        const name = `fagtorg-sign-in-${address.searchParams.get('state')?.slice(0, 12) ?? ''}`;
        const attempt = await seal.open(await secretOf(kari, name));
        if (!attempt) throw new Error('The cookie could not be opened.');
        const give = async (more: object): Promise<unknown> =>
          kari.cookies.setCookie(`${name}=${await seal.seal({ ...attempt, ...more })}`, kari.origin);
        await give({ codeVerifier: 'another-verifier-of-forty-three-characters-' });
        expect((await kari.visit(address.href)).status).toBe(403);
        const again = new URL(await kari.comesBackAs(MANAGER, { organisation: TOLGA }));
        expect((await kari.visit(again.href)).status).toBe(303);
        const newest = new URL((await kari.visit('/sign-in')).location ?? '');
        again.searchParams.set('state', newest.searchParams.get('state') ?? '');
        expect((await kari.visit(again.href)).status).toBe(403);
      });

      it('asks again for an address that nobody has, and writes what was typed harmlessly', async () => {
        const kari = browser();
        const shown = await kari.fillIn(await kari.follow('/sign-in'), {
          email: '"><script>x</script>@elsewhere.example',
          choice: 'go-on',
        });
        expect(shown.status).toBe(200);
        expect(shown.text).toContain('role="alert"');
        expect(shown.text).not.toContain('<script');
      });

      it('lets somebody act for themselves, and nobody for an organisation that is not theirs', async () => {
        for (const organisation of ['', '5001']) {
          const kari = browser();
          expect((await kari.signsIn(MANAGER, { organisation })).status).toBe(303);
        }
        const chosen = await world.behind.rows('SELECT acting_for FROM session ORDER BY created_at DESC, id LIMIT 2');
        expect(chosen).toEqual([{ acting_for: null }, { acting_for: null }]);
      });

      it.each([
        ['in production', { NODE_ENV: 'production', DEMONSTRATION: 'false' }],
        ['without a demonstration', { DEMONSTRATION: 'false' }],
      ])('does not start %s', async (_, more) => {
        const inEarnest = { OIDC_PROFILE: 'ansattporten', PUBLIC_URL: 'https://fagtorg.example', OIDC_ISSUER: 'https://provider.example' };
        const start = startProcess('identity-provider', { ...world.system.environment, ...inEarnest, ...more }, /answers/);
        await expect(start).rejects.toThrow(/ended with 78 [^]*lets everyone in/);
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);

const asBody = (query: string): { method: string; body: string; headers: Headers } => ({
  method: 'POST',
  body: JSON.stringify({ query }),
  headers: { 'content-type': 'application/json' },
});

const secretOf = async ({ cookies, origin }: Browser, name = 'fagtorg'): Promise<string> =>
  (await cookies.getCookies(origin)).find(({ key }) => key === name)?.value ?? '';
