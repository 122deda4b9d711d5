import { Browser, type Headers, type Reply, send, type World } from '@fagtorg/testing';
import { calculateJwkThumbprint, importJWK, type JWK, SignJWT } from 'jose';

export const TOLGA = '3426';
export const MANAGER = `manager@${TOLGA}.example`;
export const VIEWER = '{ viewer { id } }';
export const SESSION_GRANT = 'urn:fagtorg:grant-type:session';
export const now = (): number => Math.floor(Date.now() / 1000);
/** The first letter becomes another one. */
export const misspelt = (secret: string): string => secret.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'));

type TokenReply = Awaited<ReturnType<Browser['asksForTokens']>>;

/** What people and thieves of a world come in with. */
export class SignIns {
  constructor(private readonly world: World) {}

  asks(headers: Headers, url = this.world.url): Promise<Reply> {
    return send(url, VIEWER, {}, headers);
  }

  anyBrowser(): Browser {
    return new Browser(new URL(this.world.url).origin);
  }

  async signedIn(email = MANAGER): Promise<Browser> {
    const browser = this.anyBrowser();
    expect((await browser.signsIn(email)).status).toBe(303);
    return browser;
  }

  /** A browser that has somebody's secret. */
  async withSecret(secret: string): Promise<Browser> {
    const browser = this.anyBrowser();
    await browser.cookies.setCookie(`fagtorg=${secret}`, browser.origin);
    return browser;
  }

  async secretOf({ cookies, origin }: Browser): Promise<string> {
    return (await cookies.getCookies(origin)).find(({ key }) => key === 'fagtorg')?.value ?? '';
  }

  async tokensOf(browser: Browser): Promise<{ access: string; refresh: string }> {
    const { body } = await browser.asksForTokens({ grant_type: SESSION_GRANT });
    return { access: String(body['access_token']), refresh: String(body['refresh_token']) };
  }

  renews(token: string): Promise<TokenReply> {
    return this.anyBrowser().asksForTokens({ grant_type: 'refresh_token', refresh_token: token });
  }

  /** Lets the time go on. */
  async later(seconds: number): Promise<void> {
    await this.world.behind.run('UPDATE clock SET offset_seconds = offset_seconds + $1', seconds);
  }

  /** Signs a bearer token as the API does, but for what is given; undefined leaves a claim or a field of the header out. */
  async bearer(
    claims: Readonly<Record<string, unknown>> = {},
    { header = {}, key }: { header?: Readonly<Record<string, unknown>>; key?: JWK | Uint8Array } = {},
  ): Promise<string> {
    const holder = await this.world.behind.tokenHolder(MANAGER);
    const ours = {
      iss: 'https://fagtorg.example',
      aud: 'fagtorg-api',
      sub: holder.personId,
      ver: holder.version,
      iat: now(),
      exp: now() + 60,
    };
    const by = key instanceof Uint8Array ? key : await importJWK(key ?? this.tokenKey(), 'EdDSA');
    const protectedHeader = { alg: 'EdDSA', typ: 'at+jwt', kid: await calculateJwkThumbprint(this.publicKey()), ...header };
    return new SignJWT({ ...ours, ...claims }).setProtectedHeader(protectedHeader).sign(by);
  }

  publicKey(): JWK & { readonly x: string } {
    const { kty = '', crv = '', x = '' } = this.tokenKey();
    return { kty, crv, x };
  }

  private tokenKey(): JWK {
    return JSON.parse(this.world.system.environment['TOKEN_KEY'] ?? '') as JWK;
  }
}
