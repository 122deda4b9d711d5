import type { Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';
import { personInSight } from '../sights/index.js';

/** A person as their own organisation knows them. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly email: string;
}

/** People who hold a role in an organisation today, by name. Row security keeps it to those who may see them. */
export function peopleOf({ client, today }: Tx, organisationId: string, role: Role | null): Promise<PersonRow[]> {
  return client.$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.title, p.email FROM person p
    WHERE EXISTS (
      SELECT FROM membership m
      WHERE m.person_id = p.id AND m.organisation_id = ${organisationId}::uuid AND (${role}::text IS NULL OR m.role::text = ${role})
        AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date))
    ORDER BY p.name COLLATE "nb-x-icu", p.id`;
}

/** A specialist of an organisation, or null where there is none for the reader. */
export async function specialistOf(tx: Tx, organisationId: string, personId: string): Promise<{ personId: string; name: string } | null> {
  const person = (await peopleOf(tx, organisationId, 'SPECIALIST')).find(({ id }) => id === personId);
  return person ? { personId: person.id, name: person.name } : null;
}

/** The reader's sight leaves out the rest. */
export function peopleByIds(tx: Tx, ids: readonly string[]): Promise<PersonRow[]> {
  return tx.client.$queryRaw<PersonRow[]>`
    SELECT p.id, p.name, p.title, p.email FROM person p WHERE p.id = ANY (${ids}::uuid[]) AND ${personInSight(tx)}`;
}
