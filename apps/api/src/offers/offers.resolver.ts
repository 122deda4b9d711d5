import { countOffers, type Effect, offerPage, OffersQueries, OffersService, type OfferRow, type Once, ReleaseService } from '@fagtorg/core';
import type { Actor, Result } from '@fagtorg/domain';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { connectionOf, sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { sought } from '../operation/sought.js';
import { offerDraft, offerFilter } from './offer-input.js';

@Resolver()
export class OffersResolver {
  constructor(
    private readonly offers: OffersService,
    private readonly releases: ReleaseService,
    private readonly queries: OffersQueries,
  ) {}

  @Query('offer')
  offer(@Args('id') id: string, @Context() { loaders }: Operation): Promise<OfferRow | null> {
    return loaders.offer.load(id);
  }

  @Query('offers')
  async list(@Args() args: contract.QueryOffersArgs, @Context() { reading, pageLimit }: Operation): Promise<unknown> {
    const slice = sliceOf('offer', args, pageLimit);
    const condition = await this.queries.condition(offerFilter(sought(args.filter)));
    const page = await offerPage(await reading.tx(), condition, slice);
    return connectionOf(
      'offer',
      page,
      ({ key }) => key,
      async () => countOffers(await reading.tx(), condition),
    );
  }

  @Mutation('publishOffer')
  publishOffer(@Args('input') input: contract.PublishOfferInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'publishOffer', input, (actor, once) =>
      this.offers.publish(actor, offerDraft(input), input.specialistId ?? null, input.draft, once),
    );
  }

  @Mutation('reviseOffer')
  reviseOffer(@Args('input') input: contract.ReviseOfferInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'reviseOffer', input, (actor, once) =>
      this.offers.revise(actor, editOf(input), offerDraft(input.changes), input.changes.specialistId ?? null, input.changes.draft, once),
    );
  }

  @Mutation('sendOffer')
  sendOffer(@Args('input') input: contract.OfferActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'sendOffer', input, (actor, once) => this.releases.send(actor, editOf(input), once));
  }

  @Mutation('agreeToOffer')
  agreeToOffer(@Args('input') input: contract.OfferActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'agreeToOffer', input, (actor, once) => this.releases.agree(actor, editOf(input), once));
  }

  @Mutation('releaseOffer')
  releaseOffer(@Args('input') input: contract.ReleaseOfferInput, @Context() operation: Operation): Promise<unknown> {
    const limits = {
      permanentEmployee: input.permanentEmployee,
      maxMinutesPerWeek: input.maxMinutesPerWeek ?? null,
      until: input.until ?? null,
      engagements: input.engagements ?? null,
      preApproved: input.preApproved,
    };
    return this.answer(operation, 'releaseOffer', input, (actor, once) => this.releases.release(actor, editOf(input), limits, once));
  }

  @Mutation('refuseRelease')
  refuseRelease(@Args('input') input: contract.OfferActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'refuseRelease', input, (actor, once) =>
      this.releases.refuseRelease(actor, editOf(input), input.reason ?? null, once),
    );
  }

  @Mutation('pauseOffer')
  pauseOffer(@Args('input') input: contract.PauseOfferInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'pauseOffer', input, (actor, once) =>
      this.releases.pause(actor, editOf(input), input.resumeOn ?? null, input.reason ?? null, once),
    );
  }

  @Mutation('resumeOffer')
  resumeOffer(@Args('input') input: contract.OfferActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'resumeOffer', input, (actor, once) =>
      this.releases.resume(actor, editOf(input), input.reason ?? null, once),
    );
  }

  @Mutation('withdrawOffer')
  withdrawOffer(@Args('input') input: contract.OfferActionInput, @Context() operation: Operation): Promise<unknown> {
    return this.answer(operation, 'withdrawOffer', input, (actor, once) =>
      this.releases.withdraw(actor, editOf(input), input.reason ?? null, once),
    );
  }

  private answer(
    operation: Operation,
    field: string,
    input: unknown,
    work: (actor: Actor, once: Once | null) => Promise<Result<Effect>>,
  ): Promise<unknown> {
    return mutate(operation, field, input, work, (id) => operation.loaders.offer.load(id));
  }
}

const editOf = ({ offerId, revision }: { offerId: string; revision: number }): { id: string; revision: number } => ({
  id: offerId,
  revision,
});
