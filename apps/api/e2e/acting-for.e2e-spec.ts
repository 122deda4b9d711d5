import { Browser, demonstrationSignIn, inWorld, send } from '@fagtorg/testing';

const VIEWER = '{ viewer { memberships { organisation { ... on Municipality { code } } } } }';
const TOLGA = '3426';
const TYNSET = '3427';
const MANAGER = `manager@${TOLGA}.example`;

interface Answer {
  readonly viewer: { readonly memberships: readonly { readonly organisation: { readonly code: string } }[] };
}

inWorld(
  (world) => {
    const codes = (data: unknown): string[] => (data as Answer).viewer.memberships.map(({ organisation }) => organisation.code).sort();
    const signedInFor = async (organisation: string): Promise<Browser> => {
      const kari = new Browser(new URL(world.url).origin);
      expect((await kari.signsIn(MANAGER, { organisation })).status).toBe(303);
      return kari;
    };

    beforeAll(() =>
      world.behind.run(
        `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
         SELECT p.id, o.id, 'CASE_WORKER', '{}', '2026-01-01' FROM person p, organisation o WHERE p.email = $1 AND o.code = $2`,
        MANAGER,
        TYNSET,
      ),
    );

    it.each([
      [TOLGA, [TOLGA]],
      [TYNSET, [TYNSET]],
      ['', [TOLGA, TYNSET]],
    ])('has the roles in force of the organisation that was chosen: «%s»', async (chosen, inForce) => {
      const kari = await signedInFor(chosen);
      expect(codes((await kari.sends(VIEWER)).body.data)).toEqual(inForce);
      const corrected = await kari.sends(
        `mutation { correctMyself(input: { title: "Leder" }) { ... on Viewer { memberships { organisation { ... on Municipality { code } } } } } }`,
      );
      expect(codes({ viewer: (corrected.body.data as { correctMyself: unknown }).correctMyself })).toEqual(inForce);
    });

    it('binds what programs get by it as well, also when they renew it', async () => {
      const kari = await signedInFor(TYNSET);
      const first = await kari.asksForTokens({ grant_type: 'urn:fagtorg:grant-type:session' });
      const renewed = await new Browser(kari.origin).asksForTokens({
        grant_type: 'refresh_token',
        refresh_token: String(first.body['refresh_token']),
      });
      for (const { body } of [first, renewed]) {
        const headers = { authorization: `Bearer ${String(body['access_token'])}` };
        expect(codes((await send(world.url, VIEWER, {}, headers)).body.data)).toEqual([TYNSET]);
      }
    });

    it('is kept with the session, and told in the chain of the organisation that was chosen', async () => {
      await signedInFor(TYNSET);
      const [session] = await world.behind.rows(`SELECT acting_for FROM session ORDER BY created_at DESC, last_seen_at DESC LIMIT 1`);
      expect(session).toEqual({ acting_for: TYNSET });
      const told = await world.behind.rows(
        `SELECT DISTINCT o.code, e.role FROM audit_event e JOIN organisation o ON o.id = e.organisation_id
         JOIN session s ON s.id = e.thing_id WHERE e.act = 'sign-in' AND s.acting_for = $1`,
        TYNSET,
      );
      expect(told).toEqual([{ code: TYNSET, role: 'CASE_WORKER' }]);
    });

    it('is refused in words where the person has no role in it any more', async () => {
      const kari = new Browser(new URL(world.url).origin);
      const answer = await kari.comesBackAs(MANAGER, { organisation: TYNSET });
      await world.behind.run(`UPDATE membership SET valid_to = '2026-11-01' WHERE role = 'CASE_WORKER' AND valid_from = '2026-01-01'`);
      const shown = await kari.visit(answer);
      expect([shown.status, shown.text]).toEqual([403, expect.stringContaining('Du har ingen rolle i organisasjonen du valgte') as string]);
      expect(shown.setCookies.filter((cookie) => cookie.startsWith('fagtorg='))).toEqual([]);
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
