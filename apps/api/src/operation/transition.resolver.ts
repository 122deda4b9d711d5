import { ReferenceService, type Step } from '@fagtorg/core';
import { ruleOf, rules, tongueOf } from '@fagtorg/domain';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type ActorRef, actorRef } from './actor-ref.js';
import type { Operation } from './operation.js';

@Resolver('Transition')
export class TransitionResolver {
  constructor(private readonly reference: ReferenceService) {}

  /** As somebody wrote it; where the system acted, the rule in the viewer's language. */
  @ResolveField('reason')
  reason(@Parent() { reason, role }: Step, @Context() { language }: Operation): string | null {
    const rule = reason !== null && role === null ? ruleOf(reason) : null;
    return rule === null ? reason : rules[rule][tongueOf(language)](undefined);
  }

  @ResolveField('by')
  by(@Parent() { role, personId, personName, organisationId }: Step, @Context() { personalReads }: Operation): ActorRef {
    if (organisationId !== null && personId !== null) personalReads.note(organisationId, personId);
    return actorRef(this.reference, role, personName, organisationId);
  }

  @ResolveField('onBehalfOf')
  onBehalfOf(@Parent() { role, deputyFor, organisationId }: Step): ActorRef | null {
    return deputyFor === null ? null : actorRef(this.reference, role, deputyFor, organisationId);
  }
}
