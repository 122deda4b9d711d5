import { AdministrationQueries, type ApiTokenRow, ProgramsService, ReferenceService, type ServiceAccountRow } from '@fagtorg/core';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { type ActorRef, actorRef } from '../operation/actor-ref.js';
import { sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { listed } from './listed.js';

@Resolver('ServiceAccount')
export class ProgramsResolver {
  constructor(
    private readonly queries: AdministrationQueries,
    private readonly programs: ProgramsService,
    private readonly reference: ReferenceService,
  ) {}

  @Query('serviceAccounts')
  serviceAccounts(@Args() args: contract.QueryServiceAccountsArgs, @Context() operation: Operation): Promise<unknown> {
    const slice = sliceOf('service-account', args, operation.pageLimit);
    return listed(
      operation,
      'service-account',
      (actor) => this.queries.serviceAccounts(actor, args.organisationCode, args.includeEnded, slice),
      ({ id }) => id,
    );
  }

  @Mutation('makeServiceAccount')
  makeServiceAccount(@Args('input') input: contract.MakeServiceAccountInput, @Context() operation: Operation): Promise<unknown> {
    const { loaders } = operation;
    return mutate(
      operation,
      'makeServiceAccount',
      input,
      (actor, once) => this.programs.make(actor, input.organisationCode, input, once),
      (id) => loaders.serviceAccount.load(id),
    );
  }

  @Mutation('endServiceAccount')
  endServiceAccount(@Args('input') input: contract.EndServiceAccountInput, @Context() operation: Operation): Promise<unknown> {
    const { loaders } = operation;
    return mutate(
      operation,
      'endServiceAccount',
      input,
      (actor, once) => this.programs.end(actor, input.serviceAccountId, once),
      (id) => loaders.serviceAccount.load(id),
    );
  }

  @Mutation('issueApiToken')
  issueApiToken(@Args('input') input: contract.IssueApiTokenInput, @Context() operation: Operation): Promise<unknown> {
    let secret: string | null = null;
    return mutate(
      operation,
      'issueApiToken',
      input,
      async (actor, once) => {
        const issued = await this.programs.issueToken(actor, input.serviceAccountId, input.lastDay, once);
        if (issued.ok) ({ secret } = issued.value);
        return issued;
      },
      async (id) => {
        const apiToken = await operation.loaders.apiToken.load(id);
        return apiToken && { apiToken, secret };
      },
      'IssuedApiToken',
    );
  }

  @Mutation('endApiToken')
  endApiToken(@Args('input') input: contract.EndApiTokenInput, @Context() operation: Operation): Promise<unknown> {
    const { loaders } = operation;
    return mutate(
      operation,
      'endApiToken',
      input,
      (actor, once) => this.programs.endToken(actor, input.apiTokenId, once),
      (id) => loaders.apiToken.load(id),
    );
  }

  @ResolveField('createdBy')
  createdBy(@Parent() { createdByName, organisationId }: ServiceAccountRow): ActorRef {
    return actorRef(this.reference, 'ORG_ADMIN', createdByName, organisationId);
  }

  @ResolveField('endedBy')
  endedBy(@Parent() { endedById, endedByName, organisationId }: ServiceAccountRow): ActorRef | null {
    return endedById === null ? null : actorRef(this.reference, 'ORG_ADMIN', endedByName, organisationId);
  }

  @ResolveField('tokens')
  tokens(@Parent() { id }: ServiceAccountRow, @Context() { loaders }: Operation): Promise<ApiTokenRow[]> {
    return loaders.tokens.load(id);
  }
}

@Resolver('ApiToken')
export class ApiTokenResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('createdBy')
  createdBy(@Parent() { createdByName, organisationId }: ApiTokenRow): ActorRef {
    return actorRef(this.reference, 'ORG_ADMIN', createdByName, organisationId);
  }
}
