import { Prisma, type Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';
import { type Page, pageOf, type Slice } from '../page.js';

/** An event of an organisation's audit as who may read it sees it. */
export interface AuditRow {
  readonly organisationId: string;
  readonly number: number;
  readonly at: Date;
  readonly act: string;
  /** A person or a program; null is the system. */
  readonly actorId: string | null;
  /** Null where the person was erased, or is not for the reader. */
  readonly actorName: string | null;
  readonly role: Role | null;
  readonly actingForId: string | null;
  readonly thing: string;
  readonly thingId: string;
  /** JSON text, exactly as it was hashed. */
  readonly facts: string;
  readonly hash: Uint8Array;
}

/** Which events to list; null leaves a side open. Days are calendar dates in Europe/Oslo, and both belong to it. */
export interface AuditFilter {
  readonly from: string | null;
  readonly to: string | null;
  readonly act: string | null;
  readonly actorId: string | null;
  readonly thing: string | null;
  readonly thingId: string | null;
}

/** The condition of a list of events and of its count. */
export function eventsOf(organisationId: string, { from, to, act, actorId, thing, thingId }: AuditFilter): Prisma.Sql {
  const parts = [Prisma.sql`a.organisation_id = ${organisationId}::uuid`];
  if (from !== null) parts.push(Prisma.sql`a.at >= ${from}::date::timestamp AT TIME ZONE 'Europe/Oslo'`);
  if (to !== null) parts.push(Prisma.sql`a.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Europe/Oslo'`);
  if (act !== null) parts.push(Prisma.sql`a.act = ${act}`);
  if (actorId !== null) parts.push(Prisma.sql`a.actor_id = ${actorId}::uuid`);
  if (thing !== null) parts.push(Prisma.sql`a.thing = ${thing}`);
  if (thingId !== null) parts.push(Prisma.sql`a.thing_id = ${thingId}::uuid`);
  return Prisma.join(parts, ' AND ');
}

/** A person's name is for those who see the people of an organisation that both belong to; everyone sees their own. */
function nameInSight({ viewer }: Tx): Prisma.Sql {
  const organisations = [...(viewer?.sights['see-people']?.organisations ?? [])];
  return Prisma.sql`p.erased_at IS NULL AND (p.id = ${viewer?.personId ?? null}::uuid
    OR EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.organisation_id = ANY (${organisations}::uuid[])))`;
}

/** A slice of the events that a condition holds for, the newest first. */
export async function auditPage(tx: Tx, condition: Prisma.Sql, slice: Slice): Promise<Page<AuditRow>> {
  const behind = slice.after === null ? Prisma.empty : Prisma.sql`AND a.number < ${Number(slice.after)}`;
  const rows = await tx.client.$queryRaw<AuditRow[]>`
    SELECT a.organisation_id AS "organisationId", a.number, a.at, a.act, a.actor_id AS "actorId", coalesce(p.name, s.name) AS "actorName",
      a.role, a.acting_for_id AS "actingForId", a.thing, a.thing_id AS "thingId", a.facts, a.hash
    FROM audit_event a
    LEFT JOIN person p ON p.id = a.actor_id AND ${nameInSight(tx)}
    LEFT JOIN service_account s ON s.id = a.actor_id AND s.organisation_id = a.organisation_id
    WHERE ${condition} ${behind} ORDER BY a.number DESC LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

export async function countEvents({ client }: Tx, condition: Prisma.Sql): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM audit_event a WHERE ${condition}`;
  return row?.count ?? 0;
}

/** The end of an organisation's chain; number 0 where nothing has been written. */
export async function auditHead({ client }: Tx, organisationId: string): Promise<{ number: number; hash: Uint8Array; at: Date | null }> {
  const [head] = await client.$queryRaw<{ number: number; hash: Uint8Array; at: Date | null }[]>`
    SELECT h.number, h.hash, a.at FROM audit_head h
    LEFT JOIN audit_event a ON a.organisation_id = h.organisation_id AND a.number = h.number
    WHERE h.organisation_id = ${organisationId}::uuid`;
  return head ?? { number: 0, hash: new Uint8Array(32), at: null };
}
