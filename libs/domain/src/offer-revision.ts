import { dayOf, type Day, type WorkingCalendar } from './calendar.js';
import { type Availability, offeredByWeek } from './capacity.js';
import { type CompetenceClaim, competenceLevels } from './competence.js';
import type { EngagementForm } from './need.js';
import type { HoursBasis, OfferConsents, Party, Terms } from './offer.js';

/** The part of an offer that both yeses were given to. */
export interface OfferSubstance {
  readonly availability: readonly Availability[];
  readonly engagements: readonly EngagementForm[];
  readonly terms: Terms;
  readonly hoursBasis: HoursBasis;
  readonly claims: readonly CompetenceClaim[];
  /** The lender is hidden. */
  readonly regionOnly: boolean;
}

/**
 * Says whether a revision goes beyond what was agreed to: more minutes in any week, other days, a new form, other terms, a new or higher
 * competence (transitions.md, revise), or to whom it tells who lends.
 */
export function goesBeyond(before: OfferSubstance, after: OfferSubstance, calendar: WorkingCalendar): boolean {
  return (
    moreHours(before.availability, after.availability, calendar) ||
    otherDays(before.availability, after.availability, calendar) ||
    after.engagements.some((form) => !before.engagements.includes(form)) ||
    (before.regionOnly && !after.regionOnly) ||
    after.hoursBasis !== before.hoursBasis ||
    after.terms.kind !== before.terms.kind ||
    after.terms.hourlyOre !== before.terms.hourlyOre ||
    after.terms.travelCounted !== before.terms.travelCounted ||
    after.claims.some((claim) => !before.claims.some((agreed) => covers(agreed, claim)))
  );
}

function moreHours(before: readonly Availability[], after: readonly Availability[], calendar: WorkingCalendar): boolean {
  const offered = (availability: readonly Availability[]): Map<number, number> =>
    offeredByWeek({ availability, taken: new Map(), leave: [] }, calendar);
  const agreed = offered(before);
  return [...offered(after)].some(([week, minutes]) => minutes > (agreed.get(week) ?? 0));
}

/** Other days of the same week are other days at work: that week's sum may be the same. */
function otherDays(before: readonly Availability[], after: readonly Availability[], calendar: WorkingCalendar): boolean {
  const agreed = daysOf(before, calendar);
  return [...daysOf(after, calendar)].some((day) => !agreed.has(day));
}

function daysOf(availability: readonly Availability[], calendar: WorkingCalendar): Set<Day> {
  const days = new Set<Day>();
  for (const { period } of availability) {
    for (let day = dayOf(period.from); day <= dayOf(period.to); day += 1) if (calendar.isWorkingDay(day)) days.add(day);
  }
  return days;
}

const covers = (agreed: CompetenceClaim, claim: CompetenceClaim): boolean =>
  agreed.competence === claim.competence && competenceLevels.indexOf(agreed.level) >= competenceLevels.indexOf(claim.level);

/**
 * A revision takes the other's yes back where it goes beyond what was agreed to. It gives none: an employer releases within limits, and a
 * specialist agrees, by an act of their own.
 */
export const consentsAfter = (consents: OfferConsents, by: Exclude<Party, 'BORROWER'>, beyond: boolean): OfferConsents => ({
  specialist: consents.specialist && (by === 'SPECIALIST' || !beyond),
  lender: consents.lender && (by === 'LENDER' || !beyond),
});
