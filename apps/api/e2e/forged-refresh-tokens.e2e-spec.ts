import { demonstrationSignIn, inWorld } from '@fagtorg/testing';
import { randomBytes } from 'node:crypto';
import { MANAGER, misspelt, SESSION_GRANT, SignIns } from './support/sign-ins.js';

const random = (): string => randomBytes(32).toString('base64url');

inWorld(
  (world) => {
    const people = new SignIns(world);

    describe('a refresh token', () => {
      it('is renewed, and what comes of it is good', async () => {
        const { refresh } = await people.tokensOf(await people.signedIn());
        const { status, body } = await people.renews(refresh);
        expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 600 } });
        expect(body['refresh_token']).not.toBe(refresh);
        expect((await people.asks({ authorization: `Bearer ${String(body['access_token'])}` })).status).toBe(200);
      });

      it('that comes a second time ends its family, all that is out with it, and the chain tells', async () => {
        const { access, refresh } = await people.tokensOf(await people.signedIn());
        const { body } = await people.renews(refresh);
        expect(await people.renews(refresh)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
        expect(await people.renews(String(body['refresh_token']))).toEqual({ status: 400, body: { error: 'invalid_grant' } });
        for (const token of [access, String(body['access_token'])])
          expect((await people.asks({ authorization: `Bearer ${token}` })).status).toBe(401);
        const told = await world.behind.rows<{ act: string; actorId: string | null }>(
          `SELECT act, actor_id AS "actorId" FROM audit_event WHERE act = 'end-stolen-tokens'`,
        );
        expect(told).toEqual([{ act: 'end-stolen-tokens', actorId: null }]);
      });

      it('that two come with at once is renewed for one at most', async () => {
        const { refresh } = await people.tokensOf(await people.signedIn());
        const answers = await Promise.all(Array.from({ length: 8 }, () => people.renews(refresh)));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(answers.filter(({ status }) => status === 400)).toHaveLength(7);
      });

      it.each<[what: string, token: () => Promise<string> | string]>([
        ['that nobody was given', random],
        ['that is empty', () => ''],
        ['with one letter changed', async () => misspelt((await people.tokensOf(await people.signedIn())).refresh)],
        ['that is a bearer token', async () => (await people.tokensOf(await people.signedIn())).access],
        ['that is the secret of a session', async () => people.secretOf(await people.signedIn())],
        [
          'that has been revoked',
          async () => {
            const browser = await people.signedIn();
            const { refresh } = await people.tokensOf(browser);
            expect((await browser.sends('mutation { revokeTokens { __typename } }')).status).toBe(200);
            return refresh;
          },
        ],
        [
          'of a session that was signed out',
          async () => {
            const browser = await people.signedIn();
            const { refresh } = await people.tokensOf(browser);
            await browser.visit('/sign-out', { method: 'POST' });
            return refresh;
          },
        ],
        [
          'of a month ago',
          async () => {
            const { refresh } = await people.tokensOf(await people.signedIn());
            await people.later(30 * 86_400);
            return refresh;
          },
        ],
        [
          'of a month ago, though it was renewed',
          async () => {
            const { refresh } = await people.tokensOf(await people.signedIn());
            await people.later(29 * 86_400);
            const { status, body } = await people.renews(refresh);
            expect(status).toBe(200);
            await people.later(86_400);
            return String(body['refresh_token']);
          },
        ],
      ])('%s is refused', async (_, token) => {
        expect(await people.renews(await token())).toEqual({ status: 400, body: { error: 'invalid_grant' } });
      });

      it('of somebody who is being erased is refused', async () => {
        const { refresh } = await people.tokensOf(await people.signedIn());
        const erased = (at: 'now()' | 'NULL'): Promise<number> =>
          world.behind.run(`UPDATE person SET erased_at = ${at} WHERE email = '${MANAGER}'`);
        await erased('now()');
        expect(await people.renews(refresh)).toEqual({ status: 400, body: { error: 'invalid_grant' } });
        await erased('NULL');
        expect((await people.renews(refresh)).status).toBe(200);
      });

      it.each<[what: string, form: Readonly<Record<string, string>>, error: string]>([
        ['nothing', {}, 'invalid_request'],
        ['a refresh without a token', { grant_type: 'refresh_token' }, 'invalid_request'],
        ['a password', { grant_type: 'password', username: MANAGER, password: 'x' }, 'unsupported_grant_type'],
        ['a session that is none', { grant_type: SESSION_GRANT }, 'invalid_grant'],
      ])('is not given for %s', async (_, form, error) => {
        expect(await people.anyBrowser().asksForTokens(form)).toEqual({ status: 400, body: { error } });
      });

      it('is not given for a bearer token', async () => {
        const headers = { authorization: `Bearer ${await people.bearer()}` };
        const answer = await people.anyBrowser().asksForTokens({ grant_type: SESSION_GRANT }, headers);
        expect(answer).toEqual({ status: 400, body: { error: 'invalid_grant' } });
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
