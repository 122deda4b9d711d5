import { Browser, demonstrationSignIn, inWorld } from '@fagtorg/testing';
import { administers, bearing } from './support/administration.js';

const EVENTS = `
  SELECT e.act, o.code, e.role FROM audit_event e JOIN organisation o ON o.id = e.organisation_id
  WHERE e.actor_id = (SELECT id FROM person WHERE email = $1) ORDER BY e.at, e.number`;
const CORRECT = `mutation { correctMyself(input: { title: "Ny" }) { __typename ... on Refusal { code message(language: nn) } } }`;
const ERASE = `mutation ($email: String!) { eraseMyself(input: { email: $email }) { __typename ... on Refusal { code message(language: nn) } } }`;

inWorld(
  (world) => {
    const rendalen = world.municipality('Rendalen');
    const endsAllRolesOf = (email: string): Promise<number> =>
      world.behind.run(
        `UPDATE membership SET valid_from = '2026-01-01', valid_to = '2026-11-01' WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
        email,
      );
    const comes = async (email: string): Promise<{ browser: Browser; status: number; text: string }> => {
      const browser = new Browser(new URL(world.url).origin);
      const { status, text } = await browser.signsIn(email);
      return { browser, status, text };
    };

    describe('somebody whose last role has ended', () => {
      const whom = (): string => `manager@${rendalen.code}.example`;

      it('is told whom to ask, sees nothing of the market, and is told of at the operator’s', async () => {
        const email = whom();
        await world.municipality('Tolga').manager().posts();
        await endsAllRolesOf(email);
        const { browser, status, text } = await comes(email);
        expect([status, text]).toEqual([403, expect.stringContaining('Be administratoren i kommunen') as string]);
        for (const query of ['{ needs { totalCount } }', '{ offers { totalCount } }', '{ people(organisationCode: "3426") { name } }']) {
          const { body } = await browser.sends(query);
          expect(body).toMatchObject({ data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
        }
        expect(await world.behind.rows(EVENTS, email)).toEqual([{ act: 'sign-in', code: 'fagtorg', role: null }]);
      });

      it('reads what is stored on them, corrects it, and is erased', async () => {
        const email = whom();
        const { browser } = await comes(email);
        const { body } = await browser.sends(
          '{ viewer { memberships { role } sessions { current } } myData { json } municipalities { code } }',
        );
        expect(body).toMatchObject({ data: { viewer: { memberships: [] }, myData: { json: expect.stringContaining(email) as string } } });
        expect((await browser.sends(CORRECT)).body.data).toEqual({ correctMyself: { __typename: 'Viewer' } });
        expect((await browser.sends(ERASE, { email })).body.data).toEqual({ eraseMyself: { __typename: 'Erasure' } });
      });
    });

    it('lets somebody in whose role begins later, who sees no market until then', async () => {
      const email = `caseworker@${rendalen.code}.example`;
      await world.behind.run(
        `UPDATE membership SET valid_from = '2027-01-01', valid_to = NULL WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
        email,
      );
      const { browser, status } = await comes(email);
      expect(status).toBe(303);
      expect((await browser.sends('{ needs { totalCount } }')).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    });

    it('takes a role that was ended before its first day for none', async () => {
      const email = `specialist1@${rendalen.code}.example`;
      await world.behind.run(
        `UPDATE membership SET valid_from = '2027-01-01', valid_to = '2026-12-31', ended_at = now() WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
        email,
      );
      expect((await comes(email)).status).toBe(403);
    });

    it('refuses programs what people do for themselves, in words, and remembers nothing of it', async () => {
      const admin = world.municipality('Tolga').orgAdmin();
      const account = { organisationCode: '3426', name: 'HR', scopes: ['NEEDS_READ'], reason: 'Lønn' };
      const { id } = await administers(admin, 'makeServiceAccount', account);
      const { secret } = await administers(admin, 'issueApiToken', { serviceAccountId: id, lastDay: '2027-01-01' });
      const events = (): Promise<number> => world.behind.number('SELECT count(*) FROM audit_event');
      const before = await events();
      const ending = `endSession(input: { sessionId: "${id}" })`;
      const refusal = '{ __typename ... on Refusal { code message(language: nn) } }';
      const session = [ending, 'endOtherSessions', 'revokeTokens'].map((mutation) => `mutation { answer: ${mutation} ${refusal} }`);
      for (const query of [CORRECT, ...session]) {
        const { body } = await world.anybody().sends(query, {}, bearing(secret));
        expect(Object.values(body.data ?? {})).toEqual([
          { __typename: 'Refusal', code: 'FORBIDDEN', message: expect.stringContaining('berre menneske') as string },
        ]);
      }
      const { body } = await world.anybody().sends(ERASE, { email: 'orgadmin@3426.example' }, bearing(secret));
      expect(body.data).toMatchObject({ eraseMyself: { code: 'FORBIDDEN' } });
      expect(await events()).toBe(before);
    });

    it.each(['nothing', 'a'.repeat(42), 'a'.repeat(44), 'a'.repeat(6_000), `${'a'.repeat(42)}.`])(
      'takes no link for an invitation that cannot be one: %s',
      async (secret) => {
        const visit = await new Browser(new URL(world.url).origin).visit(`/invitation/${secret}`);
        expect(visit).toMatchObject({ status: 404, location: null, setCookies: [] });
        expect(visit.text).toContain('Lenken er ikke hel');
      },
    );
  },
  { signIn: demonstrationSignIn },
);
