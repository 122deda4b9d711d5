import { Browser, inWorld, type Visit } from '@fagtorg/testing';
import { type CryptoKey, generateKeyPair, type JWTPayload } from 'jose';
import { attemptSeal } from '../src/identity/oidc/attempt.js';
import { CLIENT_ID, CLIENT_SECRET, DishonestProvider, type TokenAnswer } from './support/dishonest-provider.js';

const EMAIL = 'manager@3426.example';
const COOKIE = 'fagtorg-sign-in-';
const now = (): number => Math.floor(Date.now() / 1000);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const provider = new DishonestProvider();

/** A browser that has begun to sign in, and what an honest provider would answer it. */
interface Scene {
  readonly browser: Browser;
  /** Of the answer in the address. */
  readonly answer: URLSearchParams;
  /** Of the identity token. */
  readonly claims: JWTPayload & { readonly [claim: string]: unknown };
}

/** What is wrong with an answer: in the browser or the address, or in the tokens. */
type Lie = (scene: Scene) => Promise<TokenAnswer> | TokenAnswer;

const signed = async (claims: JWTPayload, more: Parameters<DishonestProvider['sign']>[1] = {}): Promise<TokenAnswer> => ({
  idToken: await provider.sign(claims, more),
});
/** The identity token has other claims; undefined leaves one out. */
const claiming =
  (more: Readonly<Record<string, unknown>>): Lie =>
  ({ claims }) =>
    signed({ ...claims, ...more });
/** The address has other parameters; null leaves one out. */
const addressed =
  (more: Readonly<Record<string, string | null>>): Lie =>
  ({ answer, claims }) => {
    for (const [name, value] of Object.entries(more)) {
      if (value === null) answer.delete(name);
      else answer.set(name, value);
    }
    return signed(claims);
  };
