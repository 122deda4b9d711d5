import type { CalendarDate, Period } from './calendar.js';
import type { CompetenceRequirement } from './competence.js';
import type { EngagementForm, WorkLanguage, WorkMode } from './need.js';
import {
  aheadProblems,
  choiceProblems,
  firstOf,
  minuteProblems,
  periodProblems,
  workingDayProblems,
  workLanguageProblems,
  yearProblems,
} from './problems.js';
import { refuse, type Refused } from './refusal.js';
import {
  competenceProblems,
  defaultWorkLanguages,
  findMunicipality,
  findOrganisation,
  type KnownMunicipality,
  type KnownOrganisation,
  type Register,
} from './register.js';
import { ok, type Result } from './result.js';
import { initialScope, type MatchScope } from './scope.js';
import { textProblems, tidy } from './text.js';

export const lacks = ['CAPACITY', 'COMPETENCE', 'BOTH'] as const;
export const barriers = ['STAFFING', 'ECONOMY', 'RECRUITMENT', 'TIME', 'OTHER'] as const;

/** What a borrower says it needs. Minutes are whole; the total includes the co-borrowers' shares. */
export interface NeedDraft {
  readonly borrower: string;
  /** Where the work is needed; null is the borrower itself, which must then be a municipality. */
  readonly place: string | null;
  readonly coBorrowers: readonly { readonly organisation: string; readonly minutes: number }[];
  readonly title: string;
  readonly description: string;
  readonly requirements: readonly CompetenceRequirement[];
  readonly minutesTotal: number;
  readonly minutesPerWeek: number | null;
  readonly minutesMin: number | null;
  readonly period: Period;
  readonly answerBy: CalendarDate;
  readonly engagements: readonly EngagementForm[];
  readonly workMode: WorkMode;
  /** Null is the place's own form of Norwegian. */
  readonly workLanguages: readonly string[] | null;
  readonly workLanguageRequired: boolean;
  readonly statutoryRequirement: string | null;
  readonly lacks: (typeof lacks)[number] | null;
  readonly barriers: readonly (typeof barriers)[number][];
  readonly reliesOnOnePerson: boolean;
  readonly funding: { readonly secured: boolean; readonly year: number } | null;
}

/** A draft that holds, with its codes looked up and its defaults filled in. */
export interface CheckedNeed extends Omit<NeedDraft, 'borrower' | 'place' | 'coBorrowers' | 'workLanguages'> {
  readonly borrower: KnownOrganisation;
  readonly place: KnownMunicipality;
  readonly coBorrowers: readonly { readonly organisation: KnownOrganisation; readonly minutes: number }[];
  readonly workLanguages: readonly WorkLanguage[];
  /** Whether a verified statutory requirement stands behind it: such needs are listed first. */
  readonly statutory: boolean;
  readonly searchScope: MatchScope;
}

/** The most a need can ask for: 20,000 hours in all, 400 hours in one week. */
export const MINUTES_TOTAL_MAX = 1_200_000;
export const MINUTES_PER_WEEK_MAX = 24_000;

/** Checks what a borrower wrote. Refuses the first thing that is wrong with INVALID_INPUT and the way to it. */
export function checkNeed(draft: NeedDraft, register: Register, today: CalendarDate): Result<CheckedNeed> {
  const problem = firstOf(needProblems(draft, register, today));
  if (problem) return problem;

  const borrower = findOrganisation(register, draft.borrower, ['borrowerCode']);
  if (!borrower.ok) return borrower;
  const place = placeOf(draft, borrower.value, register);
  if (!place.ok) return place;
  const coBorrowers = [];
  for (const [index, share] of draft.coBorrowers.entries()) {
    const organisation = findOrganisation(register, share.organisation, ['coBorrowers', String(index), 'organisationCode']);
    if (!organisation.ok) return organisation;
    coBorrowers.push({ organisation: organisation.value, minutes: share.minutes });
  }
  return ok({
    ...draft,
    title: tidy(draft.title),
    description: tidy(draft.description),
    borrower: borrower.value,
    place: place.value,
    coBorrowers,
    workLanguages: (draft.workLanguages as readonly WorkLanguage[] | null) ?? defaultWorkLanguages(place.value.writtenForm),
    statutory: draft.statutoryRequirement !== null && register.requirement(draft.statutoryRequirement)?.verified === true,
    searchScope: initialScope(register.municipalitiesInRegion(place.value.code)),
  });
}

