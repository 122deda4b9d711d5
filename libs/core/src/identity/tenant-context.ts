import { nobody, type TenantContext } from '@fagtorg/db';
import type { Actor, Role } from '@fagtorg/domain';

/** On whose behalf the database is asked: a person's roles of today, and the organisation that is written for, if any. */
export function contextOf(actor: Actor | null, tenant: string | null = null): TenantContext {
  if (!actor) return nobody;
  const where = (...roles: readonly Role[]): string[] => [
    ...new Set(actor.memberships.filter(({ role }) => roles.includes(role)).map(({ organisation }) => organisation.id)),
  ];
  return {
    personId: actor.personId,
    tenant,
    drafting: where('MANAGER', 'CASE_WORKER'),
    managed: where('MANAGER'),
    administered: where('ORG_ADMIN'),
    counties: actor.memberships.flatMap(({ role, countyCode }) => (role === 'BROKER' && countyCode !== null ? [countyCode] : [])),
  };
}
