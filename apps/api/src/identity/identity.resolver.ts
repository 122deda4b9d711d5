import { IdentityService, ownAvailability, type PersonRow, ReferenceService } from '@fagtorg/core';
import { type ActiveMembership, type Actor, largestByWeek, type Role } from '@fagtorg/domain';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { OfferWeek } from '../generated/graphql.js';
import { weeksBetween } from '../offers/weeks.js';
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

@Resolver('Viewer')
export class ViewerResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('calendar')
  async calendar(
    @Parent() { id }: { id: string },
    @Args('from') from: string,
    @Args('to') to: string,
    @Context() { reading }: Operation,
  ): Promise<OfferWeek[]> {
    const offers = await ownAvailability(await reading.tx(), id);
    return weeksBetween(largestByWeek(offers, this.reference.calendar), from, to);
  }
}

@Resolver('Membership')
export class MembershipResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('organisation')
  organisation(@Parent() { organisation }: ActiveMembership): OrganisationAnswer | null {
    const found = this.reference.organisationById(organisation.id);
    return found && asOrganisation(found, this.reference);
  }
}
