import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';

/** Whom a bearer token names: a person, and the version of their tokens. When the person's version has moved on, the token is void. */
export interface TokenHolder {
  readonly personId: string;
  readonly version: number;
  /** Code of the organisation that they chose to act for, where they did. */
  readonly actingFor?: string | null;
}

/** Signs and checks the bearer tokens that the API takes. A token names a person, for whom they act, and nothing that they may do. */
export interface Tokens {
  /** A token for a person, good for some seconds. */
  issue(holder: TokenHolder, seconds: number): Promise<string>;
  /** Whom a token names, or null where it is not ours, not for us, of another kind or out of date. */
  verify(token: string): Promise<TokenHolder | null>;
}

const ALGORITHM = 'EdDSA';
const TYPE = 'at+jwt';
const CLOCK_TOLERANCE_SECONDS = 5;

/** A private Ed25519 key (RFC 8037). */
export interface TokenKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly d: string;
}

/** Opens the tokens of one issuer for one audience; algorithm, type, issuer and audience are pinned. */
export async function openTokens(options: { key: TokenKey; issuer: string; audience: string }): Promise<Tokens> {
  const { issuer, audience } = options;
  const { kty, crv, x, d } = options.key;
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  const privateKey = await importJWK({ kty, crv, x, d }, ALGORITHM);
  const publicKey = await importJWK({ kty, crv, x }, ALGORITHM);
  const keyFor = (header: { kid?: string }): typeof publicKey => {
    if (header.kid !== kid) throw new Error('a key that is not ours');
    return publicKey;
  };
  return {
    issue: ({ personId, version, actingFor }, seconds) =>
      new SignJWT(actingFor ? { ver: version, org: actingFor } : { ver: version })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setSubject(personId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .sign(privateKey),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, keyFor, {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer,
          audience,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['sub', 'exp', 'iat', 'ver'],
        });
        return holderOf(payload);
      } catch {
        return null; // what is wrong with a forged token is nobody's business
      }
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function holderOf({ sub, ver, org = null }: JWTPayload): TokenHolder | null {
  if (sub === undefined || !UUID.test(sub) || !Number.isSafeInteger(ver)) return null;
  if (org !== null && typeof org !== 'string') return null;
  return { personId: sub, version: ver as number, actingFor: org };
}

/** A new private signing key, to be kept where only the operator reads it. */
export async function newTokenKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  return exportJWK(privateKey);
}
