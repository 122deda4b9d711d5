import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from './sign-in.js';

/** A mail as it arrived, before and after it was read. */
export interface ReceivedMail {
  readonly raw: string;
  readonly to: string;
  readonly read: Email;
  /** The path of the link of an invitation in it, as /invitation/…; empty where there is none. */
  readonly link: string;
}

/** What happens to the next mails: they are taken; refused as the words of a mail server say; or read, and the yes never comes. */
type Manner = 'takes' | 'holds' | { readonly refuses: string };

/** Everybody's inbox: a mail server that processes reach as they do in earnest. */
export class Inbox {
  readonly mails: ReceivedMail[] = [];
  private manner: Manner = 'takes';
  private server: SMTPServer | null = null;

  private constructor(private readonly port: number) {}

  static async open(): Promise<Inbox> {
    const inbox = new Inbox(await freePort());
    await inbox.comesUp();
    return inbox;
  }

  /** The variables of API and worker by which it is found. */
  get variables(): Readonly<Record<string, string>> {
    return { SMTP_URL: `smtp://127.0.0.1:${this.port}`, MAIL_FROM: 'Fagtorg <fagtorg@fagtorg.example>' };
  }

  behaves(manner: Manner): void {
    this.manner = manner;
  }

  /** Answers nobody, as a mail server that is being mended. */
  async goesDown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    for (const connection of server.connections) connection.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async comesUp(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 10,
      onRcptTo: (_, __, answer) => answer(this.refusal()),
      onData: (stream, { envelope }, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => address).join(' ');
          void this.keep(Buffer.concat(chunks).toString(), to).then(() => {
            if (this.manner !== 'holds') answer();
          });
        });
      },
    });
    server.on('error', () => undefined); // of whoever hung up in the middle
    const listening = server.listen(this.port, '127.0.0.1');
    if (!listening.listening) await once(listening, 'listening');
    this.server = server;
  }

  /** Waits until somebody has got so many mails; how long is no matter of the specs. */
  async has(to: string, count: number): Promise<ReceivedMail[]> {
    for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
      const found = this.mails.filter((mail) => mail.to === to);
      if (found.length >= count) return found;
      await wait(PAUSE_MS);
    }
    throw new Error(`Waited in vain for ${String(count)} mails to ${to}; there are ${String(this.mails.length)} in all.`);
  }

  private refusal(): Error | null {
    return typeof this.manner === 'object' ? Object.assign(new Error(this.manner.refuses), { responseCode: 550 }) : null;
  }

  private async keep(raw: string, to: string): Promise<void> {
    const read = await PostalMime.parse(raw);
    const link = /\/invitation\/[\w-]+/.exec(read.text ?? '')?.[0] ?? '';
    this.mails.push({ raw, to, read, link });
  }
}

const PAUSE_MS = 25;
const PATIENCE = 2_400;
