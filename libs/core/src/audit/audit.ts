import type { Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';

/** What an act is remembered by: codes, ids and figures, never a name or a free text, so that the chain outlives an erasure. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What the audit knows by a name of its own. */
export type AuditedThing =
  'Organisation' | 'Need' | 'Offer' | 'Person' | 'Membership' | 'Invitation' | 'ServiceAccount' | 'ApiToken' | 'Session';

/** An event to be. Who did it is the person that the transaction runs for; at what time, the database says. */
export interface AuditEntry {
  /** Whose chain it goes into. */
  readonly organisationId: string;
  readonly act: string;
  /** In which role, and from which organisation, both null for the system; and whether as a deputy. */
  readonly by: { readonly role: Role | null; readonly actingForId: string | null; readonly deputy?: object | null };
  readonly thing: AuditedThing;
  readonly thingId: string;
  readonly facts?: Facts;
}

/** Adds an event to the organisation's chain, in the transaction of what it tells. The chain is locked until that ends. */
export async function appendAudit({ client }: Tx, { organisationId, act, by, thing, thingId, facts = {} }: AuditEntry): Promise<void> {
  await client.$executeRaw`
    SELECT app.append_audit(${organisationId}::uuid, ${act}, ${by.role}::role, ${by.actingForId}::uuid, ${thing}, ${thingId}::uuid,
      ${JSON.stringify(by.deputy ? { ...facts, asDeputy: true } : facts)})`;
}