const otherKey = async (): Promise<CryptoKey> => (await generateKeyPair('RS256')).privateKey;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const lies: readonly (readonly [what: string, lie: Lie])[] = [
  // the address
  ['another state', addressed({ state: 'another' })],
  [
    'a state that begins like ours',
    ({ answer, claims }) => {
      answer.set('state', `${(answer.get('state') ?? '').slice(0, 16)}another`);
      return signed(claims);
    },
  ],
  ['no state', addressed({ state: null })],
  [
    'two states',
    ({ answer, claims }) => {
      answer.append('state', answer.get('state') ?? '');
      return signed(claims);
    },
  ],
  ['no code', addressed({ code: null })],
  ['the issuer of another provider (mix-up)', addressed({ iss: 'https://elsewhere.example' })],
  ['no issuer, though the provider names itself', addressed({ iss: null })],
  ['the error access_denied', addressed({ code: null, error: 'access_denied' })],
  ['the error server_error', addressed({ code: null, error: 'server_error' })],
  ['an error beside a code', addressed({ error: 'login_required' })],
  ['an answer in JWT, which was not asked for', addressed({ response: 'eyJhbGciOiJub25lIn0.e30.' })],
  ['an identity token in the address', addressed({ id_token: 'eyJhbGciOiJub25lIn0.e30.' })],
  // the browser
  [
    'no cookie',
    async ({ browser, claims }) => {
      await browser.cookies.removeAllCookies();
      return signed(claims);
    },
  ],
  [
    'the cookie of another browser',
    async ({ browser, claims }) => {
      const other = new Browser(browser.origin);
      await other.visit('/sign-in');
      await give(browser, await cookieOf(other));
      return signed(claims);
    },
  ],
  [
    'a tampered cookie',
    async ({ browser, claims }) => {
      const cookie = await cookieOf(browser);
      await give(browser, `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`);
      return signed(claims);
    },
  ],
  ['a cookie sealed elsewhere', resealed({ tokenKey: { d: Buffer.alloc(32, 1).toString('base64url') } })],
  ['a cookie that is too old', resealed({ expiresAt: new Date(Date.now() - 60_000) })],
  [
    'an organisation that we do not know',
    ({ claims }) => signed({ ...claims, authorization_details: [{ type: 'ansattporten:orgno', orgno: { ID: '0192:999999999' } }] }),
  ],
  [
    'an organisation in which the person has no role',
    ({ claims }) => signed({ ...claims, authorization_details: [{ type: 'ansattporten:orgno', orgno: { ID: '0192:958935420' } }] }),
  ],
  // the signature
  ['a token without a signature', ({ claims }) => ({ idToken: `${encoded({ alg: 'none' })}.${encoded(claims)}.` })],
  ['a token signed with our secret', ({ claims }) => signed(claims, { key: bytes(CLIENT_SECRET), header: { alg: 'HS256' } })],
  [
    'a token signed with the public key as a secret',
    async ({ claims }) => signed(claims, { key: bytes(await provider.publicPem()), header: { alg: 'HS256' } }),
  ],
  ['a token signed with another key', async ({ claims }) => signed(claims, { key: await otherKey() })],
  [
    'a token signed with a key that nobody knows',
    async ({ claims }) => signed(claims, { key: await otherKey(), header: { kid: 'unknown' } }),
  ],
  [
    'a token signed with another algorithm',
    async ({ claims }) => signed(claims, { key: (await generateKeyPair('ES256')).privateKey, header: { alg: 'ES256' } }),
  ],
  [
    'a token whose claims were changed',
    async ({ claims }) => {
      const [header = '', , signature = ''] = (await provider.sign(claims)).split('.');
      return { idToken: [header, encoded({ ...claims, email: 'admin@fagtorg.example' }), signature].join('.') };
    },
  ],
  ['a token cut in half', async ({ claims }) => ({ idToken: (await provider.sign(claims)).slice(0, 100) })],
  // the claims
  ['a token of another issuer', claiming({ iss: 'https://elsewhere.example' })],
  ['a token for another client', claiming({ aud: 'another' })],
  ['a token for us and another, without azp', claiming({ aud: [CLIENT_ID, 'another'] })],
  ['a token that another client got (azp)', claiming({ azp: 'another' })],
  ['an expired token', claiming({ exp: now() - 3600 })],
  ['a token that is not valid yet', claiming({ nbf: now() + 3600 })],
  ['a token that never expires', claiming({ exp: undefined })],
  ['a token that was never issued', claiming({ iat: undefined })],
  ['a token about nobody', claiming({ sub: undefined })],
  ['a token without nonce', claiming({ nonce: undefined })],
  ['a token with another nonce', claiming({ nonce: 'another' })],
  [
    'a token that was for another browser',
    async ({ browser, claims }) => signed({ ...claims, nonce: await nonceOf(new Browser(browser.origin)) }),
  ],
  ['a national number for a subject', claiming({ sub: '13097248022' })],
  ['no assurance', claiming({ acr: undefined })],
  ['a weaker assurance than asked for', claiming({ acr: 'low' })],
  ['an address that the provider does not vouch for', claiming({ email_verified: false })],
  ['an address vouched for by a word', claiming({ email_verified: 'true' })],
  ['nobody’s address', claiming({ email: 'nobody@elsewhere.example' })],
  ['no address', claiming({ email: undefined })],
  // the token endpoint
  ['no identity token', () => ({})],
  ['tokens of another kind', async ({ claims }) => ({ ...(await signed(claims)), more: { token_type: 'mac' } })],
  ['a code that was used, or was another client’s', () => ({ status: 400, body: '{"error":"invalid_grant"}' })],
  ['that we are another client', () => ({ status: 401, body: '{"error":"invalid_client"}' })],
  ['a fault', () => ({ status: 500, body: 'oops', type: 'text/plain' })],
  ['a page', () => ({ body: '<html>', type: 'text/html' })],
  ['half a JSON', () => ({ body: '{"access_token":' })],
];

