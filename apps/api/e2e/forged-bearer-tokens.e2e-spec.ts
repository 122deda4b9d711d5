import { newTokenKey } from '@fagtorg/platform';
import { demonstrationSignIn, inWorld } from '@fagtorg/testing';
import { randomUUID } from 'node:crypto';
import { MANAGER, now, SignIns } from './support/sign-ins.js';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

inWorld(
  (world) => {
    const people = new SignIns(world);

    describe('a bearer token', () => {
      it('is taken as the API gives it', async () => {
        const { personId } = await world.behind.tokenHolder(MANAGER);
        expect((await people.asks({ authorization: `Bearer ${await people.bearer()}` })).body).toEqual({
          data: { viewer: { id: personId } },
        });
      });

      it.each<[what: string, token: () => Promise<string> | string]>([
        ['without a signature', async () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${(await people.bearer()).split('.')[1] ?? ''}.`],
        [
          'signed with the public key as a secret',
          () => people.bearer({}, { key: Buffer.from(people.publicKey().x, 'base64url'), header: { alg: 'HS256' } }),
        ],
        ['signed with another key', async () => people.bearer({}, { key: await newTokenKey() })],
        [
          'signed with a key that it brings along',
          async () => {
            const key = await newTokenKey();
            const { kty, crv, x } = key;
            return people.bearer({}, { key, header: { jwk: { kty, crv, x } } });
          },
        ],
        ['that names another key', () => people.bearer({}, { header: { kid: 'another' } })],
        ['that names no key', () => people.bearer({}, { header: { kid: undefined } })],
        ['of another issuer', () => people.bearer({ iss: 'https://elsewhere.example' })],
        ['of no issuer', () => people.bearer({ iss: undefined })],
        ['for others', () => people.bearer({ aud: 'another-api' })],
        ['for nobody', () => people.bearer({ aud: undefined })],
        ['of another type', () => people.bearer({}, { header: { typ: 'JWT' } })],
        ['of no type', () => people.bearer({}, { header: { typ: undefined } })],
        ['that has expired', () => people.bearer({ exp: now() - 60 })],
        ['that is not valid yet', () => people.bearer({ nbf: now() + 60 })],
        ['that never expires', () => people.bearer({ exp: undefined })],
        ['that was never issued', () => people.bearer({ iat: undefined })],
        ['about no person', () => people.bearer({ sub: undefined })],
        ['about a person who never was', () => people.bearer({ sub: randomUUID() })],
        ['about no id', () => people.bearer({ sub: "' OR true --" })],
        ['of no version', () => people.bearer({ ver: undefined })],
        ['of a version that is over', () => people.bearer({ ver: -1 })],
        ['of a version to come', () => people.bearer({ ver: 1_000_000 })],
        ['of a version in words', () => people.bearer({ ver: '0' })],
        [
          'whose person was changed',
          async () => {
            const [header = '', payload = '', signature = ''] = (await people.bearer()).split('.');
            const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
            return [header, encoded({ ...claims, sub: await world.behind.personId('admin@fagtorg.example') }), signature].join('.');
          },
        ],
        ['cut in half', async () => (await people.bearer()).slice(0, 80)],
        ['that is empty', () => ''],
        ['that comes twice', async () => `${await people.bearer()}, Bearer ${await people.bearer()}`],
        ['that is a word', () => 'token'],
        ['that is the secret of a session', async () => people.secretOf(await people.signedIn())],
        ['that is a refresh token', async () => (await people.tokensOf(await people.signedIn())).refresh],
      ])('%s is refused', async (_, token) => {
        const { status, body } = await people.asks({ authorization: `Bearer ${await token()}` });
        expect({ status, code: body.errors?.[0]?.extensions.code, data: body.data }).toEqual({
          status: 401,
          code: 'UNAUTHENTICATED',
          data: undefined,
        });
      });

      it('is refused in another scheme', async () => {
        expect((await people.asks({ authorization: `Basic ${await people.bearer()}` })).status).toBe(401);
      });

      it('of somebody who was erased is refused', async () => {
        const token = await people.bearer();
        await world.behind.run('UPDATE person SET erased_at = now() WHERE email = $1', MANAGER);
        expect((await people.asks({ authorization: `Bearer ${token}` })).status).toBe(401);
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
        expect((await people.asks({ authorization: `Bearer ${await people.bearer()}` }, `${url}/graphql`)).status).toBe(401);
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
