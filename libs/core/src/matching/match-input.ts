import { Prisma, type Tx } from '@fagtorg/db';
import {
  type Availability,
  competenceLevels,
  type CompetenceClaim,
  type EngagementForm,
  type MatchScope,
  matchedNeedStatuses,
  type NeedToMatch,
  nextScope,
  shownReach,
  type OfferToMatch,
  smallestShare,
  type WorkLanguage,
  type WorkMode,
} from '@fagtorg/domain';
import type { ReferenceService } from '../reference/index.js';

/** A need as matching reads it, in one row. */
interface NeedRow extends Omit<NeedToMatch, 'borrowers' | 'place' | 'aloneInRegion' | 'nextScope' | 'least'> {
  readonly placeCode: string;
  readonly borrowerIds: string[];
  readonly minutesTotal: number;
  readonly minutesMin: number | null;
  /** Those in which the place has lenders. */
  readonly scopes: MatchScope[];
}

/** What matching reads of a need, as the matcher; null where it is not to be matched. */
export async function loadNeed(tx: Tx, reference: ReferenceService, needId: string): Promise<NeedToMatch | null> {
  const [row] = await tx.client.$queryRaw<NeedRow[]>`
    SELECT n.id, n.revision, n.place_code AS "placeCode", n.search_scope AS scope, n.minutes_total - n.minutes_agreed AS open,
      n.minutes_total AS "minutesTotal", n.minutes_min AS "minutesMin", n.minutes_per_week AS "minutesPerWeek",
      json_build_object('from', n.period_from, 'to', n.period_to) AS period, n.engagements::text[], n.work_mode AS "workMode",
      n.work_languages AS "workLanguages", n.work_language_required AS "workLanguageRequired",
      array_prepend(n.borrower_id, ARRAY(
        SELECT c.organisation_id FROM need_co_borrower c WHERE c.need_id = n.id ORDER BY c.position)) AS "borrowerIds",
      (SELECT json_agg(json_build_object('competence', q.competence_code, 'level', q.level, 'mandatory', q.mandatory) ORDER BY q.position)
       FROM need_requirement q WHERE q.need_id = n.id) AS requirements,
      ARRAY(SELECT DISTINCT r.scope::text FROM reach r WHERE r.place_code = n.place_code) AS scopes
    FROM need n WHERE n.id = ${needId}::uuid AND n.status = ANY (${matchedNeedStatuses}::need_status[])`;
  const place = row && reference.municipality(row.placeCode);
  if (!place) return null;
  const { placeCode, borrowerIds, minutesTotal, minutesMin, scopes, ...need } = row;
  return {
    ...need,
    borrowers: borrowerIds.map((id) => reference.organisationById(id)?.code ?? ''),
    place,
    aloneInRegion: reference.municipalitiesInRegion(placeCode) === 1,
    nextScope: nextScope(need.scope, new Set(scopes)),
    least: smallestShare(minutesTotal, minutesMin),
  };
}

interface CandidateRow {
  readonly id: string;
  readonly revision: number;
  readonly publishedAt: string;
  readonly lenderId: string;
  readonly baseCode: string;
  readonly reach: MatchScope;
  readonly regionOnly: boolean;
  readonly engagements: EngagementForm[];
  readonly workMode: WorkMode;
  readonly travelLimitKm: number | null;
  readonly workLanguages: WorkLanguage[];
  readonly claims: CompetenceClaim[];
  readonly availability: Availability[];
}

/** Whose offers are looked at for a need. */
export interface Search {
  /** The widest scope looked into: the need's own, and one step out for near misses. */
  readonly to: MatchScope;
  /** Whether remote work is looked for in all of the country. */
  readonly everywhere: boolean;
}

export function searchFor({ scope, nextScope: next, workMode }: NeedToMatch): Search {
  const to = next ?? scope;
  return { to, everywhere: to === 'REMOTE' && workMode !== 'ONSITE' };
}

/**
 * The offers that could be a match or a near miss of a need: those within one scope step out that come within one level of every mandatory
 * requirement. One statement, whose work grows with the lenders around the place and not with the country; only a search of the whole
 * country also asks who else there has the competence.
 */
