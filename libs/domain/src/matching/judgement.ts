import { dayOf, type Day, type WorkingCalendar } from '../calendar.js';
import { feasibleMinutes, type SpecialistWeeks, usableByWeek } from '../capacity.js';
import type { CompetenceClaim, CompetenceRequirement, CompetenceTree } from '../competence.js';
import type { EngagementForm, WorkLanguage, WorkMode } from '../need.js';
import {
  isWithin,
  kilometres,
  type MatchScope,
  type MunicipalityCode,
  type OrganisationCode,
  type OrganisationKind,
  type Point,
} from '../scope.js';
import type { Period } from '../calendar.js';
import { type CriterionOutcome, type CriterionResult, FULL, weights } from './criterion.js';

/** A need as matching sees it. Minutes are whole; `open` is what is not confirmed yet. */
export interface NeedToMatch {
  readonly id: string;
  readonly revision: number;
  /** The borrower and the co-borrowers: their own staff is never matched (but see `sharedForms`). */
  readonly borrowers: readonly OrganisationCode[];
  readonly place: Point & { readonly code: MunicipalityCode };
  readonly aloneInRegion: boolean;
  readonly scope: MatchScope;
  /** One scope step out: the next that adds a lender to this place. */
  readonly nextScope: MatchScope | null;
  /** At least one. */
  readonly requirements: readonly CompetenceRequirement[];
  readonly open: number;
  /** The smallest share worth arranging. */
  readonly least: number;
  readonly minutesPerWeek: number | null;
  readonly period: Period;
  readonly engagements: readonly EngagementForm[];
  readonly workMode: WorkMode;
  readonly workLanguages: readonly WorkLanguage[];
  readonly workLanguageRequired: boolean;
}

/** An offer as matching sees it from one place. Nothing about the person. */
export interface OfferToMatch {
  readonly id: string;
  readonly revision: number;
  /** When it was first published: the older offer wins a tie. Sorts as text. */
  readonly publishedAt: string;
  readonly lender: OrganisationCode;
  readonly lenderKind: OrganisationKind;
  /** The narrowest scope around the place that holds the lender, as `shownReach` has it. */
  readonly reach: MatchScope;
  readonly base: Point & { readonly code: MunicipalityCode };
  /** The larger share of employed residents that commutes between base and place, either way, 0 to 1. */
  readonly commutingShare: number;
  /** The specialist shows the region only: distances come in steps of 25 km then. */
  readonly regionOnly: boolean;
  readonly claims: readonly CompetenceClaim[];
  readonly weeks: SpecialistWeeks;
  readonly engagements: readonly EngagementForm[];
  readonly workMode: WorkMode;
  readonly travelLimitKm: number | null;
  readonly workLanguages: readonly WorkLanguage[];
  /** Whether both are in one partnership; null where the borrower has none. */
  readonly partners: boolean | null;
}

/** What the rules stand on besides need and offer. `today` is an input of every rule. */
export interface Ground {
  readonly today: Day;
  readonly calendar: WorkingCalendar;
  readonly competences: CompetenceTree;
}

/** Straight-line kilometres at which nearness is worth nothing. */
const FAR_KM = 150;
/** The share of employed residents that commutes at which the road counts as short. */
const STRONG_COMMUTING_SHARE = 0.2;
/** Steps in which a distance shows where the lender is hidden. */
const HIDDEN_STEP_KM = 25;

/** Judges every criterion of a pair in one scope (product.md, Matching). In REMOTE nobody has to travel, so no presence is judged. */
export function judgeCriteria(need: NeedToMatch, offer: OfferToMatch, scope: MatchScope, ground: Ground): CriterionResult[] {
  const usable = usableByWeek(offer.weeks, need, ground.today, ground.calendar);
  const period = judgePeriod(need, offer, ground);
  return [
    judgeRegion(need, offer, scope),
    judgeCompetence(need, offer, ground.competences),
    period,
    ...(period.outcome === 'MET' ? [judgeCapacity(need, usable)] : []),
    judgeWorkMode(need.workMode, offer.workMode),
    judgeDistance(need, offer, scope),
    judgeEngagement(need, offer),
    judgeLanguage(need, offer),
    judgePartnership(offer),
  ];
}

