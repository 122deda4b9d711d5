import { Database, type Tx } from '@fagtorg/db';
import type { JobQueue, OutgoingJob } from '@fagtorg/platform';
import { Injectable } from '@nestjs/common';
import { type JobName, jobs } from '../jobs.js';

/** Sent this often without an effect, a request waits for a person (`fagtorg outbox retry`). */
const DISPATCHES_BEFORE_PARKING = 10;
const BATCH = 200;

interface ClaimedRow {
  readonly id: bigint;
  readonly job: JobName;
  readonly payload: unknown;
  readonly dispatches: number;
}

/** Moves requests from the outbox to the queue. Claimed and committed first, sent after: a crash in between sends them again, never never. */
@Injectable()
export class Relay {
  constructor(private readonly database: Database) {}

  /** Sends a batch of what waits, or was sent half a minute ago without an effect. Answers how many; rejects when the queue is away. */
  async dispatch(queue: JobQueue<typeof jobs>): Promise<number> {
    const claimed = await this.database.asMatcher(claim);
    if (claimed.length === 0) return 0;
    try {
      await queue.enqueue(claimed.map(asJob));
    } catch (fault) {
      await this.database.asMatcher((tx) => uncount(tx, claimed));
      throw fault;
    }
    return claimed.length;
  }
}

/** The id of the outbox row that a job was made from. */
export const outboxIdOf = (jobId: string): bigint => BigInt(jobId.split('-')[0] ?? '');

const asJob = ({ id, job, payload, dispatches }: ClaimedRow): OutgoingJob<typeof jobs> => ({
  name: job,
  payload,
  jobId: `${id}-${dispatches}`,
});

async function claim(tx: Tx): Promise<ClaimedRow[]> {
  await tx.client.$executeRaw`
    UPDATE outbox SET parked_at = now()
    WHERE done_at IS NULL AND parked_at IS NULL AND dispatches >= ${DISPATCHES_BEFORE_PARKING}
      AND dispatched_at < now() - interval '30 seconds'`;
  return tx.client.$queryRaw<ClaimedRow[]>`
    UPDATE outbox SET dispatched_at = now(), dispatches = dispatches + 1
    WHERE id IN (
      SELECT id FROM outbox
      WHERE done_at IS NULL AND parked_at IS NULL AND (dispatched_at IS NULL OR dispatched_at < now() - interval '30 seconds')
      ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, job, payload, dispatches`;
}

/** However long the queue is away, nothing is parked for it. A job that this version does not know is. */
async function uncount({ client }: Tx, unsent: readonly ClaimedRow[]): Promise<void> {
  const ids = unsent.filter(({ job }) => job in jobs).map(({ id }) => id);
  await client.$executeRaw`UPDATE outbox SET dispatches = dispatches - 1 WHERE id = ANY (${ids}) AND done_at IS NULL`;
}
