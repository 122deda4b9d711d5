import type { Tx } from '@fagtorg/db';

const WAITING = `SELECT count(*)::int AS count FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE NOT l.granted AND a.datname = current_database()`;

/**
 * Changes something, starts work, and commits the change only when the work waits for it, or has ended without. Answers what the work does.
 * @param changing the transaction that comes first
 */
export async function overtaken<T>(
  changing: (work: (tx: Tx) => Promise<{ result: Promise<T> }>) => Promise<{ result: Promise<T> }>,
  change: string,
  work: () => Promise<T>,
): Promise<T> {
  const { result } = await changing(async ({ client }) => {
    await client.$executeRawUnsafe(change);
    const late = { ended: false };
    const result = work().finally(() => (late.ended = true));
    for (let waits = 0; waits === 0 && !late.ended;)
      [{ count: waits } = { count: 0 }] = await client.$queryRawUnsafe<{ count: number }[]>(WAITING);
    return { result };
  });
  return result;
}
