import type { CalendarDate, NeedStatus, OfferConsents, OfferStatus } from '@fagtorg/domain';
import { addDays, dayOf, move, needTransitions, offerTransitions, statusFromConsents, type Transition } from '@fagtorg/domain';
import type { Chance } from '../chance.js';

/** People of an organisation, by the account that their address begins with. */
export type Account = 'manager' | 'caseworker' | 'specialist1' | 'specialist2';

/** What somebody does to a need or an offer, and when. */
export interface Step<Act> {
  readonly act: Act;
  readonly by: Account;
  readonly at: Date;
  readonly reason: string | null;
}

export type NeedStep = Step<keyof typeof needTransitions>;
export type OfferStep = Step<keyof typeof offerTransitions>;

interface Stated<S extends string> {
  readonly step: Transition<S>;
  readonly by: Account;
  readonly at: Date;
}

/** Walks the steps of a need through the table of its transitions, which refuses what may not be. */
export function needCourse(steps: readonly NeedStep[]): Stated<NeedStatus>[] {
  let status: NeedStatus | null = null;
  return steps.map(({ act, by, at, reason }) => {
    const step = move(needTransitions, act, status, { reason });
    if (!step.ok) throw new Error(`A made-up need can't ${act}: ${step.refusal.say('en')}`);
    status = step.value.to;
    return { step: step.value, by, at };
  });
}

/** Walks the steps of an offer in the same way; whose yes stands is followed on the way. */
export function offerCourse(steps: readonly OfferStep[]): { course: Stated<OfferStatus>[]; consents: OfferConsents } {
  let status: OfferStatus | null = null;
  let consents: OfferConsents = { specialist: false, lender: false };
  const course = steps.map(({ act, by, at, reason }) => {
    consents = consentsAfterStep(consents, act, by);
    const asksForConsents = act === 'publish' || act === 'agree' || act === 'release';
    const to = asksForConsents ? { to: statusFromConsents(consents) } : {};
    const step = move(offerTransitions, act, status, { ...to, reason });
    if (!step.ok) throw new Error(`A made-up offer can't ${act}: ${step.refusal.say('en')}`);
    status = step.value.to;
    return { step: step.value, by, at };
  });
  return { course, consents };
}

/** Who writes, publishes, agrees or releases has said yes for what they may speak for. */
function consentsAfterStep(consents: OfferConsents, act: OfferStep['act'], by: Account): OfferConsents {
  if (act === 'refuse-release') return { ...consents, lender: false };
  return by === 'manager' ? { ...consents, lender: true } : { ...consents, specialist: true };
}

/** Days ago within which everything has happened. */
const MONTHS = 45;

/** As many moments as there are steps, in order: in working hours, on different days, the last of them yesterday at the latest. */
export function moments(count: number, today: CalendarDate, by: Chance): Date[] {
  const daysAgo = Array.from({ length: MONTHS }, (_, index) => MONTHS - index);
  return by.some(daysAgo, count).map((days) => {
    const midnight = dayOf(addDays(today, -days)) * 86_400_000;
    return new Date(midnight + by.between(6 * 3_600_000, 15 * 3_600_000));
  });
}