function judgeRegion(need: NeedToMatch, { regionOnly, lenderKind }: OfferToMatch, scope: MatchScope): CriterionResult {
  const met = isWithin(scope, need.scope);
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
      lender: regionOnly ? null : lenderKind,
    },
  };
}

function judgeCompetence(need: NeedToMatch, offer: OfferToMatch, competences: CompetenceTree): CriterionResult {
  const fits = need.requirements.map((asked) => competences.fit(asked, offer.claims));
  const mandatory = fits.filter((fit) => fit.asked.mandatory);
  const met = mandatory.every((fit) => fit.short === 0);
  const oneLevel = !met && mandatory.every((fit) => fit.short !== null && fit.short <= 1);
  const points = fits.map((fit) => (fit.short === 0 ? FULL : fit.short === 1 ? FULL / 2 : 0));
  const average = Math.round(points.reduce((sum, point) => sum + point, 0) / points.length);
  return {
    criterion: 'COMPETENCE',
    outcome: met ? 'MET' : 'NOT_MET',
    score: met ? average : 0,
    weight: weights.COMPETENCE,
    shortfall: oneLevel ? 'levels:1' : null,
    facts: { fits },
  };
}

/** The periods share a working day, or so many days lie between them. */
function judgePeriod(need: NeedToMatch, offer: OfferToMatch, { today, calendar }: Ground): CriterionResult {
  let gap: number | null = null;
  const last = dayOf(need.period.to);
  for (let day = Math.max(dayOf(need.period.from), today + 1); day <= last && gap !== 0; day += 1) {
    if (!calendar.isWorkingDay(day)) continue;
    for (const { period } of offer.weeks.availability) {
      const away = Math.max(dayOf(period.from) - day, day - dayOf(period.to), 0);
      gap = Math.min(gap ?? away, away);
    }
  }
  const met = gap === 0;
  return {
    criterion: 'PERIOD',
    outcome: met ? 'MET' : 'NOT_MET',
    score: null,
    weight: null,
    shortfall: met || gap === null ? null : `days:${gap}`,
    facts: { gapDays: gap },
  };
}

function judgeCapacity(need: NeedToMatch, usable: ReadonlyMap<number, number>): CriterionResult {
  const feasible = feasibleMinutes(usable, need.open);
  const least = Math.min(need.least, need.open);
  const outcome: CriterionOutcome = feasible >= need.open ? 'MET' : feasible >= least ? 'PARTLY' : 'NOT_MET';
  return {
    criterion: 'CAPACITY',
    outcome,
    score: outcome === 'NOT_MET' ? 0 : Math.floor((FULL * feasible) / need.open),
    weight: weights.CAPACITY,
    shortfall: outcome === 'NOT_MET' ? `minutes:${least - feasible}` : null,
    facts: { feasible, open: need.open, least, lastDay: need.period.to, weeks: usable.size },
  };
}

const workModeOutcomes: Readonly<Record<WorkMode, Readonly<Record<WorkMode, CriterionOutcome>>>> = {
  ONSITE: { ONSITE: 'MET', HYBRID: 'MET', REMOTE: 'NOT_MET' },
  HYBRID: { ONSITE: 'MET', HYBRID: 'MET', REMOTE: 'PARTLY' },
  REMOTE: { ONSITE: 'PARTLY', HYBRID: 'MET', REMOTE: 'MET' },
};

const softScore: Readonly<Record<CriterionOutcome, number>> = { MET: FULL, PARTLY: FULL / 2, NOT_MET: 0 };

function judgeWorkMode(need: WorkMode, offer: WorkMode): CriterionResult {
  const outcome = workModeOutcomes[need][offer];
  return {
    criterion: 'WORK_MODE',
    outcome,
    score: softScore[outcome],
    weight: weights.WORK_MODE,
    shortfall: outcome === 'NOT_MET' ? `workMode:${need}` : null,
    facts: { need, offer },
  };
}

