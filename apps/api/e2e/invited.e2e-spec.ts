import { Browser, demonstrationSignIn, inWorld, TODAY } from '@fagtorg/testing';

const INVITE = `mutation ($input: InviteInput!) { invite(input: $input) { ... on IssuedInvitation { linkPath } ... on Refusal { code message } } }`;
const ROLES = '{ viewer { memberships { role organisation { ... on Municipality { code } } } } }';

inWorld(
  (world) => {
    const tolga = world.municipality('Tolga');
    const linkFor = async (email: string): Promise<string> => {
      const input = { organisationCode: tolga.code, email, role: 'CASE_WORKER', from: TODAY, reason: 'Skal hjelpe oss' };
      const { invite } = await tolga.orgAdmin().asks<{ invite: { linkPath: string } }>(INVITE, { input });
      return invite.linkPath;
    };
    const rolesOf = async (someone: Browser): Promise<string[]> => {
      const { body } = await someone.sends(ROLES);
      const { viewer } = body.data as { viewer: { memberships: { role: string; organisation: { code: string } }[] } };
      return viewer.memberships.map(({ role, organisation }) => `${role} ${organisation.code}`).sort();
    };
    const browser = (): Browser => new Browser(new URL(world.url).origin);

    it('comes by the link, proves who it is, and has the role besides those it had', async () => {
      const link = await linkFor('specialist1@3427.example');
      const someone = browser();
      expect((await someone.signsIn('specialist1@3427.example', { link })).status).toBe(303);
      expect(await rolesOf(someone)).toEqual(['CASE_WORKER 3426', 'SPECIALIST 3427']);
    });

    it('is asked first, and nobody is taken to the identity provider without a yes from our own page', async () => {
      const link = await linkFor('specialist2@3430.example');
      const someone = browser();
      const asked = await someone.visit(link);
      expect(asked).toMatchObject({ status: 200, location: null, setCookies: [] });
      expect(asked.text).toContain('Ta imot rollen');
      for (const origin of ['https://elsewhere.example', 'null', '']) {
        expect(await someone.visit(link, { method: 'POST', headers: { origin } })).toMatchObject({
          status: 200,
          location: null,
          setCookies: [],
        });
      }
      const { status, setCookies } = await someone.fillIn(asked, {});
      expect([status, setCookies.length]).toEqual([303, 1]);
    });

    it('may come by the link again, and nobody else may', async () => {
      const link = await linkFor('specialist1@3430.example');
      await browser().signsIn('specialist1@3430.example', { link });
      const again = browser();
      expect((await again.signsIn('specialist1@3430.example', { link })).status).toBe(303);
      expect(await rolesOf(again)).toEqual(['CASE_WORKER 3426', 'SPECIALIST 3430']);
      const thief = browser();
      const shown = await thief.signsIn('manager@3428.example', { link });
      expect([shown.status, shown.location]).toEqual([403, null]);
      expect(shown.text).toContain('Invitasjonen kan ikke brukes');
      expect(await rolesOf(thief).catch(() => 'nobody')).toBe('nobody');
    });

    it('is told where the link is none, or for another', async () => {
      const shown = await browser().signsIn('manager@3428.example', { link: `/invitation/${'a'.repeat(43)}` });
      expect(shown.status).toBe(404);
      const meant = await linkFor('specialist2@3427.example');
      expect((await browser().signsIn('manager@3428.example', { link: meant })).status).toBe(403);
      expect((await browser().signsIn('specialist2@3427.example', { link: meant })).status).toBe(303);
    });
  },
  { workers: 0, signIn: demonstrationSignIn },
);
