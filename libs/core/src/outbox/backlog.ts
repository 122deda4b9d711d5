import type { Tx } from '@fagtorg/db';

/** How much the outbox holds: what waits for its effect, and what has been sent in vain and waits for a person. */
export interface Backlog {
  readonly waiting: number;
  readonly parked: number;
}

export async function backlog({ client }: Tx): Promise<Backlog> {
  const [row] = await client.$queryRaw<Backlog[]>`
    SELECT count(*) FILTER (WHERE parked_at IS NULL)::int AS waiting, count(parked_at)::int AS parked FROM outbox WHERE done_at IS NULL`;
  return row ?? { waiting: 0, parked: 0 };
}

/** For how many seconds the oldest request has waited that no person needs to look at; null where nothing waits. */
export async function outboxAge({ client }: Tx): Promise<number | null> {
  const [row] = await client.$queryRaw<{ seconds: number | null }[]>`
    SELECT extract(epoch FROM now() - min(requested_at))::int AS seconds FROM outbox WHERE done_at IS NULL AND parked_at IS NULL`;
  return row?.seconds ?? null;
}
