import { Prisma, type Tx } from '@fagtorg/db';
import type { Right, Role, RoleDraft, Tenure } from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { type Page, pageOf, type Slice } from '../page.js';
import { administeredInSight } from './in-sight.js';

/** A role that somebody holds or held in an organisation, as its administrators see it. */
export interface MemberRow {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  /** Null where the person was erased. */
  readonly person: { readonly id: string; readonly name: string; readonly title: string; readonly email: string } | null;
  readonly role: Role;
  readonly rights: Right[];
  readonly unit: string | null;
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly grantedById: string | null;
  readonly grantedByName: string | null;
  readonly grantedAt: Date;
  readonly grantReason: string | null;
  readonly endedById: string | null;
  readonly endedByName: string | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
}

/** A role with the little that deciding on it takes. */
export interface RoleHeld extends Tenure {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly role: Role;
}

const columns = Prisma.sql`m.id, m.organisation_id AS "organisationId", m.person_id AS "personId",
  CASE WHEN p.erased_at IS NULL THEN json_build_object('id', p.id, 'name', p.name, 'title', p.title, 'email', p.email) END AS person,
  m.role, m.rights::text[], m.unit, m.amount_limit_ore AS "amountLimitOre", m.deputy_for AS "deputyFor",
  m.delegation_reference AS "delegationReference", m.valid_from::text AS "from", m.valid_to::text AS "to",
  m.granted_by_id AS "grantedById", g.name AS "grantedByName", m.granted_at AS "grantedAt", m.grant_reason AS "grantReason",
  m.ended_by_id AS "endedById", e.name AS "endedByName", m.ended_at AS "endedAt", m.end_reason AS "endReason"`;

const tables = Prisma.sql`membership m JOIN person p ON p.id = m.person_id
  LEFT JOIN person g ON g.id = m.granted_by_id AND g.erased_at IS NULL
  LEFT JOIN person e ON e.id = m.ended_by_id AND e.erased_at IS NULL`;

export function membersByIds(tx: Tx, ids: readonly string[]): Promise<MemberRow[]> {
  return tx.client.$queryRaw<MemberRow[]>`
    SELECT ${columns} FROM ${tables} WHERE m.id = ANY (${ids}::uuid[]) AND ${administeredInSight(tx, Prisma.sql`m.organisation_id`)}`;
}

/** Which roles of an organisation to list; a role left out is all of them. */
export interface MemberFilter {
  readonly role: Role | null;
  readonly includeEnded: boolean;
}

/** The condition of a list of roles and of its count. */
export const membersOf = (tx: Tx, organisationId: string, { role, includeEnded }: MemberFilter): Prisma.Sql =>
  Prisma.sql`m.organisation_id = ${organisationId}::uuid AND ${administeredInSight(tx, Prisma.sql`m.organisation_id`)}
    AND (${role}::text IS NULL OR m.role::text = ${role})
    AND (${includeEnded} OR m.valid_to IS NULL OR m.valid_to >= ${tx.today}::date)`;

/** A slice of the roles that a condition holds for, by name. */
export async function memberPage(tx: Tx, condition: Prisma.Sql, slice: Slice): Promise<Page<MemberRow>> {
  const behind = slice.after
    ? Prisma.sql`AND (p.name COLLATE "nb-x-icu", m.id) >
        (SELECT q.name, a.id FROM membership a JOIN person q ON q.id = a.person_id WHERE a.id = ${slice.after}::uuid)`
    : Prisma.empty;
  const rows = await tx.client.$queryRaw<MemberRow[]>`
    SELECT ${columns} FROM ${tables} WHERE ${condition} ${behind} ORDER BY p.name COLLATE "nb-x-icu", m.id LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

export async function countMembers({ client }: Tx, condition: Prisma.Sql): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM membership m WHERE ${condition}`;
  return row?.count ?? 0;
}

const held = Prisma.sql`id, organisation_id AS "organisationId", person_id AS "personId", role, valid_from::text AS "from", valid_to::text AS "to"`;

/** A role by its id, as far as the reader may know of it. */
export async function roleHeld({ client }: Tx, id: string): Promise<RoleHeld | null> {
  const [row] = await client.$queryRaw<RoleHeld[]>`SELECT ${held} FROM membership WHERE id = ${id}::uuid`;
  return row ?? null;
}

/**
 * All roles of a kind in an organisation, locked until the transaction ends: who ends another of them meanwhile waits. Whoever has asked to be
 * erased holds none. They are read once they are locked, to see what those did who came first.
 */
export async function lockRoles({ client }: Tx, organisationId: string, role: Role): Promise<RoleHeld[]> {
  const alike = Prisma.sql`membership WHERE organisation_id = ${organisationId}::uuid AND role::text = ${role}`;
  await client.$queryRaw`SELECT id FROM ${alike} ORDER BY id FOR UPDATE`;
  return client.$queryRaw<RoleHeld[]>`
    SELECT ${held} FROM ${alike} AND NOT EXISTS (SELECT FROM person p WHERE p.id = person_id AND p.erased_at IS NOT NULL) ORDER BY id`;
}

/** Whether somebody has a role in an organisation, or will have. */
export async function belongsTo({ client, today }: Tx, organisationId: string, personId: string): Promise<boolean> {
  const rows = await client.$queryRaw<object[]>`
    SELECT FROM membership WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid
      AND (valid_to IS NULL OR (valid_to >= ${today}::date AND valid_to >= valid_from)) LIMIT 1`;
  return rows.length > 0;
}

/** The id of the same role that somebody holds on one of the days already, or null. */
export async function sameRole({ client }: Tx, organisationId: string, personId: string, draft: RoleDraft): Promise<string | null> {
  const { role, unit, deputyFor, from, to } = draft;
  const [row] = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM membership
    WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND role::text = ${role}
      AND unit IS NOT DISTINCT FROM ${unit} AND deputy_for IS NOT DISTINCT FROM ${deputyFor}
      AND (${to}::date IS NULL OR valid_from <= ${to}::date)
      AND (valid_to IS NULL OR (valid_to >= ${from}::date AND valid_to >= valid_from)) LIMIT 1`;
  return row?.id ?? null;
}

/** Gives a role. Answers its id. */
export async function insertMembership(
  { client, now }: Tx,
  organisationId: string,
  personId: string,
  draft: RoleDraft,
  grantedById: string | null,
): Promise<string> {
  const { role, rights, unit, amountLimitOre, deputyFor, delegationReference, from, to, reason } = draft;
  const id = randomUUID();
  await client.membership.createMany({
    data: {
      ...{ id, organisationId, personId, role, rights: [...rights], unit, amountLimitOre, deputyFor, delegationReference },
      ...{ validFrom: new Date(from), validTo: to === null ? null : new Date(to) },
      ...{ grantedById, grantedAt: now, grantReason: reason },
    },
  });
  return id;
}

export async function endMembership({ client, now }: Tx, id: string, to: string, endedById: string, reason: string): Promise<void> {
  await client.$executeRaw`
    UPDATE membership SET valid_to = ${to}::date, ended_by_id = ${endedById}::uuid, ended_at = ${now}, end_reason = ${reason}
    WHERE id = ${id}::uuid`;
}
