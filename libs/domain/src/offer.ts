import { transitions } from './transitions.js';

export const offerStatuses = [
  'DRAFT',
  'AWAITING_RELEASE',
  'NOT_RELEASED',
  'AVAILABLE',
  'PAUSED',
  'EXHAUSTED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type OfferStatus = (typeof offerStatuses)[number];

export const hoursBases = ['INSIDE_POST', 'ON_TOP'] as const;
export type HoursBasis = (typeof hoursBases)[number];

export const termsKinds = ['PAID', 'TIME_BANK', 'FREE'] as const;
export type TermsKind = (typeof termsKinds)[number];

/** Price of an hour in øre, where there is one; whether travel counts as hours. */
export interface Terms {
  readonly kind: TermsKind;
  readonly hourlyOre: number | null;
  readonly travelCounted: boolean;
}

export const parties = ['BORROWER', 'LENDER', 'SPECIALIST'] as const;
export type Party = (typeof parties)[number];

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

/** The two yeses that an offer needs before anyone outside the lender sees it. */
export interface OfferConsents {
  readonly specialist: boolean;
  readonly lender: boolean;
}

/** Whose yes is missing. */
export const awaiting = (consents: OfferConsents): Party[] => [
  ...(consents.specialist ? [] : (['SPECIALIST'] as const)),
  ...(consents.lender ? [] : (['LENDER'] as const)),
];

/** Where an offer stands once it is sent: available when both have said yes. */
export const statusFromConsents = (consents: OfferConsents): OfferStatus =>
  consents.specialist && consents.lender ? 'AVAILABLE' : 'AWAITING_RELEASE';
