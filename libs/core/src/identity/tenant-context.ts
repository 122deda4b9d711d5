import { nobody, type TenantContext } from '@fagtorg/db';
import { type Action, type ActiveMembership, type Actor, policy, whereAllowed } from '@fagtorg/domain';

const actions = Object.keys(policy).filter((action): action is Action => action.startsWith('see-'));

/**
 * On whose behalf the database is asked: the roles held today, and the organisation that is written for, if any. What row security goes by
 * does not ask the policy, and the sights do: either lock holds where the other one fails.
 */
export function contextOf(actor: Actor | null, tenant: string | null = null): TenantContext {
  if (!actor) return nobody;
  const where = (wanted: (membership: ActiveMembership) => boolean): string[] => [
    ...new Set(actor.memberships.filter(wanted).map(({ organisation }) => organisation.id)),
  ];
  return {
    personId: actor.personId,
    tenant,
    drafting: where(({ role, scopes }) => ['MANAGER', 'CASE_WORKER'].includes(role) || scopes.some((scope) => scope.startsWith('NEEDS_'))),
    managed: where(({ role, scopes }) => role === 'MANAGER' || scopes.includes('OFFERS_READ')),
    staffed: where(({ role, scopes }) => ['MANAGER', 'ORG_ADMIN'].includes(role) || scopes.includes('PEOPLE_READ')),
    writing: where(
      ({ role, rights, scopes }) =>
        role === 'CASE_WORKER' || (role === 'MANAGER' && rights.includes('POST')) || scopes.includes('NEEDS_WRITE'),
    ),
    posting: where(({ role, rights, scopes }) => (role === 'MANAGER' && rights.includes('POST')) || scopes.includes('NEEDS_WRITE')),
    lending: where(({ role }) => role === 'SPECIALIST'),
    releasing: where(({ role, rights }) => role === 'MANAGER' && rights.includes('RELEASE')),
    administered: where(({ role }) => role === 'ORG_ADMIN'),
    audited: where(({ role, scopes }) => role === 'ORG_ADMIN' || scopes.includes('AUDIT_READ')),
    sights: Object.fromEntries(actions.map((action) => [action, whereAllowed(actor, action)])),
    counties: actor.memberships.flatMap(({ role, countyCode }) => (role === 'BROKER' && countyCode !== null ? [countyCode] : [])),
  };
}
