import type { Database, Tx } from '@fagtorg/db';
import { asHtml, asText, type InvitationFacts, invitationLetter, type Language, tongueOf } from '@fagtorg/domain';
import { type Mail, type Mailer, MailFault } from '@fagtorg/platform';
import type { JobPayload } from '../jobs.js';
import { finish, take } from '../outbox/index.js';
import type { ReferenceService } from '../reference/index.js';
import type { MailedLinks } from './mailed-links.js';

/** By what mails are sent, and what their links are made of. */
export interface MailRoom {
  readonly mailer: Mailer;
  readonly links: MailedLinks;
  /** Where people reach Fagtorg. */
  readonly publicUrl: string;
}

/** Sends invitations by mail. It works as the gatekeeper, who knows secrets and nothing of the market. */
export class InvitationMailService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    /** Null where no mail server is configured: what was to be sent while there was one waits for the next. */
    private readonly room: MailRoom | null,
  ) {}

  /**
   * Sends the link of an invitation that still waits for it. The link holds before the mail goes out, as some readers follow it at once. A
   * process that dies from then on leaves the request undone: the same link is sent again. No row but the request's own is locked while the
   * mail server takes its time.
   * @throws MailFault where it was not sent and may be later
   */
  async send(payload: JobPayload<'send-invitation'>, outboxId: bigint): Promise<void> {
    const { invitationId, linkNumber } = payload;
    const { room } = this;
    if (!room) throw new MailFault('a mail was not sent: SMTP_URL is not set');
    const { secret, hash } = room.links(invitationId, linkNumber);
    await this.database.asGatekeeper((tx) => makeHold(tx, payload, hash));
    await this.database.asGatekeeper(async (tx) => {
      if (!(await take(tx, outboxId, 'send-invitation', payload))) return;
      const waiting = await findWaiting(tx, payload);
      if (waiting) {
        const link = new URL(`/invitation/${secret}`, room.publicUrl).href;
        const state = await deliver(room.mailer, this.mailOf(waiting, link, tx.today));
        await tx.client.$executeRaw`
          UPDATE invitation SET mail = ${state}::mail_state WHERE id = ${invitationId}::uuid AND link_number = ${linkNumber}`;
      }
      await finish(tx, outboxId);
    });
  }

  private mailOf({ id, linkNumber, email, language, organisationId, ...told }: Waiting, link: string, today: string): Mail {
    const organisation = this.reference.organisationById(organisationId);
    if (!organisation) throw new Error(`An invitation names organisation ${organisationId}, which the reference data lacks.`);
    const tongue = tongueOf(language ?? this.reference.languageOf(organisation));
    const letter = invitationLetter({ ...told, organisation, link }, tongue, today);
    const replyTo = told.inviter?.email ?? null;
    const words = { subject: letter.subject, text: asText(letter), html: asHtml(letter), language: tongue };
    return { to: email, replyTo, ...words, id: `${id}.${linkNumber}` };
  }
}

/** An address that there is not will not be there the tenth time either: who invited reads that, and no operator needs to look. */
async function deliver(mailer: Mailer, mail: Mail): Promise<'SENT' | 'REFUSED'> {
  try {
    await mailer.send(mail);
    return 'SENT';
  } catch (fault) {
    if (fault instanceof MailFault && fault.noSuchAddress) return 'REFUSED';
    throw fault;
  }
}

/** Lets in whoever comes with the link. */
async function makeHold({ client }: Tx, { invitationId, linkNumber }: JobPayload<'send-invitation'>, hash: Buffer): Promise<void> {
  await client.$executeRaw`
    UPDATE invitation SET secret_hash = ${hash}
    WHERE id = ${invitationId}::uuid AND link_number = ${linkNumber} AND mail = 'WAITING' AND secret_hash <> ${hash}`;
}

interface Waiting extends Omit<InvitationFacts, 'organisation' | 'link'> {
  readonly id: string;
  readonly linkNumber: number;
  readonly organisationId: string;
  readonly email: string;
  /** What the person has chosen who is here already; null where nobody is, or nothing was chosen. */
  readonly language: Language | null;
}

/** An invitation whose link waits to be sent; null where another link has replaced it, or nobody may come by it any more. */
async function findWaiting({ client, now }: Tx, { invitationId, linkNumber }: JobPayload<'send-invitation'>): Promise<Waiting | null> {
  const [row] = await client.$queryRaw<Waiting[]>`
    SELECT i.id, i.link_number AS "linkNumber", i.organisation_id AS "organisationId", i.email, i.role, i.unit, i.valid_from::text AS "from",
      i.valid_to::text AS "to", i.expires_at AS "expiresAt", p.language,
      CASE WHEN a.id IS NOT NULL THEN json_build_object('name', a.name, 'email', a.email) END AS inviter
    FROM invitation i
      LEFT JOIN person a ON a.id = i.invited_by_id AND a.erased_at IS NULL
      LEFT JOIN person p ON p.email = i.email AND p.erased_at IS NULL
    WHERE i.id = ${invitationId}::uuid AND i.link_number = ${linkNumber} AND i.mail = 'WAITING'
      AND i.email IS NOT NULL AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ${now}`;
  return row ?? null;
}
