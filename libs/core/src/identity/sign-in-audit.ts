import { speakFor, type Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';
import { appendAudit, type AuditEntry } from '../audit/index.js';
import { OPERATOR_CODE } from '../reference/index.js';

/** What happens to a sign-in, and to what programs got by it. */
type SignInEvent = Pick<AuditEntry, 'act' | 'thing' | 'thingId' | 'facts'>;

/**
 * Adds an event to the chain of the organisation that the person acts for: the one chosen at the identity provider where they hold a role in
 * it, else that of their first role. One chain and not all of them: what somebody does for one employer is none of another's business. Of
 * whoever holds no role today it is told at the operator's.
 */
export async function auditSignIn(tx: Tx, personId: string, actingFor: string | null, event: SignInEvent): Promise<void> {
  const { organisationId, role } = await roleActedIn(tx, personId, actingFor);
  await speakFor(tx, personId);
  await appendAudit(tx, { ...event, organisationId, by: { role, actingForId: role === null ? null : organisationId } });
}

/** The same for what nobody asked for: the system ends what was stolen. */
export async function auditSystem(tx: Tx, personId: string, actingFor: string | null, event: SignInEvent): Promise<void> {
  const { organisationId } = await roleActedIn(tx, personId, actingFor);
  await appendAudit(tx, { ...event, organisationId, by: { role: null, actingForId: null }, facts: { ...event.facts, personId } });
}

interface RoleActedIn {
  readonly organisationId: string;
  /** Null at the operator's, for whoever holds none. */
  readonly role: Role | null;
}

async function roleActedIn({ client, today }: Tx, personId: string, actingFor: string | null): Promise<RoleActedIn> {
  const [held] = await client.$queryRaw<RoleActedIn[]>`
    SELECT m.organisation_id AS "organisationId", m.role
    FROM membership m JOIN organisation o ON o.id = m.organisation_id
    WHERE m.person_id = ${personId}::uuid AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)
    ORDER BY (o.code = ${actingFor}) DESC NULLS LAST, m.valid_from, m.id LIMIT 1`;
  if (held) return held;
  const [operator] = await client.$queryRaw<{ id: string }[]>`SELECT id FROM organisation WHERE code = ${OPERATOR_CODE}`;
  if (!operator) throw new Error('The reference data lack the operator.');
  return { organisationId: operator.id, role: null };
}
