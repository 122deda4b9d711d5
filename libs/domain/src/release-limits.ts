import type { CalendarDate } from './calendar.js';
import type { EngagementForm } from './need.js';
import { WORKING_WEEK_MINUTES } from './offer-draft.js';
import { aheadProblems, choiceProblems, firstOf, minuteProblems } from './problems.js';
import { refuse, type Refused } from './refusal.js';

/**
 * The limits of an employer's yes. They bind a yes that is given in advance to proposals (product.md, Three approvals), and are the
 * lender's own: matching goes by what the offer says, and what lies beyond the limits is asked about.
 */
export interface ReleaseLimits {
  readonly permanentEmployee: boolean;
  readonly maxMinutesPerWeek: number | null;
  readonly until: CalendarDate | null;
  /** Null is every form that the offer has. */
  readonly engagements: readonly EngagementForm[] | null;
  /** The lender's yes to proposals inside these limits. */
  readonly preApproved: boolean;
}

/** What is wrong with the limits of a release for an offer that comes in some forms, or null. */
export const limitProblem = (limits: ReleaseLimits, offered: readonly EngagementForm[], today: CalendarDate): Refused | null =>
  firstOf(limitProblems(limits, offered, today));

function* limitProblems(
  { maxMinutesPerWeek, until, engagements }: ReleaseLimits,
  offered: readonly EngagementForm[],
  today: CalendarDate,
): Generator<Refused> {
  if (maxMinutesPerWeek !== null) yield* minuteProblems(['maxMinutesPerWeek'], maxMinutesPerWeek, WORKING_WEEK_MINUTES);
  if (engagements !== null) {
    yield* choiceProblems(['engagements'], engagements, { max: 6, required: true });
    if (engagements.some((form) => !offered.includes(form))) {
      yield refuse('INVALID_INPUT', ['engagements'], 'form-not-offered', { offered });
    }
  }
  if (until !== null) yield* aheadProblems(['until'], until, today, 'today');
}

/** A pause ends by itself on a day to come; today would be no pause. Null where the day will do. */
export const resumeProblem = (resumeOn: CalendarDate | null, today: CalendarDate): Refused | null =>
  resumeOn === null ? null : firstOf(aheadProblems(['resumeOn'], resumeOn, today, 'tomorrow'));
