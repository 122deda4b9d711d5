import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type Mail, MailFault } from './mailer.js';
import { openMailer } from './smtp-mailer.js';

const servers: SMTPServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve())))));

/** A mail server that behaves as told. Answers its port. */
async function serve(manner: SMTPServerOptions): Promise<number> {
  const options = { disabledCommands: ['STARTTLS', 'AUTH'], disableReverseLookup: true, closeTimeout: 1, ...manner };
  const server = new SMTPServer(options);
  servers.push(server);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

const mail: Mail = {
  ...{ to: 'kari@tolga.example', replyTo: null, subject: 'Invitasjon', text: 'Hei', html: '<p>Hei', language: 'nb', id: 'one.1' },
};
const faultOf = async (port: number, { host = '127.0.0.1', clear = false } = {}): Promise<MailFault | null> => {
  const mailer = openMailer({
    url: `smtp://${host}:${String(port)}`,
    from: { name: 'Fagtorg', address: 'fagtorg@fagtorg.example' },
    clear,
  });
  return mailer.send(mail).then(
    () => null,
    (fault: unknown) => {
      if (fault instanceof MailFault) return fault;
      throw fault;
    },
  );
};
const refusing = (code: number, words: string) => (_: unknown, __: unknown, answer: (fault: Error) => void) =>
  answer(Object.assign(new Error(words), { responseCode: code }));

describe('a mail', () => {
  it('is taken by a mail server', async () => expect(await faultOf(await serve({}))).toBeNull());

  it.each([
    ['an unknown mailbox', 550, '5.1.1 <kari@tolga.example>: User unknown', true],
    ['an unknown domain', 550, '5.1.2 kari@tolga.example has no such domain', true],
    ['relaying', 550, '5.7.1 <kari@tolga.example>: Relay access denied', false],
    ['a sender that it does not know', 553, '5.1.8 kari@tolga.example', false],
    ['a mailbox, for a while (greylisting)', 450, '4.2.0 <kari@tolga.example>: Greylisted', false],
  ])('for %s is refused with %i', async (_, code, words, noSuchAddress) => {
    const fault = await faultOf(await serve({ onRcptTo: refusing(code, words) }));
    expect(fault).toMatchObject({ noSuchAddress, message: `a mail was not sent: EENVELOPE RCPT TO ${String(code)}` });
  });

  it('that is refused tells nobody’s address', async () => {
    const fault = await faultOf(
      await serve({
        onData: (stream, _, answer) => {
          stream.resume();
          stream.on('end', () => answer(new Error('kari@tolga.example is full')));
        },
      }),
    );
    expect(`${String(fault?.stack)} ${JSON.stringify(fault)}`).not.toContain('kari');
    expect(fault?.cause).toBeUndefined();
  });

  it('is not sent where nobody listens', async () => {
    const port = await serve({});
    await new Promise<void>((resolve) => servers.pop()?.close(() => resolve()));
    expect(await faultOf(port)).toMatchObject({ message: 'a mail was not sent: ESOCKET CONN', noSuchAddress: false });
  });

  it('goes to another machine encrypted, or not at all; in a demonstration it may go in the clear', async () => {
    const taken: string[] = [];
    const port = await serve({ onMailFrom: ({ address }, _, answer) => answer(void taken.push(address)) });
    // Not the name of this machine, though it leads to it.
    expect(await faultOf(port, { host: '0.0.0.0' })).toMatchObject({ message: expect.stringContaining('ETLS') as string });
    expect(taken).toEqual([]);
    expect(await faultOf(port, { host: '0.0.0.0', clear: true })).toBeNull();
  });
});
