import { Prisma, type Tx } from '@fagtorg/db';
import { isDeepStrictEqual } from 'node:util';
import type { MatchingService } from '../../matching/index.js';

/** What must be equal between a stored match and a freshly computed one. */
interface Listed {
  readonly offerId: string;
  readonly offerRevision: number;
  readonly outcome: string;
  readonly scope: string;
  readonly score: number;
  readonly feasibleMinutes: number;
  readonly criteria: unknown;
}

/** Ids of the needs that are public; of a sample, so many of them, picked by chance that is the same for the same database. */
export async function publicNeeds({ client }: Tx, sample: number | null): Promise<string[]> {
  const some = sample === null ? Prisma.sql`id` : Prisma.sql`md5(id::text) LIMIT ${sample}`;
  const rows = await client.$queryRaw<{ id: string }[]>`SELECT id FROM need ORDER BY ${some}`;
  return rows.map(({ id }) => id);
}

/** Which needs have something that is not worked in yet. */
export async function staleNeeds({ client }: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`SELECT id FROM app.stale_needs(${ids}::uuid[]) AS stale(id) ORDER BY id`;
  return rows.map(({ id }) => id);
}

/**
 * Compares the stored matches of a need with a ranking that is computed now, as of the day that they were stored. Answers what differs, in a
 * sentence, or null.
 */
export async function differenceInMatches(tx: Tx, matching: MatchingService, needId: string): Promise<string | null> {
  const [computed] = await tx.client.$queryRaw<{ day: string }[]>`
    SELECT (matched_at AT TIME ZONE 'Europe/Oslo')::date::text AS day FROM need_matching WHERE need_id = ${needId}::uuid`;
  const fresh = (await matching.rank({ ...tx, today: computed?.day ?? tx.today }, needId)).matches.map(listed);
  const stored = (
    await tx.client.$queryRaw<Listed[]>`
      SELECT offer_id AS "offerId", offer_revision AS "offerRevision", outcome::text, scope::text, score, feasible_minutes AS "feasibleMinutes",
        criteria
      FROM match WHERE need_id = ${needId}::uuid ORDER BY outcome, position`
  ).map(listed);
  if (stored.length !== fresh.length)
    return `Need ${needId} has ${stored.length} stored matches and near misses; a fresh ranking has ${fresh.length}.`;
  const at = stored.findIndex((match, index) => !isDeepStrictEqual(match, fresh[index]));
  if (at < 0) return null;
  return `Need ${needId} differs at place ${at + 1}: stored is offer ${named(stored[at])}, a fresh ranking has ${named(fresh[at])}.`;
}

/** Just what is compared, as JSON has it. */
const listed = ({ offerId, offerRevision, outcome, scope, score, feasibleMinutes, criteria }: Listed): Listed => ({
  ...{ offerId, offerRevision, outcome, scope, score, feasibleMinutes },
  criteria: JSON.parse(JSON.stringify(criteria)),
});

const named = (match: Listed | undefined): string =>
  match ? `${match.offerId} (${match.outcome}, ${match.score}, ${match.feasibleMinutes} minutes)` : 'none';
