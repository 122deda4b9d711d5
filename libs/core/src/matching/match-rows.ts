import { Prisma, type Tx } from '@fagtorg/db';
import type { CriterionResult, MatchScope } from '@fagtorg/domain';
import { matchInSight } from '../sights/index.js';
import { type Page, pageOf, type Slice } from '../page.js';

export type MatchOutcome = 'ELIGIBLE' | 'NEAR_MISS';

/** A stored match. The score is in millionths; criteria carry their figures as they were. */
export interface MatchRow {
  readonly id: string;
  readonly needId: string;
  readonly offerId: string;
  readonly outcome: MatchOutcome;
  readonly position: number;
  readonly scope: MatchScope;
  readonly score: number;
  readonly feasibleMinutes: number;
  readonly criteria: CriterionResult[];
  readonly rulesVersion: string;
  readonly needRevision: number;
  readonly offerRevision: number;
  readonly computedAt: Date;
}

/** How far the stored matches of a need have come. */
export interface NeedMatchingRow {
  readonly needId: string;
  readonly matchedRevision: number | null;
  readonly stale: boolean;
}

const columns = Prisma.sql`m.id, m.need_id AS "needId", m.offer_id AS "offerId", m.outcome, m.position, m.scope, m.score,
  m.feasible_minutes AS "feasibleMinutes", m.criteria, m.rules_version AS "rulesVersion", m.need_revision AS "needRevision",
  m.offer_revision AS "offerRevision", m.computed_at AS "computedAt"`;

type Side = 'need' | 'offer';
const column: Readonly<Record<Side, Prisma.Sql>> = { need: Prisma.raw('need_id'), offer: Prisma.raw('offer_id') };

/** The key that continues a list of matches behind one of them. */
export const matchKey = (side: Side, match: MatchRow): string => (side === 'need' ? `${match.position}` : `${match.score}:${match.needId}`);

/**
 * A slice of the matches of each of some needs (in the order of their lists) or offers (the highest score first), in one statement.
 * The reader's sight leaves out the rest.
 */
export async function matchPages(
  tx: Tx,
  side: Side,
  ids: readonly string[],
  outcome: MatchOutcome,
  slice: Slice,
): Promise<Map<string, Page<MatchRow>>> {
  const rows = await tx.client.$queryRaw<(MatchRow & { thingId: string })[]>`
    SELECT things.id AS "thingId", found.* FROM unnest(${ids}::uuid[]) AS things(id)
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM match m
      WHERE m.${column[side]} = things.id AND m.outcome = ${outcome}::match_outcome AND ${matchInSight(tx)} ${behind(side, slice.after)}
      ORDER BY ${side === 'need' ? Prisma.sql`m.position` : Prisma.sql`m.score DESC, m.need_id`} LIMIT ${slice.first + 1}
    ) found`;
  return new Map(
    ids.map((id) => [
      id,
      pageOf(
        rows.filter((row) => row.thingId === id),
        slice,
      ),
    ]),
  );
}

function behind(side: Side, after: string | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  if (side === 'need') return Prisma.sql`AND m.position > ${Number(after)}::int`;
  const [score, needId] = after.split(':');
  return Prisma.sql`AND (m.score < ${Number(score)}::int OR (m.score = ${Number(score)}::int AND m.need_id > ${needId}::uuid))`;
}

export async function countMatches(tx: Tx, side: Side, ids: readonly string[], outcome: MatchOutcome): Promise<Map<string, number>> {
  const rows = await tx.client.$queryRaw<{ id: string; count: number }[]>`
    SELECT m.${column[side]} AS id, count(*)::int AS count FROM match m
    WHERE m.${column[side]} = ANY (${ids}::uuid[]) AND m.outcome = ${outcome}::match_outcome AND ${matchInSight(tx)} GROUP BY 1`;
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Which edit the matches of some needs were computed for, and whether something is not worked in yet. */
export function needMatchings({ client }: Tx, ids: readonly string[]): Promise<NeedMatchingRow[]> {
  return client.$queryRaw<NeedMatchingRow[]>`
    SELECT n.id AS "needId", NULLIF(nm.matched_revision, 0) AS "matchedRevision", s.id IS NOT NULL AS stale
    FROM need n
    LEFT JOIN need_matching nm ON nm.need_id = n.id
    LEFT JOIN app.stale_needs(${ids}::uuid[]) AS s(id) ON s.id = n.id
    WHERE n.id = ANY (${ids}::uuid[])`;
}

export function offerMatchings({ client }: Tx, ids: readonly string[]): Promise<{ offerId: string; matchedRevision: number }[]> {
  return client.$queryRaw`
    SELECT listing_id AS "offerId", matched_revision AS "matchedRevision" FROM listing_matching WHERE listing_id = ANY (${ids}::uuid[])`;
}
