/** A mail to one person. */
export interface Mail {
  readonly to: string;
  /** Who answers; null where nobody does. */
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of the words, as nb. */
  readonly language: string;
  /** Without spaces. The same mail sent again has the same one, so that mail servers and readers can tell that they have it. */
  readonly id: string;
}

/** Sends mails: over SMTP, and in specs as they want it. */
export interface Mailer {
  /** Resolves when the mail server has taken the mail. @throws MailFault */
  send(mail: Mail): Promise<void>;
}

/** A mail that was not sent. Mail servers quote addresses in their words, so only codes of theirs are told. */
export class MailFault extends Error {
  constructor(
    why: string,
    /** Whether the mail server says that there is no such address: it will not take the mail tomorrow either. */
    readonly noSuchAddress = false,
  ) {
    super(why);
    this.name = 'MailFault';
  }
}
