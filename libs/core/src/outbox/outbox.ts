import type { Prisma, Tx } from '@fagtorg/db';
import type { JobName, JobPayload } from '../jobs.js';

/** What the payload of each job is about: waiting requests for the same thing are joined. */
const keys: { readonly [N in JobName]: (payload: JobPayload<N>) => string } = {
  'match-need': ({ needId }) => needId,
  'match-offer': ({ offerId }) => offerId,
  expire: ({ thing, id }) => `${thing}:${id}`,
  'resume-offer': ({ offerId }) => offerId,
  'erase-person': ({ personId }) => personId,
  'enforce-retention': () => 'retention',
  'send-invitation': ({ invitationId }) => invitationId,
  sweep: () => 'sweep',
};

/**
 * Asks for a job in the transaction that makes it necessary. A request that has not been sent yet is touched, not repeated: the touch
 * holds its row until this commits, so that the relay cannot send it before what it is about can be seen.
 */
export async function request<N extends JobName>(tx: Tx, job: N, payload: JobPayload<N>): Promise<void> {
  await tx.client.$executeRaw`
    INSERT INTO outbox (job, key, payload) VALUES (${job}, ${keys[job](payload)}, ${JSON.stringify(payload)}::jsonb)
    ON CONFLICT (job, key) WHERE dispatched_at IS NULL AND done_at IS NULL
    DO UPDATE SET payload = EXCLUDED.payload, requested_at = now()`;
}

/**
 * Asks for a job for each of many things, in one statement and in the order of their keys, so that two askers never wait for each other.
 * @param wanted a query for `key` (as in `keys`) and `payload`
 */
export async function requestEach(tx: Tx, job: JobName, wanted: Prisma.Sql): Promise<void> {
  await tx.client.$executeRaw`
    INSERT INTO outbox (job, key, payload) SELECT ${job}, w.key, w.payload FROM (${wanted}) w ORDER BY w.key
    ON CONFLICT (job, key) WHERE dispatched_at IS NULL AND done_at IS NULL
    DO UPDATE SET payload = EXCLUDED.payload, requested_at = now()`;
}

/**
 * Locks the row of a job that has been delivered; false when its effect stands already, or when the job is a stranger: a queue may have
 * kept one from another database, whose row has the same id. The effect and `finish` belong in the same transaction.
 */
export async function take<N extends JobName>(tx: Tx, outboxId: bigint, job: N, payload: JobPayload<N>): Promise<boolean> {
  const rows = await tx.client.$queryRaw<{ done: boolean }[]>`
    SELECT done_at IS NOT NULL AS done FROM outbox WHERE id = ${outboxId} AND job = ${job} AND key = ${keys[job](payload)} FOR UPDATE`;
  return rows[0]?.done === false;
}

export async function finish(tx: Tx, outboxId: bigint): Promise<void> {
  await tx.client.$executeRaw`UPDATE outbox SET done_at = now(), parked_at = NULL, failure = NULL WHERE id = ${outboxId}`;
}
