import { type MatchRow, type NeedRow, type OfferRow, ReferenceService } from '@fagtorg/core';
import { type CriterionResult, explain, FULL, type Language } from '@fagtorg/domain';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { languageFor, type Operation } from '../operation/operation.js';

@Resolver('Match')
export class MatchResolver {
  @ResolveField('need')
  need(@Parent() { needId }: MatchRow, @Context() { loaders }: Operation): Promise<NeedRow | null> {
    return loaders.need.load(needId);
  }

  @ResolveField('offer')
  offer(@Parent() { offerId }: MatchRow, @Context() { loaders }: Operation): Promise<OfferRow | null> {
    return loaders.offer.load(offerId);
  }

  @ResolveField('score')
  score(@Parent() { score }: MatchRow): number {
    return score / (FULL * FULL);
  }
}

@Resolver('CriterionResult')
export class CriterionResultResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('score')
  score(@Parent() { score }: CriterionResult): number | null {
    return score === null ? null : score / FULL;
  }

  @ResolveField('weight')
  weight(@Parent() { weight }: CriterionResult): number | null {
    return weight === null ? null : weight / FULL;
  }

  @ResolveField('explanation')
  explanation(@Parent() result: CriterionResult, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return explain(result, languageFor(operation, language), this.reference.names);
  }
}
