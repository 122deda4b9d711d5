import type { CalendarDate } from './calendar.js';
import type { OfferStatus } from './offer.js';
import type { OfferDraft } from './offer-draft.js';
import { refuse, type Refused } from './refusal.js';
import { transitions } from './transitions.js';

/** Who may move an offer where (transitions.md). The status is never assigned anywhere else. */
export const offerTransitions = transitions<OfferStatus>()({
  draft: { from: [null], to: ['DRAFT'], reason: 'none' },
  publish: { from: [null, 'DRAFT', 'NOT_RELEASED'], to: ['AWAITING_RELEASE', 'AVAILABLE'], reason: 'none' },
  agree: { from: ['AWAITING_RELEASE'], to: ['AWAITING_RELEASE', 'AVAILABLE'], reason: 'none' },
  release: { from: ['AWAITING_RELEASE', 'NOT_RELEASED'], to: ['AWAITING_RELEASE', 'AVAILABLE'], reason: 'none' },
  'refuse-release': { from: ['AWAITING_RELEASE'], to: ['NOT_RELEASED'], reason: 'required' },
  'revise-substance': { from: ['AVAILABLE', 'PAUSED'], to: ['AWAITING_RELEASE'], reason: 'none' },
  pause: { from: ['AVAILABLE'], to: ['PAUSED'], reason: 'optional' },
  resume: { from: ['PAUSED'], to: ['AVAILABLE'], reason: 'optional' },
  withdraw: {
    from: ['DRAFT', 'AWAITING_RELEASE', 'NOT_RELEASED', 'AVAILABLE', 'PAUSED', 'EXHAUSTED'],
    to: ['WITHDRAWN'],
    reason: 'required',
  },
  expire: { from: ['AVAILABLE', 'PAUSED', 'EXHAUSTED'], to: ['EXPIRED'], reason: 'rule' },
});

/** Whether everyone sees an offer after a step: from AVAILABLE on they do, and go on seeing what was seen. */
export const isSeen = (before: boolean, status: OfferStatus): boolean => before || status === 'AVAILABLE';

/** An act that leads to where others see the offer is refused after its last day: it would end at once. */
export function checkLastDay(
  act: keyof typeof offerTransitions,
  { lastDay }: { readonly lastDay: CalendarDate },
  today: CalendarDate,
): Refused | null {
  const leadsOut = act === 'publish' || act === 'agree' || act === 'release' || act === 'resume';
  return leadsOut && lastDay < today ? refuse('EXPIRED', [], 'offer-over', { lastDay }) : null;
}

/** Statuses in which what was written can still be changed. */
const revisable: readonly OfferStatus[] = ['DRAFT', 'AWAITING_RELEASE', 'NOT_RELEASED', 'AVAILABLE', 'PAUSED'];

/** What a revision may not touch: another lender or specialist, an offer that is over, back to a draft. Null where it may go on. */
export function checkOfferRevision(
  offer: { readonly status: OfferStatus; readonly lender: string; readonly specialistId: string },
  draft: OfferDraft,
  specialistId: string | null,
  asDraft: boolean,
): Refused | null {
  if (offer.lender !== draft.lender) return refuse('INVALID_INPUT', ['lenderCode'], 'fixed-part', undefined);
  if (specialistId !== null && specialistId !== offer.specialistId) {
    return refuse('INVALID_INPUT', ['specialistId'], 'fixed-part', undefined);
  }
  if (!revisable.includes(offer.status)) {
    return refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', { status: offer.status, allowed: revisable });
  }
  if (asDraft && offer.status !== 'DRAFT') return refuse('INVALID_INPUT', ['draft'], 'fixed-part', undefined);
  return null;
}