function placeOf(draft: NeedDraft, borrower: KnownOrganisation, register: Register): Result<KnownMunicipality> {
  if (draft.place !== null) return findMunicipality(register, draft.place, ['placeCode']);
  if (borrower.kind === 'MUNICIPALITY') return findMunicipality(register, borrower.code, ['borrowerCode']);
  return refuse('INVALID_INPUT', ['placeCode'], 'place-missing', undefined);
}

function* needProblems(draft: NeedDraft, register: Register, today: CalendarDate): Generator<Refused> {
  yield* textProblems(['title'], draft.title, { max: 200, required: true });
  yield* textProblems(['description'], draft.description, { max: 10_000, required: false });
  yield* requirementProblems(draft, register, today);
  yield* amountProblems(draft);
  yield* periodProblems(['period'], draft.period, register.calendar);
  yield* workingDayProblems(['period'], [draft.period], register.calendar, today);
  yield* aheadProblems(['answerBy'], draft.answerBy, today, 'today');
  if (draft.answerBy > draft.period.to) yield refuse('INVALID_INPUT', ['answerBy'], 'answer-too-late', { to: draft.period.to });
  yield* choiceProblems(['engagements'], draft.engagements, { max: 6, required: true });
  yield* choiceProblems(['barriers'], draft.barriers, { max: barriers.length, required: false });
  if (draft.workLanguages) yield* workLanguageProblems(['workLanguages'], draft.workLanguages);
  if (draft.funding) yield* yearProblems(['funding', 'year'], draft.funding.year, 2020, 2099);
}

function* requirementProblems(draft: NeedDraft, register: Register, today: CalendarDate): Generator<Refused> {
  const codes = draft.requirements.map(({ competence }) => competence);
  yield* choiceProblems(['requirements'], codes, { max: 10, required: true });
  yield* competenceProblems(register, ['requirements'], codes);
  if (draft.statutoryRequirement === null) return;
  const requirement = register.requirement(draft.statutoryRequirement);
  const path = ['statutoryRequirementId'];
  if (!requirement || requirement.validFrom > today || (requirement.validTo !== null && requirement.validTo < today)) {
    yield refuse('INVALID_INPUT', path, 'unknown-requirement', { id: draft.statutoryRequirement.slice(0, 80) });
  } else if (!codes.some((code) => requirement.competences.some((concerned) => register.competences.isSameOrNarrower(code, concerned)))) {
    yield refuse('INVALID_INPUT', path, 'requirement-elsewhere', { section: requirement.section });
  }
}

function* amountProblems(draft: NeedDraft): Generator<Refused> {
  const total = draft.minutesTotal;
  yield* minuteProblems(['minutesTotal'], total, MINUTES_TOTAL_MAX);
  if (draft.minutesPerWeek !== null) yield* minuteProblems(['minutesPerWeek'], draft.minutesPerWeek, MINUTES_PER_WEEK_MAX);
  if (draft.minutesMin !== null) {
    yield* minuteProblems(['minutesMin'], draft.minutesMin, MINUTES_TOTAL_MAX);
    if (draft.minutesMin > total) yield refuse('INVALID_INPUT', ['minutesMin'], 'more-than-total', { total });
  }
  const others = draft.coBorrowers.map(({ organisation }) => organisation);
  yield* choiceProblems(['coBorrowers'], others, { max: 20, required: false });
  if (others.includes(draft.borrower)) yield refuse('INVALID_INPUT', ['coBorrowers'], 'borrower-again', undefined);
  for (const [index, share] of draft.coBorrowers.entries()) {
    yield* minuteProblems(['coBorrowers', String(index), 'minutes'], share.minutes, MINUTES_TOTAL_MAX);
  }
  const shared = draft.coBorrowers.reduce((sum, { minutes }) => sum + minutes, 0);
  if (shared > 0 && shared >= total) yield refuse('INVALID_INPUT', ['coBorrowers'], 'shares-exceed-total', { total });
}
