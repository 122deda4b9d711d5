import type { CalendarDate } from './calendar.js';
import type { Language } from './language.js';
import type { OrganisationCode } from './scope.js';

export const roles = ['MANAGER', 'CASE_WORKER', 'SPECIALIST', 'BROKER', 'ORG_ADMIN', 'PLATFORM_ADMIN', 'SERVICE_ACCOUNT'] as const;
export type Role = (typeof roles)[number];

export const rights = ['POST', 'RELEASE', 'APPROVE', 'SIGN'] as const;
export type Right = (typeof rights)[number];

/** What a program may do for the organisation that it belongs to. */
export const scopes = ['NEEDS_READ', 'NEEDS_WRITE', 'OFFERS_READ', 'PEOPLE_READ', 'AUDIT_READ'] as const;
export type Scope = (typeof scopes)[number];

/** A role in an organisation that is in force today. */
export interface ActiveMembership {
  readonly organisation: { readonly id: string; readonly code: OrganisationCode };
  /** The county that a broker of this organisation acts in. */
  readonly countyCode: string | null;
  readonly role: Role;
  readonly rights: readonly Right[];
  /** Of a service account; people have none. */
  readonly scopes: readonly Scope[];
  readonly unit: string | null;
  /** The most this membership may bind the organisation to, in øre; null is no limit. */
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
}

/** Who asks: a person with the roles held today, or a program of an organisation's. The language is what texts come in when nobody asks for another. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly language: Language;
  /** Made up for a demonstration. */
  readonly demonstration: boolean;
  readonly memberships: readonly ActiveMembership[];
}

/** Whether it is a program of an organisation's that asks. */
export const isProgram = ({ memberships }: Actor): boolean => memberships.some(({ role }) => role === 'SERVICE_ACCOUNT');
