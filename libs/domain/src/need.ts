export const needStatuses = [
  'DRAFT',
  'SUBMITTED',
  'RETURNED',
  'OPEN',
  'ON_HOLD',
  'PARTLY_FILLED',
  'FILLED',
  'CLOSED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type NeedStatus = (typeof needStatuses)[number];

export const workModes = ['ONSITE', 'HYBRID', 'REMOTE'] as const;
export type WorkMode = (typeof workModes)[number];

export const engagementForms = ['SECONDMENT', 'SHARED_POSITION', 'HOSTING_VISIT', 'SUPERVISION', 'PLACEMENT', 'BUYOUT'] as const;
export type EngagementForm = (typeof engagementForms)[number];

export const workLanguages = ['nb', 'nn', 'se', 'smj', 'sma', 'en'] as const;
export type WorkLanguage = (typeof workLanguages)[number];

export const needOutcomes = ['FILLED', 'NONE_SUITABLE', 'MET_OTHERWISE', 'CANCELLED', 'DUPLICATE'] as const;
export type NeedOutcome = (typeof needOutcomes)[number];

/** Left out, the smallest share worth arranging is a day's work, or all of a smaller need (product.md, Matching). */
export const smallestShare = (minutesTotal: number, minutesMin: number | null): number => minutesMin ?? Math.min(minutesTotal, 450);

/** Statuses in which a need is matched. */
export const matchedNeedStatuses: readonly NeedStatus[] = ['OPEN', 'PARTLY_FILLED'];

/** Statuses before a need is public: only the borrower's managers and case workers see it then. */
export const privateNeedStatuses: readonly NeedStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED'];
