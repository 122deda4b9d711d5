import type { ReferenceService } from '@fagtorg/core';
import type { Role } from '@fagtorg/domain';
import { asOrganisation, type OrganisationAnswer } from '../reference/organisation.js';

/** Who acted, as the contract has it. */
export interface ActorRef {
  readonly role: Role | null;
  readonly name: string | null;
  readonly organisation: OrganisationAnswer | null;
}

export function actorRef(reference: ReferenceService, role: Role | null, name: string | null, organisationId: string | null): ActorRef {
  const organisation = organisationId === null ? null : reference.organisationById(organisationId);
  return { role, name, organisation: organisation && asOrganisation(organisation, reference) };
}
