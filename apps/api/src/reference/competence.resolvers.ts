import { type Competence, ReferenceService, type StatutoryRequirement } from '@fagtorg/core';
import { type Language, tongueOf } from '@fagtorg/domain';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { languageFor, type Operation } from '../operation/operation.js';

@Resolver('Competence')
export class CompetenceResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('id')
  id(@Parent() { code }: Competence): string {
    return code;
  }

  @ResolveField('label')
  label(@Parent() { label }: Competence, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return label[tongueOf(languageFor(operation, language))];
  }

  @ResolveField('broader')
  broader(@Parent() { broaderCode }: Competence): Competence | null {
    return broaderCode === null ? null : this.reference.competence(broaderCode);
  }

  @ResolveField('narrower')
  narrower(@Parent() { code }: Competence): Competence[] {
    return this.reference.narrowerThan(code);
  }

  @ResolveField('statutoryRequirements')
  statutoryRequirements(@Parent() { code }: Competence): StatutoryRequirement[] {
    return this.reference.requirementsFor(code);
  }
}

@Resolver('StatutoryRequirement')
export class StatutoryRequirementResolver {
  @ResolveField('summary')
  summary(
    @Parent() { summary }: StatutoryRequirement,
    @Args('language') language: Language | null,
    @Context() operation: Operation,
  ): string {
    return summary[tongueOf(languageFor(operation, language))];
  }
}