inWorld(
  (world) => {
    const origin = (): string => new URL(world.url).origin;

    const scene = async (browser: Browser): Promise<Scene> => {
      const { location } = await browser.visit('/sign-in');
      const asked = new URL(location ?? '').searchParams;
      return {
        browser,
        answer: new URLSearchParams({ code: 'a-code', state: asked.get('state') ?? '', iss: provider.issuer }),
        claims: {
          iss: provider.issuer,
          aud: CLIENT_ID,
          sub: 'manager-of-tolga',
          iat: now(),
          exp: now() + 300,
          nonce: asked.get('nonce') ?? '',
          acr: 'substantial',
          email: EMAIL,
          email_verified: true,
        },
      };
    };
    const answered = async ({ browser, answer }: Scene): Promise<Visit> => browser.visit(`/sign-in/callback?${answer.toString()}`);
    const honest = async (browser = new Browser(origin())): Promise<{ visit: Visit; scene: Scene; cookie: string }> => {
      const begun = await scene(browser);
      const { key = '', value = '' } = (await attemptOf(browser)) ?? {};
      provider.will(await signed(begun.claims));
      return { visit: await answered(begun), scene: begun, cookie: `${key}=${value}` };
    };
    const sessions = (): Promise<number> => world.behind.number('SELECT count(*) FROM session');
    const isRefused = (visit: Visit): void => {
      expect(visit).toMatchObject({ status: 403, location: null });
      expect(visit.setCookies.filter((cookie) => cookie.startsWith('fagtorg='))).toEqual([]);
      expect(visit.text).toMatch(
        /<h1>(Innloggingen ble ikke fullført|Du avbrøt innloggingen|Du må inviteres først|Du har ingen rolle i organisasjonen du valgte)<\/h1>/,
      );
    };

    beforeEach(async () => {
      await world.behind.run('DELETE FROM external_identity');
    });

    it('lets in whoever is answered as it should be', async () => {
      const { visit } = await honest();
      expect(visit).toMatchObject({ status: 303, location: `${origin()}/` });
    });

    it.each(lies)('is not taken in by %s', async (_, lie) => {
      tokenKey = (JSON.parse(world.system.environment['TOKEN_KEY'] ?? '') as { d: string }).d;
      const before = await sessions();
      const begun = await scene(new Browser(origin()));
      provider.will(await lie(begun));
      isRefused(await answered(begun));
      expect(await sessions()).toBe(before);
    });

    it('takes an answer once, also from the browser that it was for', async () => {
      const { visit, scene: taken, cookie } = await honest();
      expect(visit.status).toBe(303);
      await taken.browser.cookies.setCookie(cookie, taken.browser.origin);
      const before = await sessions();
      isRefused(await answered(taken));
      expect(await sessions()).toBe(before);
    });

    it('does not let in another one who has taken over an address', async () => {
      expect((await honest()).visit.status).toBe(303);
      const successor = await scene(new Browser(origin()));
      provider.will(await signed({ ...successor.claims, sub: 'somebody-else' }));
      isRefused(await answered(successor));
    });

    it('knows a person again whose address has changed', async () => {
      expect((await honest()).visit.status).toBe(303);
      const again = await scene(new Browser(origin()));
      provider.will(await signed({ ...again.claims, email: 'new@elsewhere.example', email_verified: false }));
      expect((await answered(again)).status).toBe(303);
    });

    it('does not let in whoever has been erased', async () => {
      expect((await honest()).visit.status).toBe(303);
      await world.behind.run('UPDATE person SET erased_at = now() WHERE email = $1', EMAIL);
      isRefused((await honest()).visit);
      await world.behind.run('UPDATE person SET erased_at = NULL WHERE email = $1', EMAIL);
    });

    it('says nothing of what it was told', async () => {
      const begun = await scene(new Browser(origin()));
      begun.answer.delete('code');
      begun.answer.set('error', '<script>alert(1)</script>');
      begun.answer.set('error_description', '<b>Ola Nordmann</b>');
      const { text, headers } = await answered(begun);
      expect(text).not.toMatch(/script|Ola/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    });
  },
  { workers: 0, signIn: provider.begin },
);

let tokenKey = '';

/** What the browser keeps of the attempt is opened and sealed anew. */
function resealed({ tokenKey: other, expiresAt }: { tokenKey?: { d: string }; expiresAt?: Date }): Lie {
  return async ({ browser, claims }) => {
    const ours = { kty: 'OKP', crv: 'Ed25519', x: '', d: tokenKey } as const;
    const attempt = await attemptSeal(ours).open(await cookieOf(browser));
    if (!attempt) throw new Error('The cookie could not be opened.');
    await give(browser, await attemptSeal({ ...ours, ...other }).seal({ ...attempt, ...(expiresAt ? { expiresAt } : {}) }));
    return signed(claims);
  };
}

/** What the browser keeps of the attempt that it began last. */
const attemptOf = async ({ cookies, origin }: Browser): Promise<Readonly<{ key: string; value: string }> | undefined> =>
  (await cookies.getCookies(origin)).filter(({ key }) => key.startsWith(COOKIE)).at(-1);
const cookieOf = async (browser: Browser): Promise<string> => (await attemptOf(browser))?.value ?? '';
/** Puts something else in its place. */
const give = async (browser: Browser, value: string): Promise<void> => {
  await browser.cookies.setCookie(`${(await attemptOf(browser))?.key ?? COOKIE}=${value}`, browser.origin);
};
const nonceOf = async (other: Browser): Promise<string> =>
  new URL((await other.visit('/sign-in')).location ?? '').searchParams.get('nonce') ?? '';
