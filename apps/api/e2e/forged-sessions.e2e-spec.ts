import { demonstrationSignIn, type Headers, inWorld } from '@fagtorg/testing';
import { randomBytes } from 'node:crypto';
import { misspelt, SESSION_GRANT, SignIns, VIEWER } from './support/sign-ins.js';

const random = (): string => randomBytes(32).toString('base64url');

inWorld(
  (world) => {
    const people = new SignIns(world);

    describe('a session', () => {
      it.each<[what: string, secret: () => Promise<string> | string]>([
        ['nobody has', random],
        ['with one letter changed', async () => misspelt(await people.secretOf(await people.signedIn()))],
        [
          'that is a hash from the database',
          async () => {
            await people.signedIn();
            const [row] = await world.behind.rows<{ hash: string }>(`SELECT encode(secret_hash, 'base64') AS hash FROM session LIMIT 1`);
            return encodeURIComponent(row?.hash ?? '');
          },
        ],
        ['that is empty', () => ''],
        ['that is a bearer token', () => people.bearer()],
        [
          'that has been signed out',
          async () => {
            const browser = await people.signedIn();
            const secret = await people.secretOf(browser);
            expect((await browser.visit('/sign-out', { method: 'POST' })).status).toBe(204);
            return secret;
          },
        ],
        [
          'that was ended from another browser',
          async () => {
            const [first, second] = [await people.signedIn(), await people.signedIn()];
            const { body } = await second.sends('mutation { endOtherSessions { __typename ... on Viewer { sessions { current } } } }');
            expect(body.data).toEqual({ endOtherSessions: { __typename: 'Viewer', sessions: [{ current: true }] } });
            return people.secretOf(first);
          },
        ],
        [
          'that nobody has used for an hour',
          async () => {
            const secret = await people.secretOf(await people.signedIn());
            await people.later(3_600);
            return secret;
          },
        ],
        [
          'of yesterday, however busy',
          async () => {
            const secret = await people.secretOf(await people.signedIn());
            await world.behind.run(
              `UPDATE session SET created_at = app.now() - interval '12 hours', expires_at = app.now() WHERE ended_at IS NULL`,
            );
            return secret;
          },
        ],
        [
          'whose next secret came back more than half a minute ago',
          async () => {
            const browser = await people.signedIn();
            const secret = await people.secretOf(browser);
            await people.later(15 * 60 + 1);
            for (const time of [0, 1]) expect([time, (await browser.sends(VIEWER)).status]).toEqual([time, 200]);
            await people.later(31);
            return secret;
          },
        ],
        [
          'whose former secret somebody else has come with',
          async () => {
            const browser = await people.signedIn();
            const stolen = await people.secretOf(browser);
            await people.later(15 * 60 + 1);
            for (const time of [0, 1]) expect([time, (await browser.sends(VIEWER)).status]).toEqual([time, 200]);
            await people.later(31);
            expect((await (await people.withSecret(stolen)).sends(VIEWER)).status).toBe(401);
            return people.secretOf(browser);
          },
        ],
      ])('%s is refused, and the browser forgets it', async (_, secret) => {
        const browser = await people.withSecret(await secret());
        const visit = await browser.visit('/graphql', {
          method: 'POST',
          body: JSON.stringify({ query: VIEWER }),
          headers: { 'content-type': 'application/json' },
        });
        expect(visit.status).toBe(401);
        expect(visit.setCookies).toEqual([expect.stringMatching(/^fagtorg=; .*Expires=Thu, 01 Jan 1970/)]);
        expect(await people.secretOf(browser)).toBe('');
      });

      it.each<[from: string, headers: Headers]>([
        ['another site', { origin: 'https://elsewhere.example' }],
        ['a sister of our site', { origin: 'http://127.0.0.1:1' }],
        ['nowhere', { origin: 'null' }],
        ['somebody who does not say', { origin: '' }],
      ])('changes nothing for a page of %s', async (_, headers) => {
        const browser = await people.signedIn();
        expect((await browser.sends('mutation { revokeTokens { __typename } }', {}, headers)).status).toBe(403);
        expect((await browser.asksForTokens({ grant_type: SESSION_GRANT }, headers)).status).toBe(403);
        expect((await browser.visit('/sign-out', { method: 'POST', headers })).status).toBe(403);
        expect((await browser.sends('mutation { revokeTokens { __typename } }')).status).toBe(200);
      });

      it('under the name that it has over https says nothing over http', async () => {
        const secret = await people.secretOf(await people.signedIn());
        expect((await people.asks({ cookie: `__Host-fagtorg=${secret}` })).body).toEqual({ data: { viewer: null } });
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
