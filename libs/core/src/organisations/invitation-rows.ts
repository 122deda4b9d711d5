import { Prisma, type Tx } from '@fagtorg/db';
import type { MailState, Right, Role, RoleDraft } from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { request } from '../outbox/index.js';
import { type Page, pageOf, type Slice } from '../page.js';
import { administeredInSight } from './in-sight.js';
import type { Secret } from '../identity/index.js';

/** How the link reaches who is invited: by mail, or by hand. */
export type Handover = 'MAIL' | 'LINK';

export type InvitationState = 'PENDING' | 'ACCEPTED' | 'WITHDRAWN' | 'EXPIRED';

/** An invitation as its organisation's administrators see it. */
export interface InvitationRow {
  readonly id: string;
  readonly organisationId: string;
  /** Null once it is accepted, withdrawn or expired. */
  readonly email: string | null;
  readonly state: InvitationState;
  readonly role: Role;
  readonly rights: Right[];
  readonly unit: string | null;
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly invitedById: string | null;
  readonly invitedByName: string | null;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  /** How far the mail with the link has come; NONE where the link is handed over. */
  readonly mail: MailState;
  readonly linkMadeAt: Date;
}

/** How long a link is good for. */
const DAYS = 14;

const expiryFrom = (now: Date): Date => new Date(now.getTime() + DAYS * 86_400_000);

/** Writes an invitation, and asks for its mail where it is to be sent. Answers its id and when it expires. */
export async function insertInvitation(
  tx: Tx,
  invitation: RoleDraft & {
    readonly organisationId: string;
    readonly email: string;
    readonly secret: Secret;
    readonly invitedById: string | null;
    readonly handover: Handover;
  },
): Promise<{ id: string; expiresAt: Date }> {
  const { client, now } = tx;
  const { organisationId, email, secret, invitedById, role, rights, unit, amountLimitOre, deputyFor, delegationReference, reason } =
    invitation;
  const id = randomUUID();
  const expiresAt = expiryFrom(now);
  await client.invitation.createMany({
    data: {
      ...{
        id,
        organisationId,
        email,
        role,
        rights: [...rights],
        unit,
        amountLimitOre,
        deputyFor,
        delegationReference,
        reason,
        invitedById,
      },
      ...{ validFrom: new Date(invitation.from), validTo: invitation.to === null ? null : new Date(invitation.to) },
      ...{ secretHash: secret.hash, invitedAt: now, expiresAt, linkMadeAt: now, mail: waitingIf(invitation.handover) },
    },
  });
  if (invitation.handover === 'MAIL') await request(tx, 'send-invitation', { invitationId: id, linkNumber: 1 });
  return { id, expiresAt };
}

const waitingIf = (handover: Handover): MailState => (handover === 'MAIL' ? 'WAITING' : 'NONE');

/**
 * Gives an invitation another link, good for as long as the first one was; the former one holds no longer. Who sends it answers for it.
 * Answers the link's number.
 */
export async function renewLink(tx: Tx, id: string, secret: Secret, handover: Handover, sentById: string): Promise<number> {
  const { client, now } = tx;
  const [row] = await client.$queryRaw<{ linkNumber: number }[]>`
    UPDATE invitation SET secret_hash = ${secret.hash}, link_number = link_number + 1, link_made_at = ${now}, expires_at = ${expiryFrom(now)},
      mail = ${waitingIf(handover)}::mail_state, invited_by_id = ${sentById}::uuid
    WHERE id = ${id}::uuid RETURNING link_number AS "linkNumber"`;
  if (!row) throw new Error('An invitation that was locked is gone.');
  if (handover === 'MAIL') await request(tx, 'send-invitation', { invitationId: id, linkNumber: row.linkNumber });
  return row.linkNumber;
}

/** How many mails an organisation's invitations have asked for in the last day. */
export async function mailedToday({ client, now }: Tx, organisationId: string): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM invitation
    WHERE organisation_id = ${organisationId}::uuid AND mail <> 'NONE' AND link_made_at > ${new Date(now.getTime() - 86_400_000)}`;
  return row?.count ?? 0;
}

const stateOf = (now: Date): Prisma.Sql => Prisma.sql`CASE WHEN i.accepted_at IS NOT NULL THEN 'ACCEPTED' WHEN i.withdrawn_at IS NOT NULL
  THEN 'WITHDRAWN' WHEN i.expires_at <= ${now} THEN 'EXPIRED' ELSE 'PENDING' END`;

const columns = ({ now }: Tx): Prisma.Sql => Prisma.sql`i.id, i.organisation_id AS "organisationId",
  CASE WHEN i.expires_at > ${now} THEN i.email END AS email, ${stateOf(now)} AS state, i.role, i.rights::text[], i.unit,
  i.amount_limit_ore AS "amountLimitOre", i.deputy_for AS "deputyFor", i.delegation_reference AS "delegationReference",
  i.valid_from::text AS "from", i.valid_to::text AS "to", i.reason, i.invited_by_id AS "invitedById", p.name AS "invitedByName",
  i.invited_at AS "invitedAt", i.expires_at AS "expiresAt", i.mail, i.link_made_at AS "linkMadeAt"`;

const tables = Prisma.sql`invitation i LEFT JOIN person p ON p.id = i.invited_by_id AND p.erased_at IS NULL`;

export function invitationsByIds(tx: Tx, ids: readonly string[]): Promise<InvitationRow[]> {
  return tx.client.$queryRaw<InvitationRow[]>`
    SELECT ${columns(tx)} FROM ${tables} WHERE i.id = ANY (${ids}::uuid[]) AND ${administeredInSight(tx, Prisma.sql`i.organisation_id`)}`;
}

/** The invitation, locked until the transaction ends. Null where it does not exist for the reader. */
export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRow | null> {
  const locked = await tx.client.$queryRaw<object[]>`SELECT id FROM invitation WHERE id = ${id}::uuid FOR UPDATE`;
  const [row] = locked.length > 0 ? await invitationsByIds(tx, [id]) : [];
  return row ?? null;
}

/** Which invitations of an organisation; the condition of a list and of its count. */
export const invitationsOf = (tx: Tx, organisationId: string, includeEnded: boolean): Prisma.Sql =>
  Prisma.sql`i.organisation_id = ${organisationId}::uuid AND ${administeredInSight(tx, Prisma.sql`i.organisation_id`)}
    AND (${includeEnded} OR ${stateOf(tx.now)} = 'PENDING')`;

/** A slice of the invitations that a condition holds for, the newest first. */
export async function invitationPage(tx: Tx, condition: Prisma.Sql, slice: Slice): Promise<Page<InvitationRow>> {
  const behind = slice.after
    ? Prisma.sql`AND (i.invited_at, i.id) < (SELECT a.invited_at, a.id FROM invitation a WHERE a.id = ${slice.after}::uuid)`
    : Prisma.empty;
  const rows = await tx.client.$queryRaw<InvitationRow[]>`
    SELECT ${columns(tx)} FROM ${tables} WHERE ${condition} ${behind} ORDER BY i.invited_at DESC, i.id DESC LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

export async function countInvitations({ client }: Tx, condition: Prisma.Sql): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM invitation i WHERE ${condition}`;
  return row?.count ?? 0;
}
