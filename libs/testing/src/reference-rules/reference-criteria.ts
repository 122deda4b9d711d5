import type {
  CompetenceClaim,
  CompetenceCode,
  CompetenceFit,
  CompetenceLevel,
  CompetenceRequirement,
  CriterionOutcome,
  CriterionResult,
  MatchScope,
  NeedToMatch,
  OfferToMatch,
  Point,
} from '@fagtorg/domain';
import { referenceFeasible, referenceGap, type ReferenceGround } from './reference-time.js';

/** Every criterion of a pair, one after the other as product.md's table has them. */
export function referenceCriteria(scope: MatchScope, need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): CriterionResult[] {
  const period = referencePeriod(need, offer, ground);
  const results: CriterionResult[] = [referenceRegion(scope, need, offer), referenceCompetence(need, offer, ground.broader), period];
  if (period.outcome === 'MET') results.push(referenceCapacity(need, offer, ground));
  results.push(referenceWorkMode(need, offer), referenceDistance(scope, need, offer));
  results.push(referenceEngagement(need, offer), referenceLanguage(need, offer), referencePartnership(offer));
  return results;
}

const width: readonly MatchScope[] = ['SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE'];

function referenceRegion(scope: MatchScope, need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const met = width.indexOf(scope) <= width.indexOf(need.scope);
  return {
    criterion: 'REGION',
    outcome: met ? 'MET' : 'NOT_MET',
    score: null,
    weight: null,
    shortfall: !met && scope === need.nextScope ? `scope:${scope}` : null,
    facts: {
      scope,
      searched: need.scope,
      alone: need.aloneInRegion,
      place: need.place.code,
      lender: offer.regionOnly ? null : offer.lenderKind,
    },
  };
}

const height: Readonly<Record<CompetenceLevel, number>> = { BASIC: 1, PROFICIENT: 2, EXPERT: 3 };

function referenceFit(
  asked: CompetenceRequirement,
  claims: readonly CompetenceClaim[],
  broader: ReadonlyMap<CompetenceCode, CompetenceCode | null>,
): CompetenceFit {
  const withAllAbove = (code: CompetenceCode): CompetenceCode[] => {
    const above = broader.get(code) ?? null;
    return above === null ? [code] : [code, ...withAllAbove(above)];
  };
  const answering = claims.filter((claim) => withAllAbove(claim.competence).includes(asked.competence));
  const [best] = answering.sort((a, b) => height[b.level] - height[a.level]);
  if (!best) return { asked, best: null, short: null };
  return { asked, best, short: Math.max(height[asked.level] - height[best.level], 0) };
}

function referenceCompetence(
  need: NeedToMatch,
  offer: OfferToMatch,
  broader: ReadonlyMap<CompetenceCode, CompetenceCode | null>,
): CriterionResult {
  const fits = need.requirements.map((asked) => referenceFit(asked, offer.claims, broader));
  const mandatory = fits.filter((fit) => fit.asked.mandatory).map((fit) => fit.short ?? Infinity);
  const worst = Math.max(0, ...mandatory);
  const points = fits.map((fit): number => (fit.short === 0 ? 1000 : fit.short === 1 ? 500 : 0));
  const average = points.reduce((sum, point) => sum + point, 0) / points.length;
  return {
    criterion: 'COMPETENCE',
    outcome: worst === 0 ? 'MET' : 'NOT_MET',
    score: worst === 0 ? Math.round(average) : 0,
    weight: 300,
    shortfall: worst === 1 ? 'levels:1' : null,
    facts: { fits },
  };
}

function referencePeriod(need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): CriterionResult {
  const gapDays = referenceGap(need, offer, ground);
  return {
    criterion: 'PERIOD',
    outcome: gapDays === 0 ? 'MET' : 'NOT_MET',
    score: null,
    weight: null,
    shortfall: gapDays === 0 || gapDays === null ? null : `days:${gapDays}`,
    facts: { gapDays },
  };
}

function referenceCapacity(need: NeedToMatch, offer: OfferToMatch, ground: ReferenceGround): CriterionResult {
  const { minutes, weeks } = referenceFeasible(need, offer, ground);
  const enough = Math.min(need.least, need.open);
  const outcome: CriterionOutcome = minutes >= need.open ? 'MET' : minutes >= enough ? 'PARTLY' : 'NOT_MET';
  return {
    criterion: 'CAPACITY',
    outcome,
    score: outcome === 'NOT_MET' ? 0 : Math.floor((1000 * minutes) / need.open),
    weight: 300,
    shortfall: outcome === 'NOT_MET' ? `minutes:${enough - minutes}` : null,
    facts: { feasible: minutes, open: need.open, least: enough, lastDay: need.period.to, weeks },
  };
}

