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
      rotated_at AS "rotatedAt", last_seen_at AS "lastSeenAt"
    FROM session
    WHERE (secret_hash = ${hash} OR former_hash = ${hash}) AND ended_at IS NULL AND expires_at > ${now} AND last_seen_at > ${idleSince}`;
  return stored ?? null;
}

/** Changes the secret. Answers the new one; null where another request has changed it at this moment, which hands it out. */
export async function changeSecret({ client, now }: Tx, id: string, former: Buffer): Promise<string | null> {
  const { secret, hash } = newSecret();
  const changed = await client.$executeRaw`
    UPDATE session SET secret_hash = ${hash}, former_hash = ${former}, rotated_at = ${now}, last_seen_at = ${now}
    WHERE id = ${id}::uuid AND secret_hash = ${former}`;
  return changed === 1 ? secret : null;
}

/** Ends sessions of a person; refresh tokens that came of them hold no longer. Answers those that had not ended before. */
export async function endSessions({ client, now }: Tx, personId: string, ids: readonly string[]): Promise<string[]> {
  const ended = await client.$queryRaw<{ id: string }[]>`
    UPDATE session SET ended_at = ${now} WHERE person_id = ${personId}::uuid AND id = ANY (${ids}::uuid[]) AND ended_at IS NULL RETURNING id`;
  return ended.map(({ id }) => id);
}
