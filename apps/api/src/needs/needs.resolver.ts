import { countNeeds, type Effect, needPage, NeedsQueries, NeedsService, NeedStepsService, type NeedRow, type Once } from '@fagtorg/core';
import type { Actor, Result } from '@fagtorg/domain';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { connectionOf, sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { sought } from '../operation/sought.js';
import { needDraft, needFilter } from './need-input.js';

@Resolver()
export class NeedsResolver {
  constructor(
    private readonly needs: NeedsService,
    private readonly steps: NeedStepsService,
    private readonly queries: NeedsQueries,
  ) {}

  @Query('need')
  need(@Args('id') id: string, @Context() { loaders }: Operation): Promise<NeedRow | null> {
    return loaders.need.load(id);
  }

  @Query('needs')
  async list(@Args() args: contract.QueryNeedsArgs, @Context() { reading, pageLimit }: Operation): Promise<unknown> {
    const slice = sliceOf('need', args, pageLimit);
    const condition = await this.queries.condition(needFilter(sought(args.filter)));
    const page = await needPage(await reading.tx(), condition, slice);
    return connectionOf(
      'need',
      page,
      ({ key }) => key,
      async () => countNeeds(await reading.tx(), condition),
    );
  }

  @Mutation('postNeed')
  postNeed(@Args('input') input: contract.PostNeedInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'postNeed', input, (actor, once) => this.needs.post(actor, needDraft(input), input.draft, once));
  }

  @Mutation('reviseNeed')
  reviseNeed(@Args('input') input: contract.ReviseNeedInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'reviseNeed', input, (actor, once) =>
      this.needs.revise(actor, editOf(input), needDraft(input.changes), input.changes.draft, once),
    );
  }

  @Mutation('submitNeed')
  submitNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'submitNeed', input, (actor, once) => this.steps.submit(actor, editOf(input), once));
  }

  @Mutation('returnNeed')
  returnNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'returnNeed', input, (actor, once) =>
      this.steps.return(actor, editOf(input), input.reason ?? null, once),
    );
  }

  @Mutation('openNeed')
  openNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'openNeed', input, (actor, once) => this.steps.open(actor, editOf(input), once));
  }

  @Mutation('holdNeed')
  holdNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'holdNeed', input, (actor, once) => this.steps.hold(actor, editOf(input), input.reason ?? null, once));
  }

  @Mutation('resumeNeed')
  resumeNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'resumeNeed', input, (actor, once) => this.steps.resume(actor, editOf(input), once));
  }

  @Mutation('withdrawNeed')
  withdrawNeed(@Args('input') input: contract.NeedActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'withdrawNeed', input, (actor, once) =>
      this.steps.withdraw(actor, editOf(input), input.reason ?? null, once),
    );
  }

  @Mutation('closeNeed')
  closeNeed(@Args('input') input: contract.CloseNeedInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'closeNeed', input, (actor, once) =>
      this.steps.close(actor, editOf(input), input.outcome, input.reason ?? null, once),
    );
  }

  @Mutation('widenSearch')
  widenSearch(@Args('input') input: contract.WidenSearchInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'widenSearch', input, (actor, once) =>
      this.needs.widen(actor, editOf(input), input.scope, input.reason, once),
    );
  }

  private answer(
    operation: Operation,
    field: string,
    input: unknown,
    work: (actor: Actor, once: Once | null) => Promise<Result<Effect>>,
  ): Promise<unknown> {
    return mutate(operation, field, input, work, (id) => operation.loaders.need.load(id));
  }
}

const editOf = ({ needId, revision }: { needId: string; revision: number }): { id: string; revision: number } => ({ id: needId, revision });
