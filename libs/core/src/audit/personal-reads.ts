import type { Tx } from '@fagtorg/db';
import type { Actor } from '@fagtorg/domain';
import { appendAudit } from './audit.js';

/** Whose personal data one operation has read, by the organisation that they work for. One's own are no business of the audit's. */
export class PersonalReads {
  private readonly byOrganisation = new Map<string, Set<string>>();

  constructor(
    private readonly actor: Actor | null,
    private readonly inTransaction: (work: (tx: Tx) => Promise<void>) => Promise<void>,
  ) {}

  note(organisationId: string, personId: string): void {
    if (personId === this.actor?.personId) return;
    const people = this.byOrganisation.get(organisationId) ?? new Set<string>();
    this.byOrganisation.set(organisationId, people.add(personId));
  }

  /**
   * Writes one event for each organisation, before the answer goes out: what the audit does not know, nobody gets to read. Organisations
   * come in one order for all, so that two operations never wait for each other's chains.
   */
  async tell(): Promise<void> {
    if (this.byOrganisation.size === 0) return;
    const organisations = [...this.byOrganisation].sort(([a], [b]) => (a < b ? -1 : 1));
    this.byOrganisation.clear();
    await this.inTransaction(async (tx) => {
      for (const [organisationId, people] of organisations) {
        const facts = { people: [...people].sort() };
        await appendAudit(tx, {
          ...{ organisationId, act: 'read-people', by: this.roleIn(organisationId), facts },
          ...{ thing: 'Organisation', thingId: organisationId },
        });
      }
    });
  }

  private roleIn(organisationId: string): { role: Actor['memberships'][number]['role'] | null; actingForId: string | null } {
    const memberships = this.actor?.memberships ?? [];
    const held = memberships.find(({ organisation }) => organisation.id === organisationId) ?? memberships[0];
    return { role: held?.role ?? null, actingForId: held?.organisation.id ?? null };
  }
}
