import type { CalendarDate } from './calendar.js';
import type { Language } from './language.js';
import type { OrganisationCode } from './scope.js';

export const roles = ['MANAGER', 'CASE_WORKER', 'SPECIALIST', 'BROKER', 'ORG_ADMIN', 'PLATFORM_ADMIN'] as const;
export type Role = (typeof roles)[number];

export const rights = ['POST', 'RELEASE', 'APPROVE', 'SIGN'] as const;
export type Right = (typeof rights)[number];

/** A role in an organisation that is in force today. */
export interface ActiveMembership {
  readonly organisation: { readonly id: string; readonly code: OrganisationCode };
  /** The county that a broker of this organisation acts in. */
  readonly countyCode: string | null;
  readonly role: Role;
  readonly rights: readonly Right[];
  readonly unit: string | null;
  /** The most this membership may bind the organisation to, in øre; null is no limit. */
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

/** Who asks: a person with the roles held today. The language is what texts come in when nobody asks for another. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly language: Language;
  /** Made up for a demonstration. */
  readonly demonstration: boolean;
  readonly memberships: readonly ActiveMembership[];
}

/** What a role lets a person do in the organisation that it is held in. */
const policy = {
  'draft-need': [{ role: 'MANAGER', right: 'POST' }, { role: 'CASE_WORKER' }],
  'submit-need': [{ role: 'CASE_WORKER' }],
  'post-need': [{ role: 'MANAGER', right: 'POST' }],
  'offer-own-hours': [{ role: 'SPECIALIST' }],
  'release-hours': [{ role: 'MANAGER', right: 'RELEASE' }],
  'see-people': [{ role: 'MANAGER' }, { role: 'ORG_ADMIN' }],
} as const satisfies Record<string, readonly { role: Role; right?: Right }[]>;

export type Action = keyof typeof policy;

/** The membership by which somebody may do something for an organisation, or null. */
export function authorize(actor: Actor, action: Action, organisationId: string): ActiveMembership | null {
  const allowed: readonly { readonly role: Role; readonly right?: Right }[] = policy[action];
  return (
    actor.memberships.find(
      ({ organisation, role, rights }) =>
        organisation.id === organisationId &&
        allowed.some((grant) => grant.role === role && (grant.right === undefined || rights.includes(grant.right))),
    ) ?? null
  );
}

/** The membership by which somebody brokers in one of some counties, or null. */
export const brokerIn = (actor: Actor, counties: readonly string[]): ActiveMembership | null =>
  actor.memberships.find(({ role, countyCode }) => role === 'BROKER' && countyCode !== null && counties.includes(countyCode)) ?? null;
