import type { CalendarDate } from './calendar.js';
import type { OfferStatus } from './offer.js';
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

/** An act that leads to where others see the offer is refused after its last day: it would end at once. */
export function checkLastDay(
  act: keyof typeof offerTransitions,
  { lastDay }: { readonly lastDay: CalendarDate },
  today: CalendarDate,
): Refused | null {
  const leadsOut = act === 'publish' || act === 'agree' || act === 'release' || act === 'resume';
  return leadsOut && lastDay < today ? refuse('EXPIRED', [], 'offer-over', { lastDay }) : null;
}
