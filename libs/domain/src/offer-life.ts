import type { OfferStatus } from './offer.js';
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
