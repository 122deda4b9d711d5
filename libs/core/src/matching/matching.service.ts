import { Database, Prisma, type Tx } from '@fagtorg/db';
import { dayOf, type RankedMatch, rankOffers, RULES_VERSION } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../jobs.js';
import { finish, requestEach, take } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { loadCandidates, loadNeed, type Search, searchFor } from './match-input.js';
import { touchedNeeds } from './touched-needs.js';

/** The list of a need, and whose offers were looked at; null where the need is not matched. */
export interface Ranking {
  readonly matches: readonly RankedMatch[];
  readonly search: Search | null;
}

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
  rank(tx: Tx, needId: string): Promise<Ranking> {
    return rankNow(tx, this.reference, needId);
  }

  /**
   * Asks for a new matching of every need that a changed offer touches: where it is listed now, and where it could come in. All lists stand
   * still meanwhile, so that the search is the last thing it does. What it reads before may be old: whoever changes an offer asks again.
   */
  async matchOffer(payload: JobPayload<'match-offer'>, outboxId: bigint): Promise<void> {
    await this.database.asMatcher(async (tx) => {
      if (!(await take(tx, outboxId, 'match-offer', payload))) return;
      const { offerId, revision } = payload;
      const answered = await this.answeredCompetences(tx, offerId);
      await tx.client.$executeRaw`
        INSERT INTO listing_matching (listing_id, matched_revision, matched_at)
        SELECT id, ${revision}, app.now() FROM listing WHERE id = ${offerId}::uuid
        ON CONFLICT (listing_id) DO UPDATE
          SET matched_revision = greatest(listing_matching.matched_revision, EXCLUDED.matched_revision), matched_at = EXCLUDED.matched_at`;
      await finish(tx, outboxId);
      await awaitLists(tx);
      await requestEach(tx, 'match-need', touchedNeeds(offerId, answered));
    });
  }

  /** Every competence that an offer answers for: those claimed and all above them. */
  private async answeredCompetences({ client }: Tx, offerId: string): Promise<string[]> {
    const claims = await client.$queryRaw<{ code: string }[]>`
      SELECT competence_code AS code FROM listing_competence WHERE listing_id = ${offerId}::uuid`;
    return claims.flatMap(({ code }) => this.reference.sameOrBroader(code));
  }
}

async function rankNow(tx: Tx, reference: ReferenceService, needId: string): Promise<Ranking> {
  const need = await loadNeed(tx, reference, needId);
  if (!need) return { matches: [], search: null };
  const offers = await loadCandidates(tx, reference, need);
  const ground = { today: dayOf(tx.today), calendar: reference.calendar, competences: reference.competences };
  return { matches: rankOffers(need, offers, ground), search: searchFor(need) };
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
async function storeMatches({ client }: Tx, needId: string, revision: number, { matches, search }: Ranking): Promise<void> {
  const counts = { ELIGIBLE: 0, NEAR_MISS: 0 };
  const rows = matches.map((match) => ({ ...match, position: (counts[match.outcome] += 1) }));
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
    UPDATE need_matching SET matched_revision = greatest(matched_revision, ${revision}), matched_at = app.now(),
      searched_to = ${search?.to ?? null}::match_scope, everywhere = ${search?.everywhere ?? false}
    WHERE need_id = ${needId}::uuid`;
}
