import { Browser, demonstrationSignIn, Inbox, onBothQueues, type Person, type ReceivedMail, TODAY } from '@fagtorg/testing';
import { administers, type Answer } from './support/administration.js';

const inbox = await Inbox.open();
afterAll(() => inbox.goesDown());
beforeEach(() => inbox.behaves('takes'));

const ROLES = '{ viewer { memberships { role organisation { ... on Municipality { code } } } } }';
/** As if half a minute had gone by since everything was sent. */
const LATER = `UPDATE outbox SET dispatched_at = dispatched_at - interval '31 seconds' WHERE done_at IS NULL`;
const WAITING = `SELECT count(*) FROM outbox WHERE job = 'send-invitation' AND done_at IS NULL`;

await onBothQueues(
  (world) => {
    const admin = world.municipality('Tolga').orgAdmin();
    const invite = (email: string, who: Person = admin, organisationCode = '3426'): Promise<Answer> =>
      administers(who, 'invite', { organisationCode, email, role: 'CASE_WORKER', from: TODAY, reason: 'Nyansatt' });
    const resend = (invitationId: string | undefined, who = admin): Promise<Answer> =>
      administers(who, 'resendInvitation', { invitationId: invitationId ?? '' });
    const mailsTo = (email: string): readonly ReceivedMail[] => inbox.mails.filter(({ to }) => to === email);
    const comesBy = async (link: string, email: string): Promise<number> => {
      const browser = new Browser(new URL(world.url).origin);
      return (await browser.signsIn(email, { link })).status;
    };
    const rolesAfter = async (link: string, email: string): Promise<string[]> => {
      const browser = new Browser(new URL(world.url).origin);
      await browser.signsIn(email, { link });
      const { viewer } = (await browser.sends(ROLES)).body.data as {
        viewer: { memberships: { role: string; organisation: { code: string } }[] };
      };
      return viewer.memberships.map(({ role, organisation }) => `${role} ${organisation.code}`).sort();
    };
    /** Ten minutes go by, after which a mail may be sent again. */
    const aWhileLater = (email: string): Promise<number> =>
      world.behind.run(`UPDATE invitation SET link_made_at = link_made_at - interval '11 minutes' WHERE email = $1`, email);
    const dies = (): Promise<unknown> => Promise.all(world.system.workers.map((worker) => worker.kill()));

    beforeEach(() => inbox.mails.splice(0));

    it('arrives once, is told to nobody else, and its link leads to the role', async () => {
      const email = 'specialist1@3427.example';
      const answer = await invite(email);
      expect([answer.linkPath, answer.invitation?.mail]).toEqual([null, 'WAITING']);
      const [mail] = await inbox.has(email, 1);
      await world.settles();
      expect(mailsTo(email)).toHaveLength(1);
      expect(await world.behind.rows('SELECT mail FROM invitation WHERE email = $1', email)).toEqual([{ mail: 'SENT' }]);
      expect(await rolesAfter(mail?.link ?? '', email)).toEqual(['CASE_WORKER 3426', 'SPECIALIST 3427']);
    });

    it('is from Fagtorg, answered by who invited, and says to machines that nobody wrote it by hand', async () => {
      const email = 'ny@tolga.example';
      await invite(email);
      const [mail] = await inbox.has(email, 1);
      expect(mail?.read).toMatchObject({
        from: { name: 'Fagtorg', address: 'fagtorg@fagtorg.example' },
        replyTo: [{ address: 'orgadmin@3426.example' }],
        subject: expect.stringContaining('Tolga kommune') as string,
      });
      const headers = Object.fromEntries(mail?.read.headers.map(({ key, value }) => [key, value]) ?? []);
      expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'nb' });
      expect(mail?.read.html).not.toMatch(/<img|<script|<link|@import|url\(/);
    });

    it('is in the language of the organisation that invites, and of who is invited where they have chosen one', async () => {
      const luster = world.municipality('Luster');
      await invite('ny@luster.example', luster.orgAdmin(), luster.code);
      const [nynorsk] = await inbox.has('ny@luster.example', 1);
      expect(nynorsk?.read.subject).toBe('Invitasjon til Fagtorg frå Luster kommune');
      const email = 'specialist2@3427.example';
      await world.behind.run(`UPDATE person SET language = 'en' WHERE email = $1`, email);
      await invite(email);
      const [english] = await inbox.has(email, 1);
      expect(english?.read.subject).toBe('Invitation to Fagtorg from Tolga municipality');
    });

    it('sent again has another link, and the former one is void', async () => {
      const email = 'specialist1@3428.example';
      const { invitation } = await invite(email);
      const [first] = await inbox.has(email, 1);
      await world.settles();
      expect(await resend(invitation?.id)).toMatchObject({ code: 'LIMIT_EXCEEDED', path: ['invitationId'] });
      await aWhileLater(email);
      expect(await resend(invitation?.id)).toMatchObject({ linkPath: null, invitation: { id: invitation?.id, mail: 'WAITING' } });
      const [, second] = await inbox.has(email, 2);
      expect(second?.link).not.toBe(first?.link);
      expect(await comesBy(first?.link ?? '', email)).toBe(404);
      expect(await comesBy(second?.link ?? '', email)).toBe(303);
      expect(await resend(invitation?.id)).toMatchObject({ code: 'EXPIRED' });
    });

    it('of which another’s administrator knows nothing is not sent again for them', async () => {
      const { invitation } = await invite('ny@tolga.example');
      expect(await resend(invitation?.id, world.municipality('Tynset').orgAdmin())).toMatchObject({ code: 'NOT_FOUND' });
      expect(await resend(invitation?.id, world.municipality('Tolga').manager())).toMatchObject({ code: 'NOT_FOUND' });
    });

    it('waits while the mail server is down, and arrives when it is up', async () => {
      const email = 'specialist1@3430.example';
      await inbox.goesDown();
      expect((await invite(email)).invitation?.mail).toBe('WAITING');
      await world.behind.until(`SELECT max(dispatches) FROM outbox WHERE job = 'send-invitation' AND done_at IS NULL`, 1);
      await world.behind.run(LATER);
      await world.behind.until(`SELECT max(dispatches) FROM outbox WHERE job = 'send-invitation' AND done_at IS NULL`, 2);
      await inbox.comesUp();
      await world.behind.run(LATER);
      const [mail] = await inbox.has(email, 1);
      await world.settles();
      expect(await comesBy(mail?.link ?? '', email)).toBe(303);
    });

    it('that was tried in vain ten times waits for the operator, and health says so', async () => {
      await inbox.goesDown();
      await invite('parkert@tolga.example');
      await world.behind.run(
        `UPDATE outbox SET dispatches = 10, dispatched_at = now() - interval '31 seconds' WHERE job = 'send-invitation' AND done_at IS NULL`,
      );
      await world.behind.until(`SELECT count(parked_at) FROM outbox WHERE job = 'send-invitation' AND done_at IS NULL`, 1);
      const health = await fetch(new URL('/health', world.url));
      expect(await health.json()).toMatchObject({ status: 'some requests are parked', outbox: { parked: 1 } });
      await inbox.comesUp();
      await world.behind.run(`UPDATE outbox SET parked_at = NULL, dispatches = 0 WHERE parked_at IS NOT NULL`);
      await inbox.has('parkert@tolga.example', 1);
    });

    it('comes with the same link from the next worker, where one died before it knew that the mail was taken', async () => {
      const email = 'specialist2@3430.example';
      inbox.behaves('holds');
      await invite(email);
      const [first] = await inbox.has(email, 1);
      await dies();
      inbox.behaves('takes');
      expect(await world.behind.number(WAITING)).toBe(1);
      await world.behind.run(LATER);
      await world.system.startWorker();
      const [, second] = await inbox.has(email, 2);
      await world.settles();
      expect([second?.link, second?.read.messageId]).toEqual([first?.link, first?.read.messageId]);
      expect(await comesBy(first?.link ?? '', email)).toBe(303);
    });

    it('to an address that there is not is refused once, and its administrator reads that', async () => {
      inbox.behaves({ refuses: '5.1.1 <feil@tolga.example>: Recipient address rejected: User unknown' });
      await invite('feil@tolga.example');
      await world.settles();
      expect(await world.behind.rows(`SELECT mail FROM invitation WHERE email = 'feil@tolga.example'`)).toEqual([{ mail: 'REFUSED' }]);
    });

    it('is not sent where the invitation was taken back before', async () => {
      const email = 'trukket@tolga.example';
      await inbox.goesDown();
      const { invitation } = await invite(email);
      await administers(admin, 'withdrawInvitation', { invitationId: invitation?.id ?? '' });
      await inbox.comesUp();
      await world.behind.run(LATER);
      await world.settles();
      expect(mailsTo(email)).toEqual([]);
    });

    it('is not told by outbox, database or log: neither link, nor address, nor name', async () => {
      const email = 'kanarifugl@tolga.example';
      await invite(email);
      const [mail] = await inbox.has(email, 1);
      await world.settles();
      const secret = (mail?.link ?? '').replace('/invitation/', '');
      expect(secret).toMatch(/^[\w-]{43}$/);
      const outbox = JSON.stringify(await world.behind.rows(`SELECT job, key, payload, failure FROM outbox`));
      const kept = JSON.stringify(await world.behind.rows('SELECT to_jsonb(i) AS row FROM invitation i'));
      expect(outbox).toContain('send-invitation');
      expect(outbox + kept + world.system.written()).not.toContain(secret);
      expect(outbox + world.system.written()).not.toMatch(/kanarifugl|@tolga\.example|@34\d\d\.example/);
    });
  },
  { signIn: demonstrationSignIn, environment: inbox.variables },
);
