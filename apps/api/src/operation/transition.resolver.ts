import { ReferenceService, type Step } from '@fagtorg/core';
import type { Role } from '@fagtorg/domain';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { asOrganisation, type OrganisationAnswer } from '../reference/organisation.js';

interface ActorRef {
  readonly role: Role | null;
  readonly name: string | null;
  readonly organisation: OrganisationAnswer | null;
}

@Resolver('Transition')
export class TransitionResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('by')
  by(@Parent() { role, personName, organisationId }: Step): ActorRef {
    const organisation = organisationId === null ? null : this.reference.organisationById(organisationId);
    return { role, name: personName, organisation: organisation && asOrganisation(organisation, this.reference) };
  }
}
