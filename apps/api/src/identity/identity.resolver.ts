import { IdentityService, type PersonRow, ReferenceService } from '@fagtorg/core';
import type { ActiveMembership, Actor, Role } from '@fagtorg/domain';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { RefusedQuery } from '../operation/bad-input.js';
import type { Operation } from '../operation/operation.js';
import { Public, signInNeeded } from '../operation/signed-in.js';
import { asOrganisation, type OrganisationAnswer } from '../reference/organisation.js';

@Resolver()
export class IdentityResolver {
  constructor(private readonly identity: IdentityService) {}

  @Public()
  @Query('viewer')
  viewer(@Context() { actor }: Operation): (Actor & { id: string }) | null {
    return actor && { ...actor, id: actor.personId };
  }

  @Query('people')
  async people(
    @Args('organisationCode') code: string,
    @Args('role') role: Role | null,
    @Context() operation: Operation,
  ): Promise<PersonRow[]> {
    if (!operation.actor) throw signInNeeded(operation.language);
    const people = await this.identity.people(operation.actor, code, role ?? null);
    if (!people.ok) throw new RefusedQuery(people.refusal);
    return people.value;
  }
}

@Resolver('Membership')
export class MembershipResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('organisation')
  organisation(@Parent() { organisation }: ActiveMembership): OrganisationAnswer | null {
    const found = this.reference.organisation(organisation.code);
    return found && asOrganisation(found, this.reference);
  }
}
