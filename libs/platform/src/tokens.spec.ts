import { importJWK, type JWK, SignJWT } from 'jose';
import { newTokenKey, openTokens, type TokenKey, type Tokens } from './tokens.js';

const HOLDER = { personId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', version: 3 };
let key: JWK;
let tokens: Tokens;
let good: { header: Record<string, string>; claims: Record<string, unknown> };

const part = (token: string, number: number): Record<string, never> =>
  JSON.parse(Buffer.from(token.split('.')[number] ?? '', 'base64url').toString()) as Record<string, never>;

beforeAll(async () => {
  key = await newTokenKey();
  tokens = await openTokens({ key: key as unknown as TokenKey, issuer: 'ours', audience: 'us' });
  const token = await tokens.issue(HOLDER, 60);
  good = { header: part(token, 0), claims: part(token, 1) };
});

const seconds = (): number => Math.floor(Date.now() / 1000);
const signed = async (header: object, claims: object, by: JWK = key): Promise<string> =>
  new SignJWT({ ...good.claims, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', ...good.header, ...header })
    .sign(await importJWK(by, 'EdDSA'));

/** What a header or claim is changed to; undefined leaves it out. */
const forged: readonly (readonly [what: string, header: object, claims: () => object])[] = [
  ['that names another key', { kid: 'another' }, () => ({})],
  ['that names no key', { kid: undefined }, () => ({})],
  ['of another type', { typ: 'sign-in+jwt' }, () => ({})],
  ['of another issuer', {}, () => ({ iss: 'others' })],
  ['for others', {}, () => ({ aud: 'others' })],
  ['that has expired', {}, () => ({ exp: seconds() - 60 })],
  ['that expired a minute ago', {}, () => ({ exp: seconds() - 60, iat: seconds() - 120 })],
  ['that is not valid yet', {}, () => ({ nbf: seconds() + 60 })],
  ['that never expires', {}, () => ({ exp: undefined })],
  ['that was never issued', {}, () => ({ iat: undefined })],
  ['about nobody', {}, () => ({ sub: undefined })],
  ['about no id', {}, () => ({ sub: 'admin' })],
  ['of no version', {}, () => ({ ver: undefined })],
  ['of a version in words', {}, () => ({ ver: '3' })],
  ['for an organisation that is none', {}, () => ({ org: ['3426'] })],
];

describe('a bearer token', () => {
  it('names its holder', async () => expect(await tokens.verify(await signed({}, {}))).toEqual({ ...HOLDER, actingFor: null }));

  it('names for whom they act', async () =>
    expect(await tokens.verify(await tokens.issue({ ...HOLDER, actingFor: '3426' }, 60))).toEqual({ ...HOLDER, actingFor: '3426' }));

  it.each(forged)('%s is refused', async (_, header, claims) => expect(await tokens.verify(await signed(header, claims()))).toBeNull());

  it('signed with another key is refused', async () => expect(await tokens.verify(await signed({}, {}, await newTokenKey()))).toBeNull());

  it('without a signature is refused', async () => {
    const [, claims] = (await signed({}, {})).split('.');
    const header = Buffer.from(JSON.stringify({ ...good.header, alg: 'none' })).toString('base64url');
    expect(await tokens.verify(`${header}.${claims ?? ''}.`)).toBeNull();
  });
});
