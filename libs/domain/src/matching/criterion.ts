import type { CalendarDate } from '../calendar.js';
import type { CompetenceFit } from '../competence.js';
import type { EngagementForm, WorkLanguage, WorkMode } from '../need.js';
import type { MatchScope, MunicipalityCode, OrganisationKind } from '../scope.js';

export type CriterionOutcome = 'MET' | 'PARTLY' | 'NOT_MET';

/** The figures behind a criterion: kept with the match, so that a reader in any language sees why as it was. */
export interface CriterionFacts {
  /** `scope`: the narrowest that holds the lender. `alone`: the place is the only municipality of its region. */
  readonly REGION: {
    readonly scope: MatchScope;
    readonly searched: MatchScope;
    readonly alone: boolean;
    readonly place: MunicipalityCode;
    /** Null where the lender is hidden, whose kind would tell who it is. */
    readonly lender: OrganisationKind | null;
  };
  readonly COMPETENCE: { readonly fits: readonly CompetenceFit[] };
  /** Days between the periods; null where the need has no working day left. */
  readonly PERIOD: { readonly gapDays: number | null };
  /** Minutes that fit, of those that are open; `least` is the smallest share worth arranging; `lastDay` is the need's. */
  readonly CAPACITY: {
    readonly feasible: number;
    readonly open: number;
    readonly least: number;
    readonly lastDay: CalendarDate;
    readonly weeks: number;
  };
  readonly WORK_MODE: { readonly need: WorkMode; readonly offer: WorkMode };
  /** `km` is null where nobody has to travel; in steps of 25 where the lender is hidden. */
  readonly DISTANCE: { readonly km: number | null; readonly limitKm: number | null; readonly place: MunicipalityCode };
  readonly ENGAGEMENT: { readonly shared: readonly EngagementForm[]; readonly offered: readonly EngagementForm[] };
  readonly LANGUAGE: { readonly asked: readonly WorkLanguage[]; readonly offered: readonly WorkLanguage[]; readonly required: boolean };
  /** Null where the borrower has no partnership that it could apply to. */
  readonly PARTNERSHIP: { readonly together: boolean | null };
}

export type Criterion = keyof CriterionFacts;

/** How one criterion came out for a need and an offer. */
export type CriterionResult = {
  readonly [C in Criterion]: {
    readonly criterion: C;
    readonly outcome: CriterionOutcome;
    /** Thousandths; null for a pure yes or no. */
    readonly score: number | null;
    /** Thousandths of the whole; null for a pure yes or no. */
    readonly weight: number | null;
    /** What lacks, for programs: "minutes:300", "km:12", "levels:1", "scope:COUNTY", "days:12"; null where nothing does or no amount is known. */
    readonly shortfall: string | null;
    readonly facts: CriterionFacts[C];
  };
}[Criterion];

/** Names the table of weights and rules that a match was computed by. A change of either is a new version. */
export const RULES_VERSION = '2026-11';

/** What each soft part weighs, in thousandths; together a thousand. */
export const weights = {
  COMPETENCE: 300,
  CAPACITY: 300,
  DISTANCE: 200,
  LANGUAGE: 75,
  WORK_MODE: 75,
  PARTNERSHIP: 50,
} as const satisfies Partial<Record<Criterion, number>>;

/** Full score in thousandths. */
export const FULL = 1000;
