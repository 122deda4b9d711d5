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
