import { type SessionRow, RefreshTokensService, SessionsService } from '@fagtorg/core';
import { type Actor, isProgram, ok, refuse, type Result } from '@fagtorg/domain';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import type { Operation } from '../operation/operation.js';
import { signInNeeded, WithoutRole } from '../operation/signed-in.js';

type SessionAnswer = SessionRow & { readonly current: boolean };
type ViewerAnswer = (Actor & { readonly id: string; readonly __typename: 'Viewer' }) | { readonly __typename: 'Refusal' };

/** One's own sign-ins. What ends them may be said twice: the second time nothing is left to end, so no Idempotency-Key is kept. */
@WithoutRole()
@Resolver('Viewer')
export class SessionsResolver {
  constructor(
    private readonly sessionsService: SessionsService,
    private readonly refreshTokens: RefreshTokensService,
  ) {}

  @ResolveField('sessions')
  async sessions(@Parent() viewer: { readonly id: string }, @Context() { reading, sessionId }: Operation): Promise<SessionAnswer[]> {
    const sessions = await this.sessionsService.list(await reading.tx(), viewer.id);
    return sessions.map((session) => ({ ...session, current: session.id === sessionId }));
  }

  @Mutation('endSession')
  endSession(@Args('input') { sessionId }: contract.EndSessionInput, @Context() operation: Operation): Promise<ViewerAnswer> {
    return asViewer(operation, ({ personId }) => this.sessionsService.end(personId, sessionId));
  }

  @Mutation('endOtherSessions')
  endOtherSessions(@Context() operation: Operation): Promise<ViewerAnswer> {
    return asViewer(operation, async ({ personId }) => {
      await this.sessionsService.endOthers(personId, operation.sessionId);
      return ok(null);
    });
  }

  @Mutation('revokeTokens')
  revokeTokens(@Context() operation: Operation): Promise<ViewerAnswer> {
    return asViewer(operation, async ({ personId }) => {
      await this.refreshTokens.revokeAll(personId);
      return ok(null);
    });
  }
}

/** Does something with oneself and answers oneself; programs have no sign-ins. The reads are closed first, so that they see what was written. */
async function asViewer(operation: Operation, work: (actor: Actor) => Promise<Result<unknown>>): Promise<ViewerAnswer> {
  const { actor } = operation;
  if (!actor) throw signInNeeded(operation.language);
  if (isProgram(actor)) return { ...refuse('FORBIDDEN', [], 'people-only', undefined).refusal, __typename: 'Refusal' };
  await operation.reading.close();
  const result = await work(actor);
  if (!result.ok) return { ...result.refusal, __typename: 'Refusal' };
  return { ...actor, id: actor.personId, __typename: 'Viewer' };
}
