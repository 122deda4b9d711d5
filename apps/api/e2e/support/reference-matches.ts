import type { NeedToMatch, OfferToMatch, RankedMatch } from '@fagtorg/domain';
import { type Behind, TODAY } from '@fagtorg/testing';
import { referenceRanking } from '@fagtorg/testing';
import { readNorway } from './norway.js';

type NeedRow = Omit<NeedToMatch, 'place' | 'aloneInRegion' | 'nextScope'> & { readonly placeCode: string };
type OfferRow = Omit<OfferToMatch, 'base' | 'reach' | 'commutingShare' | 'weeks' | 'partners'> & {
  readonly baseCode: string;
  readonly availability: OfferToMatch['weeks']['availability'];
};

/**
 * The matches that every need in the database should have: all offers there are against each need, by the slow rules written from
 * product.md, with no word of the SQL that the worker uses.
 */
export async function referenceMatches(behind: Behind): Promise<Map<string, RankedMatch[]>> {
  const norway = await readNorway(behind);
  const [needs, offers] = await Promise.all([behind.rows<NeedRow>(NEEDS), behind.rows<OfferRow>(OFFERS)]);
  const ground = { today: TODAY, holidays: norway.holidays, broader: norway.broader };
  const lists = needs.map(({ placeCode, ...need }): [string, RankedMatch[]] => {
    const place = norway.place(placeCode);
    const seen: NeedToMatch = {
      ...need,
      place,
      aloneInRegion: norway.aloneInRegion(placeCode),
      nextScope: norway.nextScope(placeCode, need.scope),
    };
    const around = offers.map(({ baseCode, availability, ...offer }): OfferToMatch => ({
      ...offer,
      base: norway.place(baseCode),
      // who is hidden in a region of its own is shown in the extended one
      reach:
        offer.regionOnly && norway.aloneInRegion(baseCode) && norway.scopeOf(placeCode, offer.lender) === 'SAME_REGION'
          ? 'EXTENDED_REGION'
          : norway.scopeOf(placeCode, offer.lender),
      commutingShare: norway.commutingShare(baseCode, placeCode),
      weeks: { availability, taken: new Map(), leave: [] },
      partners: null,
    }));
    return [need.id, referenceRanking(seen, around, ground)];
  });
  return new Map(lists);
}

/** Every stored match, as the rules would have it. */
export async function storedMatches(behind: Behind): Promise<Map<string, RankedMatch[]>> {
  const rows = await behind.rows<RankedMatch & { needId: string }>(`
    SELECT m.need_id AS "needId", m.offer_id AS "offerId", m.offer_revision AS "offerRevision", m.outcome::text, m.scope::text, m.score,
      m.feasible_minutes AS "feasibleMinutes", m.criteria
    FROM match m ORDER BY m.need_id, m.outcome, m.position`);
  const lists = new Map<string, RankedMatch[]>();
  for (const { needId, ...match } of rows) lists.set(needId, [...(lists.get(needId) ?? []), match]);
  return lists;
}

const NEEDS = `
  SELECT n.id, n.revision, n.place_code AS "placeCode", n.search_scope::text AS scope, n.minutes_total - n.minutes_agreed AS open,
    coalesce(n.minutes_min, least(450, n.minutes_total)) AS least, n.minutes_per_week AS "minutesPerWeek",
    json_build_object('from', n.period_from, 'to', n.period_to) AS period, n.engagements::text[], n.work_mode::text AS "workMode",
    n.work_languages AS "workLanguages", n.work_language_required AS "workLanguageRequired",
    (SELECT array_agg(o.code) FROM organisation o WHERE o.id = n.borrower_id
        OR o.id IN (SELECT c.organisation_id FROM need_co_borrower c WHERE c.need_id = n.id)) AS borrowers,
    (SELECT json_agg(json_build_object('competence', q.competence_code, 'level', q.level, 'mandatory', q.mandatory) ORDER BY q.position)
     FROM need_requirement q WHERE q.need_id = n.id) AS requirements
  FROM need n WHERE n.status IN ('OPEN', 'PARTLY_FILLED')`;

const OFFERS = `
  SELECT l.id, l.revision, l.published_at::text AS "publishedAt", o.code AS lender, o.kind::text AS "lenderKind", ll.base_code AS "baseCode", l.region_only AS "regionOnly",
    l.engagements::text[], l.work_mode::text AS "workMode", l.travel_limit_km AS "travelLimitKm", l.work_languages AS "workLanguages",
    (SELECT json_agg(json_build_object('competence', c.competence_code, 'level', c.level) ORDER BY c.position)
     FROM listing_competence c WHERE c.listing_id = l.id) AS claims,
    (SELECT json_agg(json_build_object('minutesPerWeek', a.minutes_per_week, 'period',
        json_build_object('from', a.period_from, 'to', a.period_to)) ORDER BY a.period_from)
     FROM availability a WHERE a.listing_id = l.id) AS availability
  FROM listing l JOIN listing_lender ll ON ll.listing_id = l.id JOIN organisation o ON o.id = ll.lender_id
  WHERE l.status = 'AVAILABLE'`;