/** Whether somebody has to travel for the pair to work together. */
const presenceNeeded = (need: NeedToMatch, offer: OfferToMatch): boolean => need.workMode !== 'REMOTE' && offer.workMode !== 'REMOTE';

function judgeDistance(need: NeedToMatch, offer: OfferToMatch, scope: MatchScope): CriterionResult {
  const base = { criterion: 'DISTANCE', weight: weights.DISTANCE } as const;
  const limitKm = offer.travelLimitKm;
  if (scope === 'REMOTE' || !presenceNeeded(need, offer)) {
    return { ...base, outcome: 'MET', score: FULL, shortfall: null, facts: { km: null, limitKm, place: need.place.code } };
  }
  const exact = kilometres(offer.base, need.place);
  const over = limitKm === null ? 0 : Math.max(0, exact - limitKm);
  const shown = offer.regionOnly ? inHiddenSteps(exact) : exact;
  return {
    ...base,
    outcome: over > 0 ? 'NOT_MET' : 'MET',
    score: over > 0 ? 0 : nearness(shown, offer.regionOnly ? 0 : offer.commutingShare),
    shortfall: over > 0 ? `km:${Math.ceil(shown - (limitKm ?? 0))}` : null,
    facts: { km: shown, limitKm, place: need.place.code },
  };
}

/** Never 0: a lender hidden in the place itself would be known by it. */
const inHiddenSteps = (km: number): number => Math.max(1, Math.ceil(km / HIDDEN_STEP_KM)) * HIDDEN_STEP_KM;

/** Near on the map, or near because people already travel the road every day: whichever is stronger. */
function nearness(km: number, commutingShare: number): number {
  const onTheMap = Math.max(0, FULL - Math.round((FULL * km) / FAR_KM));
  const byCommuting = Math.min(FULL, Math.round((FULL * commutingShare) / STRONG_COMMUTING_SHARE));
  return Math.max(onTheMap, byCommuting);
}

/** The forms that both name. Own staff, the co-borrowers' included, can be nothing but bought free inside a partnership. */
export function sharedForms(need: NeedToMatch, offer: OfferToMatch): EngagementForm[] {
  const shared = need.engagements.filter((form) => offer.engagements.includes(form));
  if (!need.borrowers.includes(offer.lender)) return shared;
  return shared.filter((form) => form === 'BUYOUT' && offer.partners === true);
}

function judgeEngagement(need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const shared = sharedForms(need, offer);
  return {
    criterion: 'ENGAGEMENT',
    outcome: shared.length > 0 ? 'MET' : 'NOT_MET',
    score: null,
    weight: null,
    shortfall: shared.length > 0 ? null : `engagement:${need.engagements.join(',')}`,
    facts: { shared, offered: offer.engagements },
  };
}

/** Who wishes for a written form of Norwegian is served by the other one too. */
const asWish = (language: WorkLanguage): string => (language === 'nn' ? 'nb' : language);

function judgeLanguage(need: NeedToMatch, offer: OfferToMatch): CriterionResult {
  const { workLanguages: asked, workLanguageRequired: required } = need;
  const offered = offer.workLanguages;
  const spoken = new Set<string>(required ? offered : offered.map(asWish));
  const met = asked.length === 0 || asked.some((language) => spoken.has(required ? language : asWish(language)));
  const outcome: CriterionOutcome = met ? 'MET' : required ? 'NOT_MET' : 'PARTLY';
  return {
    criterion: 'LANGUAGE',
    outcome,
    score: softScore[outcome],
    weight: weights.LANGUAGE,
    shortfall: outcome === 'NOT_MET' ? `language:${asked.join(',')}` : null,
    facts: { asked, offered, required },
  };
}

function judgePartnership({ partners }: OfferToMatch): CriterionResult {
  return {
    criterion: 'PARTNERSHIP',
    outcome: partners === false ? 'NOT_MET' : 'MET',
    score: partners === false ? 0 : FULL,
    weight: weights.PARTNERSHIP,
    shortfall: null,
    facts: { together: partners },
  };
}
