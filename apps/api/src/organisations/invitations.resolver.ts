import { AdministrationQueries, type InvitationRow, InvitationsService, type Issued, type Once, ReferenceService } from '@fagtorg/core';
import type { Actor, Result } from '@fagtorg/domain';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { type ActorRef, actorRef } from '../operation/actor-ref.js';
import { sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { listed } from './listed.js';
import { roleDraft } from './role-input.js';

@Resolver('Invitation')
export class InvitationsResolver {
  constructor(
    private readonly queries: AdministrationQueries,
    private readonly service: InvitationsService,
    private readonly reference: ReferenceService,
  ) {}

  @Query('invitations')
  invitations(@Args() args: contract.QueryInvitationsArgs, @Context() operation: Operation): Promise<unknown> {
    const slice = sliceOf('invitation', args, operation.pageLimit);
    return listed(
      operation,
      'invitation',
      (actor) => this.queries.invitations(actor, args.organisationCode, args.includeEnded, slice),
      ({ id }) => id,
    );
  }

  @Mutation('invite')
  invite(@Args('input') input: contract.InviteInput, @Context() operation: Operation): Promise<unknown> {
    return issued(operation, 'invite', input, (actor, once) =>
      this.service.invite(actor, input.organisationCode, input.email, roleDraft(input), once),
    );
  }

  @Mutation('resendInvitation')
  resendInvitation(@Args('input') input: contract.ResendInvitationInput, @Context() operation: Operation): Promise<unknown> {
    return issued(operation, 'resendInvitation', input, (actor, once) => this.service.resend(actor, input.invitationId, once));
  }

  @Mutation('withdrawInvitation')
  withdrawInvitation(@Args('input') input: contract.WithdrawInvitationInput, @Context() operation: Operation): Promise<unknown> {
    return mutate(
      operation,
      'withdrawInvitation',
      input,
      (actor, once) => this.service.withdraw(actor, input.invitationId, once),
      (id) => operation.loaders.invitation.load(id),
    );
  }

  @ResolveField('invitedBy')
  invitedBy(@Parent() { invitedById, invitedByName, organisationId }: InvitationRow): ActorRef | null {
    return invitedById === null ? null : actorRef(this.reference, 'ORG_ADMIN', invitedByName, organisationId);
  }
}

/** Runs what makes a link, and answers the invitation with it, where it is told. */
function issued(
  operation: Operation,
  field: string,
  input: unknown,
  work: (actor: Actor, once: Once | null) => Promise<Result<Issued>>,
): Promise<unknown> {
  let secret: string | null = null;
  return mutate(
    operation,
    field,
    input,
    async (actor, once) => {
      const result = await work(actor, once);
      if (result.ok) ({ secret } = result.value);
      return result;
    },
    async (id) => {
      const invitation = await operation.loaders.invitation.load(id);
      return invitation && { invitation, linkPath: secret === null ? null : `/invitation/${secret}` };
    },
    'IssuedInvitation',
  );
}
