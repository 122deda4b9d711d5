import { Prisma, type Tx } from '@fagtorg/db';

/** A request that has had no effect yet, as an operator sees it. */
export interface OutboxRow {
  readonly id: string;
  readonly job: string;
  /** What it is about: the id of a need or an offer, mostly. */
  readonly key: string;
  /** How often it has been sent to the queue. */
  readonly dispatches: number;
  readonly requestedAt: Date;
  readonly dispatchedAt: Date | null;
  /** Since when it waits for a person, having been sent in vain; null while it is sent again by itself. */
  readonly parkedAt: Date | null;
  readonly failure: string | null;
}

/** The requests without an effect: parked ones first, then the oldest. */
export function outboxRows({ client }: Tx, { parkedOnly, first }: { parkedOnly: boolean; first: number }): Promise<OutboxRow[]> {
  return client.$queryRaw<OutboxRow[]>`
    SELECT id::text, job, key, dispatches, requested_at AS "requestedAt", dispatched_at AS "dispatchedAt", parked_at AS "parkedAt", failure
    FROM outbox WHERE done_at IS NULL AND (parked_at IS NOT NULL OR NOT ${parkedOnly})
    ORDER BY parked_at IS NULL, outbox.id LIMIT ${first}`;
}

/**
 * Lets the relay send requests once more, with as many tries as a new one has. What is under way keeps its row, so that nothing waits twice.
 * Answers the ids that were found without an effect.
 * @param which ids, or all that are parked
 */
export async function sendAgain({ client }: Tx, which: readonly string[] | 'parked'): Promise<string[]> {
  const meant = which === 'parked' ? Prisma.sql`parked_at IS NOT NULL` : Prisma.sql`id = ANY (${which}::bigint[])`;
  const rows = await client.$queryRaw<{ id: string }[]>`
    UPDATE outbox SET parked_at = NULL, failure = NULL, dispatches = 0, dispatched_at = dispatched_at - interval '1 hour'
    WHERE done_at IS NULL AND ${meant} RETURNING id::text`;
  await client.$executeRaw`NOTIFY outbox`;
  return rows.map(({ id }) => id);
}
