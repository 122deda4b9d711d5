import type { Language, Refusal } from '@fagtorg/domain';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { languageFor, type Operation } from './operation.js';

@Resolver('Refusal')
export class RefusalResolver {
  @ResolveField('message')
  message(@Parent() refusal: Refusal, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return refusal.say(languageFor(operation, language));
  }
}
