import type { Tx } from '@fagtorg/db';
import { matchedStatuses } from '../needs/index.js';

/** How far matching has come with the needs that are to be matched. */
export interface MatchingProgress {
  readonly needs: number;
  /** Those whose matches belong to their latest edit. */
  readonly matched: number;
  /** Requests for matching without an effect yet; what is parked is not waited for. */
  readonly waiting: number;
}

export async function matchingProgress({ client }: Tx): Promise<MatchingProgress> {
  const [progress] = await client.$queryRaw<MatchingProgress[]>`
    SELECT count(*)::int AS needs, count(*) FILTER (WHERE nm.matched_revision = n.revision)::int AS matched,
      (SELECT count(*)::int FROM outbox WHERE done_at IS NULL AND parked_at IS NULL AND job IN ('match-need', 'match-offer')) AS waiting
    FROM need n LEFT JOIN need_matching nm ON nm.need_id = n.id WHERE n.status IN ${matchedStatuses}`;
  return progress ?? { needs: 0, matched: 0, waiting: 0 };
}