/** The table's row for WORK_MODE, need before offer. */
const workModes: Readonly<Record<string, CriterionOutcome>> = {
  'ONSITE ONSITE': 'MET',
  'ONSITE HYBRID': 'MET',
  'ONSITE REMOTE': 'NOT_MET',
  'HYBRID HYBRID': 'MET',
  'HYBRID ONSITE': 'MET',
  'HYBRID REMOTE': 'PARTLY',
  'REMOTE REMOTE': 'MET',
  'REMOTE HYBRID': 'MET',
  'REMOTE ONSITE': 'PARTLY',
};

const points = (outcome: CriterionOutcome): number => (outcome === 'MET' ? 1000 : outcome === 'PARTLY' ? 500 : 0);

function referenceWorkMode(need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const outcome = workModes[`${need.workMode} ${offer.workMode}`] ?? 'NOT_MET';
  return {
    criterion: 'WORK_MODE',
    outcome,
    score: points(outcome),
    weight: 75,
    shortfall: outcome === 'NOT_MET' ? `workMode:${need.workMode}` : null,
    facts: { need: need.workMode, offer: offer.workMode },
  };
}

/** Great-circle kilometres to one decimal, by the angle between the two points seen from the middle of the earth. */
export function referenceKilometres(a: Point, b: Point): number {
  const vector = ({ lat, lon }: Point): [number, number, number] => {
    const [phi, lambda] = [(lat / 180) * Math.PI, (lon / 180) * Math.PI];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  const [ax, ay, az] = vector(a);
  const [bx, by, bz] = vector(b);
  const across = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  const along = ax * bx + ay * by + az * bz;
  return Math.round(6371.0088 * Math.atan2(across, along) * 10) / 10;
}

function referenceDistance(scope: MatchScope, need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const presence = scope !== 'REMOTE' && need.workMode !== 'REMOTE' && offer.workMode !== 'REMOTE';
  const limitKm = offer.travelLimitKm;
  const place = need.place.code;
  if (!presence) {
    return { criterion: 'DISTANCE', outcome: 'MET', score: 1000, weight: 200, shortfall: null, facts: { km: null, limitKm, place } };
  }
  const straight = referenceKilometres(offer.base, need.place);
  const km = offer.regionOnly ? (Math.ceil(straight / 25) || 1) * 25 : straight;
  const met = limitKm === null || straight <= limitKm;
  const onTheMap = Math.max(0, 1000 - Math.round((1000 * km) / 150));
  const byCommuting = offer.regionOnly ? 0 : Math.min(1000, Math.round((1000 * offer.commutingShare) / 0.2));
  return {
    criterion: 'DISTANCE',
    outcome: met ? 'MET' : 'NOT_MET',
    score: met ? Math.max(onTheMap, byCommuting) : 0,
    weight: 200,
    shortfall: met ? null : `km:${Math.ceil(km - limitKm)}`,
    facts: { km, limitKm, place },
  };
}

function referenceEngagement(need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const ownStaff = need.borrowers.includes(offer.lender);
  const shared = need.engagements.filter((form) => offer.engagements.includes(form) && (!ownStaff || form === 'BUYOUT'));
  return {
    criterion: 'ENGAGEMENT',
    outcome: shared.length > 0 ? 'MET' : 'NOT_MET',
    score: null,
    weight: null,
    shortfall: shared.length > 0 ? null : `engagement:${need.engagements.join(',')}`,
    facts: { shared, offered: offer.engagements },
  };
}

function referenceLanguage(need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const norwegian = (language: string): string => (['nb', 'nn'].includes(language) ? 'Norwegian' : language);
  const has = (asked: string): boolean =>
    offer.workLanguages.some((offered) => (need.workLanguageRequired ? offered === asked : norwegian(offered) === norwegian(asked)));
  const served = need.workLanguages.length === 0 || need.workLanguages.some(has);
  const outcome: CriterionOutcome = served ? 'MET' : need.workLanguageRequired ? 'NOT_MET' : 'PARTLY';
  return {
    criterion: 'LANGUAGE',
    outcome,
    score: points(outcome),
    weight: 75,
    shortfall: outcome === 'NOT_MET' ? `language:${need.workLanguages.join(',')}` : null,
    facts: { asked: need.workLanguages, offered: offer.workLanguages, required: need.workLanguageRequired },
  };
}

function referencePartnership(offer: OfferToMatch): CriterionResult {
  const apart = offer.partners === false;
  return {
    criterion: 'PARTNERSHIP',
    outcome: apart ? 'NOT_MET' : 'MET',
    score: apart ? 0 : 1000,
    weight: 50,
    shortfall: null,
    facts: { together: offer.partners },
  };
}
