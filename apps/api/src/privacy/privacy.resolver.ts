import { IdentityService, type KeptByLaw, type MyData, PrivacyService } from '@fagtorg/core';
import { type Actor, type Language, retention, type RetentionRule, tongueOf } from '@fagtorg/domain';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { languageFor, type Operation } from '../operation/operation.js';
import { mutate } from '../operation/result.js';
import { Public, signInNeeded, WithoutRole } from '../operation/signed-in.js';
import { myDataPage } from './my-data-page.js';

interface MyDataAnswer {
  readonly at: Date;
  readonly data: MyData;
}

@Resolver()
export class PrivacyResolver {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly identity: IdentityService,
  ) {}

  @WithoutRole()
  @Query('myData')
  async myData(@Context() { actor, language, reading }: Operation): Promise<MyDataAnswer> {
    if (!actor) throw signInNeeded(language);
    const tx = await reading.tx();
    return { at: tx.now, data: await this.privacy.myData(tx, actor) };
  }

  @Public()
  @Query('retentionPeriods')
  retentionPeriods(): readonly RetentionRule[] {
    return retention;
  }

  @WithoutRole()
  @Mutation('correctMyself')
  correctMyself(@Args('input') input: contract.CorrectMyselfInput, @Context() operation: Operation): Promise<unknown> {
    return mutate(
      operation,
      'correctMyself',
      input,
      (actor, once) => this.privacy.correct(actor, input, once),
      () => this.viewer(operation.actor),
      'Viewer',
    );
  }

  @WithoutRole()
  @Mutation('eraseMyself')
  eraseMyself(@Args('input') input: contract.EraseMyselfInput, @Context() operation: Operation): Promise<unknown> {
    return mutate(
      operation,
      'eraseMyself',
      input,
      (actor, once) => this.privacy.erase(actor, input.email, once),
      async (pseudonym) => operation.actor && { pseudonym, kept: await this.privacy.keptByLaw(operation.actor) },
      'Erasure',
    );
  }

  private async viewer(actor: Actor | null): Promise<(Actor & { id: string }) | null> {
    const read = actor && (await this.identity.actorOf(actor.personId));
    return read && { ...read, memberships: actor.memberships, id: read.personId };
  }
}

@Resolver('MyData')
export class MyDataResolver {
  @ResolveField('json')
  json(@Parent() { data }: MyDataAnswer): string {
    return JSON.stringify(data);
  }

  @ResolveField('html')
  html(@Parent() { at, data }: MyDataAnswer, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return myDataPage(data, at, tongueOf(languageFor(operation, language)));
  }
}

@Resolver('KeptByLaw')
export class KeptByLawResolver {
  @ResolveField('period')
  period(@Parent() { rule }: KeptByLaw): RetentionRule {
    return rule;
  }
}

@Resolver('RetentionPeriod')
export class RetentionPeriodResolver {
  @ResolveField('what')
  what(@Parent() { what }: RetentionRule, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return what[tongueOf(languageFor(operation, language))];
  }

  @ResolveField('from')
  from(@Parent() { from }: RetentionRule, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return from[tongueOf(languageFor(operation, language))];
  }

  @ResolveField('because')
  because(@Parent() { because }: RetentionRule, @Args('language') language: Language | null, @Context() operation: Operation): string {
    return because[tongueOf(languageFor(operation, language))];
  }
}
