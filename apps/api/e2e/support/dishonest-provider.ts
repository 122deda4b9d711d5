import { freePort, type SignIn } from '@fagtorg/testing';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What the token endpoint is to answer: by default an identity token that is as it should be. */
export interface TokenAnswer {
  readonly status?: number;
  readonly type?: string;
  /** Instead of all else. */
  readonly body?: string;
  readonly idToken?: string;
  readonly more?: object;
}

export const CLIENT_ID = 'fagtorg';
export const CLIENT_SECRET = 'a-secret-that-both-sides-know-0123456789';
const KID = 'the-key';

/** An identity provider that says whatever it is told to, signed with whatever key. */
export class DishonestProvider {
  issuer = '';
  private publicKey: CryptoKey | null = null;
  private privateKey: CryptoKey | null = null;
  private answer: TokenAnswer = {};

  /** Begins, and lets an API know where it is. */
  readonly begin: SignIn = async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    [this.publicKey, this.privateKey] = [publicKey, privateKey];
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: KID, alg: 'RS256', use: 'sig' }] });
    const [port, apiPort] = [await freePort(), await freePort()];
    this.issuer = `http://127.0.0.1:${port}`;
    const metadata = JSON.stringify({
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'ES256', 'none'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
    const server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const json = { 'content-type': 'application/json' };
      if (path === '/jwks') response.writeHead(200, json).end(jwks);
      else if (path !== '/token') response.writeHead(200, json).end(metadata);
      else {
        const { status = 200, type = 'application/json', idToken, more, body } = this.answer;
        const tokens = { access_token: 'for-nothing', token_type: 'Bearer', expires_in: 60, id_token: idToken, ...more };
        response.writeHead(status, { 'content-type': type }).end(body ?? JSON.stringify(tokens));
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const variables = {
      API_PORT: String(apiPort),
      PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
      OIDC_PROFILE: 'demonstration',
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
    };
    return {
      variables,
      stop: () => {
        server.closeAllConnections();
        server.close();
        return Promise.resolve();
      },
    };
  };

  /** The public key, as anybody may read it. */
  publicPem(): Promise<string> {
    if (!this.publicKey) throw new Error('The provider has not begun.');
    return exportSPKI(this.publicKey);
  }

  /** What the next sign-ins are told. */
  will(answer: TokenAnswer): void {
    this.answer = answer;
  }

  /** Signs claims as an honest provider would, unless another key or header is given. */
  sign(
    claims: JWTPayload,
    { key, header = {} }: { key?: CryptoKey | Uint8Array; header?: Readonly<Record<string, string>> } = {},
  ): Promise<string> {
    const by = key ?? this.privateKey;
    if (!by) throw new Error('The provider has not begun.');
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KID, ...header }).sign(by);
  }
}
