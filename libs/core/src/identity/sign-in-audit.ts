import { speakFor, type Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';
import { appendAudit, type AuditEntry } from '../audit/index.js';

/** What happens to a sign-in, and to what programs got by it. */
type SignInEvent = Pick<AuditEntry, 'act' | 'thing' | 'thingId' | 'facts'>;

/**
 * Adds an event to the chain of the organisation that the person acts for: the one chosen at the identity provider where they hold a role in
 * it, else that of their first role. One chain and not all of them: what somebody does for one employer is none of another's business. Whoever
 * holds no role today belongs to no chain, and can do nothing either.
 */
export async function auditSignIn(tx: Tx, personId: string, actingFor: string | null, event: SignInEvent): Promise<void> {
  const held = await roleActedIn(tx, personId, actingFor);
  if (!held) return;
  const { organisationId, role } = held;
  await speakFor(tx, personId);
  await appendAudit(tx, { ...event, organisationId, by: { role, actingForId: organisationId } });
}

/** The same for what nobody asked for: the system ends what was stolen. */
export async function auditSystem(tx: Tx, personId: string, actingFor: string | null, event: SignInEvent): Promise<void> {
  const held = await roleActedIn(tx, personId, actingFor);
  if (!held) return;
  const { organisationId } = held;
  await appendAudit(tx, { ...event, organisationId, by: { role: null, actingForId: null }, facts: { ...event.facts, personId } });
}

interface RoleActedIn {
  readonly organisationId: string;
  readonly role: Role;
}

async function roleActedIn({ client, today }: Tx, personId: string, actingFor: string | null): Promise<RoleActedIn | null> {
  const [held] = await client.$queryRaw<RoleActedIn[]>`
    SELECT m.organisation_id AS "organisationId", m.role
    FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.person_id = ${personId}::uuid AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)
    ORDER BY (o.code = ${actingFor}) DESC NULLS LAST, m.valid_from, m.id LIMIT 1`;
  return held ?? null;
}
