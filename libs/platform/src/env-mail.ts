import { z } from 'zod';

/** Who a mail comes from. */
export interface Sender {
  /** Empty where the address stands alone. */
  readonly name: string;
  readonly address: string;
}

const mustBeSender = 'must be an address as fagtorg@example.kommune.no, or a name with it as Fagtorg <fagtorg@example.kommune.no>';
const sender = z.string(mustBeSender).transform((text, context): Sender => {
  const [, name = '', inBrackets, alone] = /^(?:([^<>"\r\n]*)<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@]+@[^\s<>@]+))$/.exec(text.trim()) ?? [];
  const address = inBrackets ?? alone;
  if (address !== undefined) return { name: name.trim(), address };
  context.addIssue({ code: 'custom', message: mustBeSender });
  return z.NEVER;
});

/** The variables of sending mail. */
export const mailVariables = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be a URL that begins with smtp:// or smtps://' })
    .optional()
    .describe(
      'The mail server, as smtps://name:password@smtp.example.no. With smtp:// the line is encrypted by STARTTLS before anything is said; only to this machine, and in a demonstration, it need not be. Without it nothing is sent by mail, and whoever invites hands over the link.',
    ),
  MAIL_FROM: sender.optional().describe('Who mails come from; needed together with SMTP_URL.'),
};

type MailEnvironment = z.output<z.ZodObject<typeof mailVariables>> & { readonly PUBLIC_URL?: string | undefined };

/** What does not go together, each with the variable that it is said of. */
export function mailProblems({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: MailEnvironment): { readonly name: string; readonly message: string }[] {
  if (SMTP_URL === undefined) return MAIL_FROM === undefined ? [] : [{ name: 'SMTP_URL', message: 'is needed together with MAIL_FROM' }];
  const needed = { MAIL_FROM, PUBLIC_URL };
  return Object.entries(needed).flatMap(([name, value]) =>
    value === undefined ? [{ name, message: 'is needed together with SMTP_URL' }] : [],
  );
}