export async function loadCandidates(tx: Tx, reference: ReferenceService, need: NeedToMatch): Promise<OfferToMatch[]> {
  const near = nearby(need, reference);
  const candidates = searchFor(need).everywhere ? Prisma.sql`${near} UNION ALL ${elsewhere(need, reference)}` : near;
  const rows = await tx.client.$queryRaw<CandidateRow[]>`
    SELECT l.id, l.revision, to_char(l.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') AS "publishedAt",
      l.lender_id AS "lenderId", l.base_code AS "baseCode", l.reach, l.region_only AS "regionOnly",
      l.engagements::text[], l.work_mode AS "workMode", l.travel_limit_km AS "travelLimitKm", l.work_languages AS "workLanguages",
      (SELECT json_agg(json_build_object('competence', c.competence_code, 'level', c.level) ORDER BY c.position)
       FROM listing_competence c WHERE c.listing_id = l.id) AS claims,
      (SELECT json_agg(json_build_object('minutesPerWeek', a.minutes_per_week,
         'period', json_build_object('from', a.period_from, 'to', a.period_to)) ORDER BY a.period_from)
       FROM availability a WHERE a.listing_id = l.id) AS availability
    FROM (${candidates}) l`;
  return rows.map((row) => asOffer(row, need, reference));
}

/** Lender by lender: OFFSET 0 keeps PostgreSQL from reading every offer of the country to find those of a few lenders. */
const nearby = (need: NeedToMatch, reference: ReferenceService): Prisma.Sql => Prisma.sql`
  SELECT own.*, r.scope AS reach
  FROM reach r
  CROSS JOIN LATERAL (
    SELECT l.*, ll.lender_id, ll.base_code FROM listing_lender ll JOIN listing l ON l.id = ll.listing_id
    WHERE ll.lender_id = r.organisation_id AND l.status = 'AVAILABLE' AND ${competent(need, reference)} OFFSET 0) own
  WHERE r.place_code = ${need.place.code} AND r.scope <= ${searchFor(need).to}::match_scope`;

const elsewhere = (need: NeedToMatch, reference: ReferenceService): Prisma.Sql => Prisma.sql`
  SELECT l.*, ll.lender_id, ll.base_code, 'REMOTE'::match_scope
  FROM listing l JOIN listing_lender ll ON ll.listing_id = l.id
  WHERE l.status = 'AVAILABLE' AND l.work_mode <> 'ONSITE' AND ${competent(need, reference)}
    AND NOT EXISTS (SELECT FROM reach r WHERE r.place_code = ${need.place.code} AND r.organisation_id = ll.lender_id)`;

function competent(need: NeedToMatch, reference: ReferenceService): Prisma.Sql {
  const mandatory = need.requirements.filter((requirement) => requirement.mandatory);
  const each = mandatory.map(({ competence, level }) => {
    const lowest = competenceLevels[Math.max(0, competenceLevels.indexOf(level) - 1)];
    return Prisma.sql`EXISTS (
      SELECT FROM listing_competence c
      WHERE c.listing_id = l.id AND c.competence_code = ANY (${reference.sameOrNarrower(competence)}) AND c.level >= ${lowest}::competence_level)`;
  });
  return each.length > 0 ? Prisma.join(each, ' AND ') : Prisma.sql`true`;
}

function asOffer(row: CandidateRow, need: NeedToMatch, reference: ReferenceService): OfferToMatch {
  const { lenderId, baseCode, availability, ...offer } = row;
  const base = reference.municipality(baseCode);
  const lender = reference.organisationById(lenderId);
  if (!base || !lender) throw new Error(`Offer ${row.id} names a base or a lender that the reference data lacks.`);
  return {
    ...offer,
    lender: lender.code,
    lenderKind: lender.kind,
    base,
    reach: shownReach(row.reach, row.regionOnly, reference.municipalitiesInRegion(baseCode) === 1),
    commutingShare: reference.commutingShare(baseCode, need.place.code),
    weeks: { availability, taken: new Map(), leave: [] },
    partners: null,
  };
}
