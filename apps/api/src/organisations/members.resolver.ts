import { AdministrationQueries, type Effect, type MemberRow, type Once, ReferenceService, RolesService } from '@fagtorg/core';
import type { Actor, Result } from '@fagtorg/domain';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { type ActorRef, actorRef } from '../operation/actor-ref.js';
import { sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { listed } from './listed.js';
import { roleDraft } from './role-input.js';

@Resolver('Member')
export class MembersResolver {
  constructor(
    private readonly queries: AdministrationQueries,
    private readonly roles: RolesService,
    private readonly reference: ReferenceService,
  ) {}

  @Query('members')
  members(@Args() args: contract.QueryMembersArgs, @Context() operation: Operation): Promise<unknown> {
    const { organisationCode, role, includeEnded } = args;
    const slice = sliceOf('member', args, operation.pageLimit);
    return listed(
      operation,
      'member',
      (actor) => this.queries.members(actor, organisationCode, { role: role ?? null, includeEnded }, slice),
      ({ id }) => id,
    );
  }

  @Mutation('grantRole')
  grantRole(@Args('input') input: contract.GrantRoleInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'grantRole', input, (actor, once) =>
      this.roles.grant(actor, input.organisationCode, input.personId, roleDraft(input), once),
    );
  }

  @Mutation('endRole')
  endRole(@Args('input') input: contract.EndRoleInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'endRole', input, (actor, once) => this.roles.end(actor, input.membershipId, input, once));
  }

  @Mutation('handOver')
  handOver(@Args('input') input: contract.HandOverInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'handOver', input, (actor, once) =>
      this.roles.handOver(actor, input.membershipId, input.personId, input, once),
    );
  }

  @ResolveField('grantedBy')
  grantedBy(@Parent() { grantedById, grantedByName, organisationId }: MemberRow): ActorRef | null {
    return grantedById === null ? null : actorRef(this.reference, 'ORG_ADMIN', grantedByName, organisationId);
  }

  @ResolveField('endedBy')
  endedBy(@Parent() { endedById, endedByName, organisationId }: MemberRow): ActorRef | null {
    return endedById === null ? null : actorRef(this.reference, 'ORG_ADMIN', endedByName, organisationId);
  }

  private answer(
    operation: Operation,
    field: string,
    input: unknown,
    work: (actor: Actor, once: Once | null) => Promise<Result<Effect>>,
  ): Promise<unknown> {
    return mutate(operation, field, input, work, (id) => operation.loaders.member.load(id), 'Member');
  }
}
