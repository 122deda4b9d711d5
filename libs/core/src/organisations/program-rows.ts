import { Prisma, type Tx } from '@fagtorg/db';
import type { Scope, ServiceAccountDraft } from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { type Page, pageOf, type Slice } from '../page.js';
import { administeredInSight } from './in-sight.js';
import type { Secret } from '../identity/index.js';

/** What programs' tokens begin with, so that they are known where they have leaked, and told from people's. */
export const TOKEN_PREFIX = 'fagtorg_';

/** A program's account as its organisation's administrators see it. */
export interface ServiceAccountRow {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly reason: string;
  readonly createdById: string;
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly endedById: string | null;
  readonly endedByName: string | null;
  readonly endedAt: Date | null;
}

/** A program's token; never its secret. */
export interface ApiTokenRow {
  readonly id: string;
  readonly serviceAccountId: string;
  readonly organisationId: string;
  readonly hint: string;
  readonly createdById: string;
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly endedAt: Date | null;
}

const columns = Prisma.sql`s.id, s.organisation_id AS "organisationId", s.name, s.scopes::text[], s.reason, s.created_by_id AS "createdById",
  c.name AS "createdByName", s.created_at AS "createdAt", s.ended_by_id AS "endedById", e.name AS "endedByName", s.ended_at AS "endedAt"`;

const tables = Prisma.sql`service_account s
  LEFT JOIN person c ON c.id = s.created_by_id AND c.erased_at IS NULL
  LEFT JOIN person e ON e.id = s.ended_by_id AND e.erased_at IS NULL`;

const inSight = (tx: Tx, column: Prisma.Sql): Prisma.Sql => administeredInSight(tx, column, 'see-programs');

export function serviceAccountsByIds(tx: Tx, ids: readonly string[]): Promise<ServiceAccountRow[]> {
  return tx.client.$queryRaw<ServiceAccountRow[]>`
    SELECT ${columns} FROM ${tables} WHERE s.id = ANY (${ids}::uuid[]) AND ${inSight(tx, Prisma.sql`s.organisation_id`)}`;
}

/** The account, locked until the transaction ends. */
export async function lockServiceAccount(tx: Tx, id: string): Promise<ServiceAccountRow | null> {
  await tx.client.$queryRaw`SELECT FROM service_account WHERE id = ${id}::uuid FOR UPDATE`;
  const [row] = await serviceAccountsByIds(tx, [id]);
  return row ?? null;
}

/** Which programs of an organisation; the condition of a list and of its count. */
export const serviceAccountsOf = (tx: Tx, organisationId: string, includeEnded: boolean): Prisma.Sql =>
  Prisma.sql`s.organisation_id = ${organisationId}::uuid AND ${inSight(tx, Prisma.sql`s.organisation_id`)}
    AND (${includeEnded} OR s.ended_at IS NULL)`;

/** A slice of the programs that a condition holds for, the newest first. */
export async function serviceAccountPage(tx: Tx, condition: Prisma.Sql, slice: Slice): Promise<Page<ServiceAccountRow>> {
  const behind = slice.after
    ? Prisma.sql`AND (s.created_at, s.id) < (SELECT a.created_at, a.id FROM service_account a WHERE a.id = ${slice.after}::uuid)`
    : Prisma.empty;
  const rows = await tx.client.$queryRaw<ServiceAccountRow[]>`
    SELECT ${columns} FROM ${tables} WHERE ${condition} ${behind} ORDER BY s.created_at DESC, s.id DESC LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

export async function countServiceAccounts({ client }: Tx, condition: Prisma.Sql): Promise<number> {
  const [row] = await client.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM service_account s WHERE ${condition}`;
  return row?.count ?? 0;
}

const tokenColumns = Prisma.sql`t.id, t.service_account_id AS "serviceAccountId", t.organisation_id AS "organisationId", t.hint,
  t.created_by_id AS "createdById", c.name AS "createdByName", t.created_at AS "createdAt", t.expires_at AS "expiresAt",
  t.last_used_at AS "lastUsedAt", t.ended_at AS "endedAt"`;

/** Tokens by a column of theirs, the newest first. */
const tokens = (tx: Tx, column: Prisma.Sql, ids: readonly string[]): Promise<ApiTokenRow[]> =>
  tx.client.$queryRaw<ApiTokenRow[]>`
    SELECT ${tokenColumns} FROM api_token t LEFT JOIN person c ON c.id = t.created_by_id AND c.erased_at IS NULL
    WHERE ${column} = ANY (${ids}::uuid[]) AND ${inSight(tx, Prisma.sql`t.organisation_id`)} ORDER BY t.created_at DESC, t.id DESC`;

export const tokensByIds = (tx: Tx, ids: readonly string[]): Promise<ApiTokenRow[]> => tokens(tx, Prisma.sql`t.id`, ids);
export const tokensOf = (tx: Tx, accountIds: readonly string[]): Promise<ApiTokenRow[]> =>
  tokens(tx, Prisma.sql`t.service_account_id`, accountIds);

export async function insertServiceAccount(
  { client, now }: Tx,
  organisationId: string,
  { name, scopes, reason }: ServiceAccountDraft,
  createdById: string,
): Promise<string> {
  const id = randomUUID();
  await client.serviceAccount.createMany({
    data: { id, organisationId, name, scopes: [...scopes], reason, createdById, createdAt: now },
  });
  return id;
}

/** So many letters of a token are kept, by which people tell tokens apart. */
const HINT_LENGTH = 12;

/** Writes a token that is good to the end of a day in Norway. Answers its id. */
export async function insertToken(
  { client, now }: Tx,
  account: Pick<ServiceAccountRow, 'id' | 'organisationId'>,
  { secret, hash }: Secret,
  lastDay: string,
  createdById: string,
): Promise<string> {
  const id = randomUUID();
  await client.$executeRaw`
    INSERT INTO api_token (id, service_account_id, organisation_id, secret_hash, hint, created_by_id, created_at, expires_at)
    VALUES (${id}::uuid, ${account.id}::uuid, ${account.organisationId}::uuid, ${hash}, ${secret.slice(0, HINT_LENGTH)}, ${createdById}::uuid,
      ${now}, (${lastDay}::date + 1)::timestamp AT TIME ZONE 'Europe/Oslo')`;
  return id;
}
