import { Browser, demonstrationSignIn, type Headers, inWorld, send } from '@fagtorg/testing';
import { newTokenKey } from '@fagtorg/platform';
import { calculateJwkThumbprint, importJWK, type JWK, SignJWT } from 'jose';
import { randomBytes, randomUUID } from 'node:crypto';

const TOLGA = '3426';
const MANAGER = `manager@${TOLGA}.example`;
const VIEWER = '{ viewer { id } }';
const now = (): number => Math.floor(Date.now() / 1000);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const random = (): string => randomBytes(32).toString('base64url');

inWorld(
  (world) => {
    /** Signs a bearer token as the API does, but for what is given; undefined leaves a claim or a field of the header out. */
    const bearer = async (
      claims: Readonly<Record<string, unknown>> = {},
      { header = {}, key }: { header?: Readonly<Record<string, unknown>>; key?: JWK | Uint8Array } = {},
    ): Promise<string> => {
      const { d, ...ours } = JSON.parse(world.system.environment['TOKEN_KEY'] ?? '') as JWK;
      const holder = await world.behind.tokenHolder(MANAGER);
      const payload = {
        iss: 'https://fagtorg.example',
        aud: 'fagtorg-api',
        sub: holder.personId,
        ver: holder.version,
        iat: now(),
        exp: now() + 60,
      };
      const by = key instanceof Uint8Array ? key : await importJWK(key ?? { ...ours, d: d ?? '' }, 'EdDSA');
      const protectedHeader = { alg: 'EdDSA', typ: 'at+jwt', kid: await calculateJwkThumbprint(ours), ...header };
      return new SignJWT({ ...payload, ...claims }).setProtectedHeader(protectedHeader).sign(by);
    };
    const publicKey = (): JWK => {
      const { kty, crv, x } = JSON.parse(world.system.environment['TOKEN_KEY'] ?? '') as JWK;
      return { kty, crv, x } as JWK;
    };
    const asks = (headers: Headers, url = world.url) => send(url, VIEWER, {}, headers);
    const anyBrowser = (): Browser => new Browser(new URL(world.url).origin);
    const signedIn = async (email = MANAGER): Promise<Browser> => {
      const browser = anyBrowser();
      expect((await browser.signsIn(email)).status).toBe(303);
      return browser;
    };
    const tokensOf = async (browser: Browser): Promise<{ access: string; refresh: string }> => {
      const { body } = await browser.asksForTokens({ grant_type: 'urn:fagtorg:grant-type:session' });
      return { access: String(body['access_token']), refresh: String(body['refresh_token']) };
    };
    const renews = (token: string) => anyBrowser().asksForTokens({ grant_type: 'refresh_token', refresh_token: token });
    const secretOf = async ({ cookies, origin }: Browser): Promise<string> =>
      (await cookies.getCookies(origin)).find(({ key }) => key === 'fagtorg')?.value ?? '';
    const withSecret = async (secret: string): Promise<Browser> => {
      const browser = anyBrowser();
      await browser.cookies.setCookie(`fagtorg=${secret}`, browser.origin);
      return browser;
    };
    const later = (seconds: number): Promise<unknown> => world.behind.run('UPDATE clock SET offset_seconds = offset_seconds + $1', seconds);

    describe('a bearer token', () => {
      it('is taken as the API gives it', async () => {
        const { personId } = await world.behind.tokenHolder(MANAGER);
        expect((await asks({ authorization: `Bearer ${await bearer()}` })).body).toEqual({ data: { viewer: { id: personId } } });
      });

      it.each<[what: string, token: () => Promise<string> | string]>([
        ['without a signature', async () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${(await bearer()).split('.')[1] ?? ''}.`],
        [
          'signed with the public key as a secret',
          () => bearer({}, { key: Buffer.from(publicKey().x ?? '', 'base64url'), header: { alg: 'HS256' } }),
        ],
        ['signed with another key', async () => bearer({}, { key: await newTokenKey() })],
        [
          'signed with a key that it brings along',
          async () => {
            const key = await newTokenKey();
            const { kty, crv, x } = key;
            return bearer({}, { key, header: { jwk: { kty, crv, x } } });
          },
        ],
        ['that names another key', () => bearer({}, { header: { kid: 'another' } })],
        ['that names no key', () => bearer({}, { header: { kid: undefined } })],
        ['of another issuer', () => bearer({ iss: 'https://elsewhere.example' })],
        ['of no issuer', () => bearer({ iss: undefined })],
        ['for others', () => bearer({ aud: 'another-api' })],
        ['for nobody', () => bearer({ aud: undefined })],
        ['of another type', () => bearer({}, { header: { typ: 'JWT' } })],
        ['of no type', () => bearer({}, { header: { typ: undefined } })],
        ['that has expired', () => bearer({ exp: now() - 60 })],
        ['that is not valid yet', () => bearer({ nbf: now() + 60 })],
        ['that never expires', () => bearer({ exp: undefined })],
        ['that was never issued', () => bearer({ iat: undefined })],
        ['about no person', () => bearer({ sub: undefined })],
        ['about a person who never was', () => bearer({ sub: randomUUID() })],
        ['about no id', () => bearer({ sub: "' OR true --" })],
        ['of no version', () => bearer({ ver: undefined })],
        ['of a version that is over', () => bearer({ ver: -1 })],
        ['of a version to come', () => bearer({ ver: 1_000_000 })],
        ['of a version in words', () => bearer({ ver: '0' })],
        [
          'whose person was changed',
          async () => {
            const [header = '', payload = '', signature = ''] = (await bearer()).split('.');
            const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
            return [header, encoded({ ...claims, sub: await world.behind.personId('admin@fagtorg.example') }), signature].join('.');
          },
        ],
        ['cut in half', async () => (await bearer()).slice(0, 80)],
        ['that is empty', () => ''],
        ['that comes twice', async () => `${await bearer()}, Bearer ${await bearer()}`],
        ['that is a word', () => 'token'],
        ['that is the secret of a session', async () => secretOf(await signedIn())],
        ['that is a refresh token', async () => (await tokensOf(await signedIn())).refresh],
      ])('%s is refused', async (_, token) => {
        const { status, body } = await asks({ authorization: `Bearer ${await token()}` });
        expect({ status, code: body.errors?.[0]?.extensions.code, data: body.data }).toEqual({
          status: 401,
          code: 'UNAUTHENTICATED',
          data: undefined,
        });
      });

      it('is refused in another scheme', async () => {
        expect((await asks({ authorization: `Basic ${await bearer()}` })).status).toBe(401);
      });

      it('of somebody who was erased is refused', async () => {
        const token = await bearer();
        await world.behind.run('UPDATE person SET erased_at = now() WHERE email = $1', MANAGER);
        expect((await asks({ authorization: `Bearer ${token}` })).status).toBe(401);
        await world.behind.run('UPDATE person SET erased_at = NULL WHERE email = $1', MANAGER);
      });

      it('of somebody who is made up is refused where no demonstration runs', async () => {
        const inEarnest = {
          DEMONSTRATION: 'false',
          API_PORT: '0',
          PUBLIC_URL: '',
          OIDC_ISSUER: '',
          OIDC_CLIENT_ID: '',
          OIDC_CLIENT_SECRET: '',
          OIDC_PROFILE: '',
        };
        const url = await world.system.startApi(inEarnest);
        expect((await asks({ authorization: `Bearer ${await bearer()}` }, `${url}/graphql`)).status).toBe(401);
      });
    });

    describe('a session', () => {
      it.each<[what: string, secret: () => Promise<string> | string]>([
        ['nobody has', random],
        ['with one letter changed', async () => (await secretOf(await signedIn())).replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'))],
        [
          'that is a hash from the database',
          async () => {
            await signedIn();
            const [row] = await world.behind.rows<{ hash: string }>(`SELECT encode(secret_hash, 'base64') AS hash FROM session LIMIT 1`);
            return encodeURIComponent(row?.hash ?? '');
          },
        ],
        ['that is empty', () => ''],
        ['that is a bearer token', () => bearer()],
        [
          'that has been signed out',
          async () => {
            const browser = await signedIn();
            const secret = await secretOf(browser);
            expect((await browser.visit('/sign-out', { method: 'POST' })).status).toBe(204);
            return secret;
          },
        ],
        [
          'that was ended from another browser',
          async () => {
            const [first, second] = [await signedIn(), await signedIn()];
            const { body } = await second.sends('mutation { endOtherSessions { __typename ... on Viewer { sessions { current } } } }');
            expect(body.data).toEqual({ endOtherSessions: { __typename: 'Viewer', sessions: [{ current: true }] } });
            return secretOf(first);
          },
        ],
        [
          'that nobody has used for an hour',
          async () => {
            const secret = await secretOf(await signedIn());
            await later(3_600);
            return secret;
          },
        ],
        [
          'of yesterday, however busy',
          async () => {
            const secret = await secretOf(await signedIn());
            await world.behind.run(
              `UPDATE session SET created_at = app.now() - interval '12 hours', expires_at = app.now() WHERE ended_at IS NULL`,
            );
            return secret;
          },
        ],
        [
          'whose secret was changed more than half a minute ago',
          async () => {
            const browser = await signedIn();
            const secret = await secretOf(browser);
            await later(15 * 60 + 1);
            expect((await browser.sends(VIEWER)).status).toBe(200);
            await later(31);
            return secret;
          },
        ],
        [
          'whose former secret somebody else has come with',
          async () => {
            const browser = await signedIn();
            const stolen = await secretOf(browser);
            await later(15 * 60 + 1);
            expect((await browser.sends(VIEWER)).status).toBe(200);
            await later(31);
            expect((await (await withSecret(stolen)).sends(VIEWER)).status).toBe(401);
            return secretOf(browser);
          },
        ],
      ])('%s is refused, and the browser forgets it', async (_, secret) => {
        const browser = await withSecret(await secret());
        const visit = await browser.visit('/graphql', {
          method: 'POST',
          body: JSON.stringify({ query: VIEWER }),
          headers: { 'content-type': 'application/json' },
        });
        expect(visit.status).toBe(401);
        expect(visit.setCookies).toEqual([expect.stringMatching(/^fagtorg=; .*Expires=Thu, 01 Jan 1970/)]);
        expect(await secretOf(browser)).toBe('');
      });

      it.each<[from: string, headers: Headers]>([
        ['another site', { origin: 'https://elsewhere.example' }],
        ['a sister of our site', { origin: 'http://127.0.0.1:1' }],
        ['nowhere', { origin: 'null' }],
        ['somebody who does not say', { origin: '' }],
      ])('changes nothing for a page of %s', async (_, headers) => {
        const browser = await signedIn();
        expect((await browser.sends('mutation { revokeTokens { __typename } }', {}, headers)).status).toBe(403);
        expect((await browser.asksForTokens({ grant_type: 'urn:fagtorg:grant-type:session' }, headers)).status).toBe(403);
        expect((await browser.visit('/sign-out', { method: 'POST', headers })).status).toBe(403);
        expect((await browser.sends('mutation { revokeTokens { __typename } }')).status).toBe(200);
      });

      it('under the name that it has over https says nothing over http', async () => {
        const secret = await secretOf(await signedIn());
        expect((await asks({ cookie: `__Host-fagtorg=${secret}` })).body).toEqual({ data: { viewer: null } });
      });
    });

    describe('a refresh token', () => {
      it('is renewed, and what comes of it is good', async () => {
        const { refresh } = await tokensOf(await signedIn());
        const { status, body } = await renews(refresh);
        expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600 } });
        expect(body['refresh_token']).not.toBe(refresh);
        expect((await asks({ authorization: `Bearer ${String(body['access_token'])}` })).status).toBe(200);
      });

      it('that comes a second time ends its family, all that is out with it, and the chain tells', async () => {
        const { access, refresh } = await tokensOf(await signedIn());
        const { body } = await renews(refresh);
        expect(await renews(refresh)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
        expect(await renews(String(body['refresh_token']))).toEqual({ status: 400, body: { error: 'invalid_grant' } });
        for (const token of [access, String(body['access_token'])])
          expect((await asks({ authorization: `Bearer ${token}` })).status).toBe(401);
        const told = await world.behind.rows<{ act: string; actorId: string | null }>(
          `SELECT act, actor_id AS "actorId" FROM audit_event WHERE act = 'end-stolen-tokens'`,
        );
        expect(told).toEqual([{ act: 'end-stolen-tokens', actorId: null }]);
      });

      it('that two come with at once is renewed for one at most', async () => {
        const { refresh } = await tokensOf(await signedIn());
        const answers = await Promise.all(Array.from({ length: 8 }, () => renews(refresh)));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(answers.filter(({ status }) => status === 400)).toHaveLength(7);
      });

      it.each<[what: string, token: () => Promise<string> | string]>([
        ['that nobody was given', random],
        ['that is empty', () => ''],
        [
          'with one letter changed',
          async () => (await tokensOf(await signedIn())).refresh.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a')),
        ],
        ['that is a bearer token', async () => (await tokensOf(await signedIn())).access],
        ['that is the secret of a session', async () => secretOf(await signedIn())],
        [
          'that has been revoked',
          async () => {
            const browser = await signedIn();
            const { refresh } = await tokensOf(browser);
            expect((await browser.sends('mutation { revokeTokens { __typename } }')).status).toBe(200);
            return refresh;
          },
        ],
        [
          'of a session that was signed out',
          async () => {
            const browser = await signedIn();
            const { refresh } = await tokensOf(browser);
            await browser.visit('/sign-out', { method: 'POST' });
            return refresh;
          },
        ],
        [
          'of a month ago',
          async () => {
            const { refresh } = await tokensOf(await signedIn());
            await later(30 * 86_400);
            return refresh;
          },
        ],
        [
          'of a month ago, though it was renewed',
          async () => {
            const { refresh } = await tokensOf(await signedIn());
            await later(29 * 86_400);
            const { status, body } = await renews(refresh);
            expect(status).toBe(200);
            await later(86_400);
            return String(body['refresh_token']);
          },
        ],
      ])('%s is refused', async (_, token) => {
        expect(await renews(await token())).toEqual({ status: 400, body: { error: 'invalid_grant' } });
      });

      it.each<[what: string, form: Readonly<Record<string, string>>, error: string]>([
        ['nothing', {}, 'invalid_request'],
        ['a refresh without a token', { grant_type: 'refresh_token' }, 'invalid_request'],
        ['a password', { grant_type: 'password', username: MANAGER, password: 'x' }, 'unsupported_grant_type'],
        ['a session that is none', { grant_type: 'urn:fagtorg:grant-type:session' }, 'invalid_grant'],
      ])('is not given for %s', async (_, form, error) => {
        expect(await anyBrowser().asksForTokens(form)).toEqual({ status: 400, body: { error } });
      });

      it('is not given for a bearer token', async () => {
        const headers = { authorization: `Bearer ${await bearer()}` };
        const answer = await anyBrowser().asksForTokens({ grant_type: 'urn:fagtorg:grant-type:session' }, headers);
        expect(answer).toEqual({ status: 400, body: { error: 'invalid_grant' } });
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
