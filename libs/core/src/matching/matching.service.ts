import { Database, Prisma, type Tx } from '@fagtorg/db';
import { dayOf, type RankedMatch, rankOffers, RULES_VERSION } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../jobs.js';
import { finish, requestEach, take } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { loadCandidates, loadNeed } from './match-input.js';

/** Computes matches. It runs as the matcher, which reads listings and public needs and nothing on persons. */
@Injectable()
export class MatchingService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Computes the matches of a need anew and stores them with the end of the job, in one transaction. Running twice changes nothing. */
  async matchNeed(payload: JobPayload<'match-need'>, outboxId: bigint): Promise<void> {
    await this.database.asMatcher(async (tx) => {
      if (!(await take(tx, outboxId, 'match-need', payload))) return;
      const { needId } = payload;
      const revision = await lockMatching(tx, needId);
      if (revision !== null) await storeMatches(tx, needId, revision, await this.rank(tx, needId));
      await finish(tx, outboxId);
    });
  }

  /** The list as the rules give it now, for whoever wants to compare: nothing is stored. */
  rank(tx: Tx, needId: string): Promise<RankedMatch[]> {
    return rankNow(tx, this.reference, needId);
  }

  /** Asks for a new matching of every need that a changed offer touches: where it is listed now, and where it could come in. */
  async matchOffer(payload: JobPayload<'match-offer'>, outboxId: bigint): Promise<void> {
    await this.database.asMatcher(async (tx) => {
      if (!(await take(tx, outboxId, 'match-offer', payload))) return;
      const { offerId, revision } = payload;
      await awaitLists(tx);
      await requestTouched(tx, offerId, await this.answeredCompetences(tx, offerId));
      await tx.client.$executeRaw`
        INSERT INTO listing_matching (listing_id, matched_revision, matched_at)
        SELECT id, ${revision}, app.now() FROM listing WHERE id = ${offerId}::uuid
        ON CONFLICT (listing_id) DO UPDATE
          SET matched_revision = greatest(listing_matching.matched_revision, EXCLUDED.matched_revision), matched_at = EXCLUDED.matched_at`;
      await finish(tx, outboxId);
    });
  }

  /** Every competence that an offer answers for: those claimed and all above them. */
  private async answeredCompetences({ client }: Tx, offerId: string): Promise<string[]> {
    const claims = await client.$queryRaw<{ code: string }[]>`
      SELECT competence_code AS code FROM listing_competence WHERE listing_id = ${offerId}::uuid`;
    return claims.flatMap(({ code }) => this.reference.sameOrBroader(code));
  }
}

async function rankNow(tx: Tx, reference: ReferenceService, needId: string): Promise<RankedMatch[]> {
  const need = await loadNeed(tx, reference, needId);
  if (!need) return [];
  const offers = await loadCandidates(tx, reference, need);
  return rankOffers(need, offers, { today: dayOf(tx.today), calendar: reference.calendar, competences: reference.competences });
}

/** What lists in the making hold together, and an offer's change has alone. */
const inTheMaking = Prisma.sql`hashtext('match-need')`;

/**
 * Waits until every list stands that is being computed, and holds up new ones until the transaction ends. Without it a list that was computed
 * from an offer's former state could be stored after the needs that list the offer have been looked up.
 */
async function awaitLists({ client }: Tx): Promise<void> {
  await client.$executeRaw`SELECT pg_advisory_xact_lock(${inTheMaking})`;
}

/**
 * Locks the need's matching, so that of two workers the later one has the last word; what it reads from here on is newer than what the
 * earlier one wrote. Answers the need's revision, or null where the need is not public (any more).
 */
async function lockMatching({ client }: Tx, needId: string): Promise<number | null> {
  const [need] = await client.$queryRaw<{ revision: number }[]>`
    INSERT INTO need_matching (need_id, matched_revision, matched_at)
    SELECT id, 0, app.now() FROM need CROSS JOIN pg_advisory_xact_lock_shared(${inTheMaking}) WHERE id = ${needId}::uuid
    ON CONFLICT (need_id) DO UPDATE SET matched_at = need_matching.matched_at
    RETURNING (SELECT revision FROM need WHERE id = need_id) AS revision`;
  return need?.revision ?? null;
}

