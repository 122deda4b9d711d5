import { Browser, demonstrationSignIn, inWorld } from '@fagtorg/testing';

const VIEWER = '{ viewer { name memberships { role organisation { ... on Municipality { code } } } } }';
const SESSIONS = '{ viewer { sessions { id device signedInAt lastSeenAt current } } }';
const TOLGA = '3426';
const MANAGER = `manager@${TOLGA}.example`;

interface Session {
  readonly id: string;
  readonly device: string;
  readonly signedInAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

inWorld(
  (world) => {
    const browser = (userAgent?: string): Browser => new Browser(new URL(world.url).origin, userAgent);
    const signedIn = async (email: string, userAgent?: string): Promise<Browser> => {
      const someone = browser(userAgent);
      expect((await someone.signsIn(email, { organisation: TOLGA })).status).toBe(303);
      return someone;
    };
    const sessionsOf = async (someone: Browser): Promise<Session[]> => {
      const { body } = await someone.sends(SESSIONS);
      return (body.data as { viewer: { sessions: Session[] } }).viewer.sessions;
    };
    const acts = (thing: string): Promise<{ act: string; code: string; by: boolean }[]> =>
      world.behind.rows(
        `SELECT e.act, o.code, e.actor_id = p.id AS by FROM audit_event e JOIN organisation o ON o.id = e.organisation_id
         LEFT JOIN person p ON p.email = $1 WHERE e.thing_id = $2::uuid ORDER BY e.number`,
        MANAGER,
        thing,
      );

    describe('signing in', () => {
      it('goes to the identity provider and back to where one was going, and the cookie says who one is', async () => {
        const kari = browser();
        const arrived = await kari.signsIn(MANAGER, { organisation: TOLGA, returnTo: '/behov?sted=3426#treff' });
        expect(arrived).toMatchObject({ status: 303, location: `${kari.origin}/behov?sted=3426#treff` });
        expect(arrived.setCookies).toEqual([
          expect.stringMatching(/^fagtorg-sign-in=; .*Expires=Thu, 01 Jan 1970/),
          expect.stringMatching(/^fagtorg=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
        ]);
        const { body } = await kari.sends(VIEWER);
        expect(body).toMatchObject({ data: { viewer: { memberships: [{ role: 'MANAGER', organisation: { code: TOLGA } }] } } });
      });

      it('keeps how it came about, and neither a secret nor a national number', async () => {
        const kari = await signedIn(MANAGER);
        const [{ id } = { id: '' }] = (await sessionsOf(kari)).filter(({ current }) => current);
        const [row] = await world.behind.rows<Record<string, unknown>>('SELECT * FROM session WHERE id = $1::uuid', id);
        expect(row).toMatchObject({ assurance: 'substantial', acting_for: TOLGA, device: 'Firefox, Linux', ended_at: null });
        const secret = (await kari.cookies.getCookies(kari.origin)).find(({ key }) => key === 'fagtorg')?.value ?? '';
        expect(JSON.stringify(await world.behind.rows('SELECT s::text FROM session s'))).not.toContain(secret);
        const subjects = await world.behind.rows<{ subject: string }>('SELECT subject FROM external_identity');
        expect(subjects).toEqual([{ subject: expect.stringMatching(/^[\w-]{43}$/) as string }]);
        expect(await acts(id)).toEqual([{ act: 'sign-in', code: TOLGA, by: true }]);
      });

      it('is for people whom somebody has invited', async () => {
        await world.behind.run(`UPDATE person SET demonstration = true, erased_at = now() WHERE email = 'specialist2@${TOLGA}.example'`);
        const nobody = await browser().visit('/sign-in');
        expect(nobody.status).toBe(303);
        await world.behind.run(`UPDATE person SET erased_at = NULL WHERE email = 'specialist2@${TOLGA}.example'`);
      });

      it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])(
        'never sends anybody to %s',
        async (returnTo) => {
          const visit = await browser().visit(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
          expect(visit).toMatchObject({ status: 400, location: null, setCookies: [] });
          expect(visit.text).toContain('Adressen er ikke gyldig');
        },
      );

      it('shows a page when one changes one’s mind', async () => {
        const kari = browser();
        const shown = await kari.follow('/sign-in');
        const cancelled = await kari.fillIn(shown, { choice: 'cancel' });
        const back = await kari.follow(cancelled.location ?? '');
        expect(back).toMatchObject({ status: 403, setCookies: [expect.stringMatching(/^fagtorg-sign-in=;/)] });
        expect(back.text).toContain('Du avbrøt innloggingen');
      });
    });

    describe('a session', () => {
      it('is listed to its person, the one in use first, with where and since when', async () => {
        await world.behind.run(`DELETE FROM session`);
        await signedIn(MANAGER, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0');
        await world.behind.setClock('2026-11-23 12:05 Europe/Oslo');
        const kari = await signedIn(MANAGER);
        await signedIn('caseworker@3426.example');
        expect(await sessionsOf(kari)).toEqual([
          expect.objectContaining({
            device: 'Firefox, Linux',
            current: true,
            signedInAt: expect.stringMatching(/^2026-11-23T11:05/) as string,
          }),
          expect.objectContaining({ device: 'Edge, Windows', current: false }),
        ]);
      });
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
