import { createTransport } from 'nodemailer';
import type { Sender } from '../env-mail.js';
import { type Mail, type Mailer, MailFault } from './mailer.js';

export interface SmtpMailerOptions {
  /** smtp:// or smtps:// */
  readonly url: string;
  readonly from: Sender;
  /** Whether mails may go out in the clear: in a demonstration, whose mail server is a made-up one. */
  readonly clear: boolean;
}

/** A whole mail, from the first knock to the server's yes; less than the database lets a transaction idle. */
const LIMIT_MS = 10_000;
const STEP_MS = 5_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Sends mails over SMTP. Each mail has a connection of its own: they are few, and far between. */
export function openMailer({ url, from, clear }: SmtpMailerOptions): Mailer {
  const transport = createTransport({
    url,
    // A link is a secret: without encryption it is sent to no other machine, whatever that one offers.
    requireTLS: !clear && !LOOPBACK.has(new URL(url).hostname),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({ ...asMessage(mail, from), signal: AbortSignal.timeout(LIMIT_MS) });
      } catch (fault) {
        throw asMailFault(fault);
      }
    },
  };
}

/** Nothing in it tells whether it was read, and no machine answers it. */
const asMessage = ({ to, replyTo, subject, text, html, language, id }: Mail, from: Sender) => ({
  from,
  to: { name: '', address: to },
  ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
  ...{ subject, text, html },
  messageId: `<${id}@${from.address.split('@')[1] ?? ''}>`,
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
});

/** RFC 3463: bad mailbox, bad domain, bad syntax, ambiguous, moved, a domain that takes no mail. 5.7 and others may be our own fault. */
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.1\.(?:1|2|3|4|6|10)\b/;

function asMailFault(fault: unknown): MailFault {
  const { code, command, response, responseCode } = (typeof fault === 'object' && fault !== null ? fault : {}) as Record<string, unknown>;
  const said = [code, command, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
  const noSuchAddress = command === 'RCPT TO' && typeof response === 'string' && NO_SUCH_ADDRESS.test(response);
  return new MailFault(`a mail was not sent: ${said || 'no answer in time'}`, noSuchAddress);
}