/** Stores a list in one set-based write. A match that came out the same keeps its row, its id and its time. */
async function storeMatches({ client }: Tx, needId: string, revision: number, ranked: readonly RankedMatch[]): Promise<void> {
  const counts = { ELIGIBLE: 0, NEAR_MISS: 0 };
  const rows = ranked.map((match) => ({ ...match, position: (counts[match.outcome] += 1) }));
  await client.$executeRaw`
    WITH incoming AS (
      SELECT i.*, n.borrower_id, n.revision, ll.lender_id
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS i("offerId" uuid, "offerRevision" int, outcome match_outcome,
        "position" smallint, scope match_scope, score int, "feasibleMinutes" int, criteria jsonb)
      JOIN need n ON n.id = ${needId}::uuid
      JOIN listing_lender ll ON ll.listing_id = i."offerId"
    ), gone AS (
      DELETE FROM match m WHERE m.need_id = ${needId}::uuid AND NOT EXISTS (SELECT FROM incoming i WHERE i."offerId" = m.offer_id)
    ), stored AS (
      INSERT INTO match (need_id, offer_id, borrower_id, lender_id, outcome, position, scope, score, feasible_minutes, criteria,
        rules_version, need_revision, offer_revision, computed_at)
      SELECT ${needId}::uuid, "offerId", borrower_id, lender_id, outcome, position, scope, score, "feasibleMinutes", criteria,
        ${RULES_VERSION}, revision, "offerRevision", app.now()
      FROM incoming
      ON CONFLICT (need_id, offer_id) DO UPDATE SET outcome = EXCLUDED.outcome, position = EXCLUDED.position, scope = EXCLUDED.scope,
        score = EXCLUDED.score, feasible_minutes = EXCLUDED.feasible_minutes, criteria = EXCLUDED.criteria,
        rules_version = EXCLUDED.rules_version, need_revision = EXCLUDED.need_revision, offer_revision = EXCLUDED.offer_revision,
        computed_at = EXCLUDED.computed_at
      WHERE (match.outcome, match.position, match.scope, match.score, match.feasible_minutes, match.criteria, match.rules_version,
             match.need_revision, match.offer_revision)
        IS DISTINCT FROM (EXCLUDED.outcome, EXCLUDED.position, EXCLUDED.scope, EXCLUDED.score, EXCLUDED.feasible_minutes, EXCLUDED.criteria,
             EXCLUDED.rules_version, EXCLUDED.need_revision, EXCLUDED.offer_revision)
    )
    UPDATE need_matching SET matched_revision = greatest(matched_revision, ${revision}), matched_at = app.now() WHERE need_id = ${needId}::uuid`;
}

/**
 * The needs that an offer touches: those that list it, and those that it could come into, being within one scope step out and asking for no
 * competence that it lacks. One request each.
 */
async function requestTouched(tx: Tx, offerId: string, answered: readonly string[]): Promise<void> {
  const touched = Prisma.sql`
    SELECT n.id::text AS key, jsonb_build_object('needId', n.id, 'revision', n.revision) AS payload
    FROM need n
    WHERE n.id IN (SELECT need_id FROM match WHERE offer_id = ${offerId}::uuid)
       OR n.id IN (
         SELECT c.id
         FROM listing l
         JOIN listing_lender ll ON ll.listing_id = l.id
         JOIN need c ON c.status IN ('OPEN', 'PARTLY_FILLED')
         LEFT JOIN reach r ON r.organisation_id = ll.lender_id AND r.place_code = c.place_code
         WHERE l.id = ${offerId}::uuid AND l.status = 'AVAILABLE'
           AND coalesce(r.scope, 'REMOTE') <= coalesce(
             (SELECT min(w.scope) FROM reach w WHERE w.place_code = c.place_code AND w.scope > c.search_scope), 'REMOTE')
           AND NOT EXISTS (
             SELECT FROM need_requirement q WHERE q.need_id = c.id AND q.mandatory AND NOT q.competence_code = ANY (${answered})))`;
  await requestEach(tx, 'match-need', touched);
}
