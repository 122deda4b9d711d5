import type { ActiveMembership, Actor, Right, Role, Scope } from './actor.js';

/**
 * How somebody stands to a thing: it belongs to the organisation that they hold the role in; it is about themselves there; or its region
 * touches the county that they broker in.
 */
export const relations = ['ORGANISATION', 'SELF', 'REGION'] as const;
export type Relation = (typeof relations)[number];

/** Who may: a role, where it asks for one with a right or a scope, in a relation to the thing. */
export interface Grant {
  readonly role: Role;
  readonly relation: Relation;
  readonly right?: Right;
  readonly scope?: Scope;
}

const here = (role: Role, right?: Right): Grant => ({ role, relation: 'ORGANISATION', ...(right ? { right } : {}) });
const themselves: Grant = { role: 'SPECIALIST', relation: 'SELF' };
const broker: Grant = { role: 'BROKER', relation: 'REGION' };
const program = (scope: Scope): Grant => ({ role: 'SERVICE_ACCOUNT', relation: 'ORGANISATION', scope });

/** Who may do and see what (product.md, Who sees what). Whatever does not stand here nobody may. */
export const policy = {
  'draft-need': [here('MANAGER', 'POST'), here('CASE_WORKER'), program('NEEDS_WRITE')],
  'submit-need': [here('CASE_WORKER')],
  'post-need': [here('MANAGER', 'POST'), program('NEEDS_WRITE')],
  'widen-search': [here('MANAGER', 'POST'), program('NEEDS_WRITE'), broker],
  'see-draft-need': [here('MANAGER'), here('CASE_WORKER'), program('NEEDS_READ'), program('NEEDS_WRITE')],
  'see-matches-of-need': [here('MANAGER'), here('CASE_WORKER'), program('NEEDS_READ'), program('NEEDS_WRITE'), broker],
  'see-why-of-need': [here('MANAGER'), here('CASE_WORKER'), program('NEEDS_READ'), program('NEEDS_WRITE'), broker],
  'offer-own-hours': [themselves],
  'release-hours': [here('MANAGER', 'RELEASE')],
  'see-unpublished-offer': [themselves, here('MANAGER'), program('OFFERS_READ')],
  'see-matches-of-offer': [themselves, here('MANAGER'), program('OFFERS_READ')],
  'see-people': [here('MANAGER'), here('ORG_ADMIN'), program('PEOPLE_READ')],
  'see-members': [here('ORG_ADMIN')],
  'see-programs': [here('ORG_ADMIN')],
  'give-roles': [here('ORG_ADMIN')],
  'make-service-accounts': [here('ORG_ADMIN')],
  'read-audit': [here('ORG_ADMIN'), program('AUDIT_READ')],
} as const satisfies Record<string, readonly Grant[]>;

export type Action = keyof typeof policy;

/** What is asked about: whose it is, whom it is about, and the counties that its region touches; what is left out nobody relates to. */
export interface Concerned {
  readonly organisationId: string;
  readonly personId?: string | null;
  readonly counties?: readonly string[];
}

/** The membership by which somebody may do something, or null. The grants are tried in the order of the table. */
export function authorize(actor: Actor, action: Action, concerned: Concerned): ActiveMembership | null {
  const grants: readonly Grant[] = policy[action];
  for (const grant of grants) {
    const held = actor.memberships.find((membership) => holds(membership, grant) && relates(actor, membership, grant.relation, concerned));
    if (held) return held;
  }
  return null;
}

const holds = ({ role, rights, scopes }: ActiveMembership, grant: Grant): boolean =>
  role === grant.role &&
  (grant.right === undefined || rights.includes(grant.right)) &&
  (grant.scope === undefined || scopes.includes(grant.scope));

function relates(actor: Actor, { organisation, countyCode }: ActiveMembership, relation: Relation, concerned: Concerned): boolean {
  switch (relation) {
    case 'ORGANISATION':
      return organisation.id === concerned.organisationId;
    case 'SELF':
      return organisation.id === concerned.organisationId && actor.personId === concerned.personId;
    case 'REGION':
      return countyCode !== null && (concerned.counties ?? []).includes(countyCode);
  }
}

/** The organisations in which somebody may do something as a member, and the counties in which as a broker. */
export function whereAllowed(actor: Actor, action: Action): { readonly organisations: string[]; readonly counties: string[] } {
  const grants: readonly Grant[] = policy[action];
  const held = (relation: Relation): ActiveMembership[] =>
    actor.memberships.filter((membership) => grants.some((grant) => grant.relation === relation && holds(membership, grant)));
  return {
    organisations: [...new Set(held('ORGANISATION').map(({ organisation }) => organisation.id))],
    counties: [...new Set(held('REGION').flatMap(({ countyCode }) => countyCode ?? []))],
  };
}
