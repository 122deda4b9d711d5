import type { Tx } from '@fagtorg/db';
import { newSecret } from './secrets.js';

/** A session to be. */
interface NewSession {
  readonly personId: string;
  readonly hash: Buffer;
  readonly expiresAt: Date;
  readonly issuer: string;
  readonly device: string;
  readonly assurance: string | null;
  readonly actingFor: string | null;
}

interface StoredSession {
  readonly id: string;
  readonly personId: string;
  readonly actingFor: string | null;
  /** Whether it was found by the secret before the last change. */
  readonly isFormer: boolean;
  /** Until when that one holds; null as long as nobody has come with the new one. */
  readonly formerUntil: Date | null;
  /** Whether nobody has come with the secret yet that the last change gave. */
  readonly unproven: boolean;
  readonly rotatedAt: Date;
  readonly lastSeenAt: Date;
}

/** Stores a session that begins now. Answers its id. */
export async function keepSession({ client, now }: Tx, session: NewSession): Promise<string> {
  const { personId, hash, expiresAt, issuer, device, assurance, actingFor } = session;
  const [stored] = await client.$queryRaw<{ id: string }[]>`
    INSERT INTO session (person_id, secret_hash, rotated_at, created_at, last_seen_at, expires_at, device, issuer, assurance, acting_for)
    VALUES (${personId}::uuid, ${hash}, ${now}, ${now}, ${now}, ${expiresAt}, ${device}, ${issuer}, ${assurance}, ${actingFor})
    RETURNING id`;
  if (!stored) throw new Error('A session was not stored.');
  return stored.id;
}

/** The session that a secret, or the one before it, belongs to, where it still holds. Nothing is locked: a request in peace writes nothing. */
export async function findSession({ client, now }: Tx, hash: Buffer, idleSince: Date): Promise<StoredSession | null> {
  const [stored] = await client.$queryRaw<StoredSession[]>`
    SELECT id, person_id AS "personId", acting_for AS "actingFor", former_hash IS NOT DISTINCT FROM ${hash} AS "isFormer",
      former_until AS "formerUntil", former_hash IS NOT NULL AND former_until IS NULL AS unproven, rotated_at AS "rotatedAt", last_seen_at AS "lastSeenAt"
    FROM session
    WHERE (secret_hash = ${hash} OR former_hash = ${hash}) AND ended_at IS NULL AND expires_at > ${now} AND last_seen_at > ${idleSince}`;
  return stored ?? null;
}

/** Changes the secret. Answers the new one; null where another request has changed it at this moment, which hands it out. */
export async function changeSecret({ client, now }: Tx, id: string, former: Buffer): Promise<string | null> {
  const { secret, hash } = newSecret();
  const changed = await client.$executeRaw`
    UPDATE session SET secret_hash = ${hash}, former_hash = ${former}, former_until = NULL, rotated_at = ${now}, last_seen_at = ${now}
    WHERE id = ${id}::uuid AND secret_hash = ${former}`;
  return changed === 1 ? secret : null;
}

/** Replaces a new secret that has not arrived by another one; null where it has arrived after all, or was just replaced. */
export async function replaceUnproven({ client, now }: Tx, id: string, former: Buffer, given: Date): Promise<string | null> {
  const { secret, hash } = newSecret();
  const changed = await client.$executeRaw`
    UPDATE session SET secret_hash = ${hash}, rotated_at = ${now}, last_seen_at = ${now}
    WHERE id = ${id}::uuid AND former_hash = ${former} AND former_until IS NULL AND rotated_at = ${given}`;
  return changed === 1 ? secret : null;
}

/** Notes that the new secret has arrived: the former one holds until a moment, and no longer. */
export async function proveSecret({ client }: Tx, id: string, current: Buffer, formerUntil: Date): Promise<void> {
  await client.$executeRaw`
    UPDATE session SET former_until = ${formerUntil} WHERE id = ${id}::uuid AND secret_hash = ${current} AND former_until IS NULL`;
}

/** Whether a person holds a role today, or will: in an organisation, or in any. One that was ended before its first day is none. */
export async function holdsRole({ client, today }: Tx, personId: string, code: string | null): Promise<boolean> {
  const held = await client.$queryRaw<object[]>`
    SELECT FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.person_id = ${personId}::uuid AND coalesce(m.valid_to >= greatest(m.valid_from, ${today}::date), true)
      AND (${code}::text IS NULL OR o.code = ${code}) LIMIT 1`;
  return held.length > 0;
}

/** Ends sessions of a person; refresh tokens that came of them hold no longer. Answers those that had not ended before. */
export async function endSessions({ client, now }: Tx, personId: string, ids: readonly string[]): Promise<string[]> {
  const ended = await client.$queryRaw<{ id: string }[]>`
    UPDATE session SET ended_at = ${now} WHERE person_id = ${personId}::uuid AND id = ANY (${ids}::uuid[]) AND ended_at IS NULL RETURNING id`;
  return ended.map(({ id }) => id);
}
