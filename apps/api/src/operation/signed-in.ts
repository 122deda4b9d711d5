import { type Language, tongueOf } from '@fagtorg/domain';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { GraphQLError } from 'graphql';
import { reasons } from '@fagtorg/domain';
import type { Operation } from './operation.js';

const PUBLIC = 'public';

/** Marks what everyone may ask, signed in or not. Everything else is closed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

const WITHOUT_ROLE = 'without-role';

/** Marks what people may ask for who hold no role any more, or not yet: what is about themselves. */
export const WithoutRole = (): MethodDecorator & ClassDecorator => SetMetadata(WITHOUT_ROLE, true);

const roleNeeded = (language: Language): GraphQLError =>
  new GraphQLError(reasons['no-role-today'][tongueOf(language)](undefined), { extensions: { code: 'FORBIDDEN' } });

export const signInNeeded = (language: Language): GraphQLError =>
  new GraphQLError(reasons['not-signed-in'][tongueOf(language)](undefined), {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });

/** Deny by default: an operation is for people who are signed in and hold a role today, unless it is marked otherwise. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<string>() !== 'graphql') return true;
    const isMarked = (mark: string): boolean =>
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) === true;
    if (isMarked(PUBLIC)) return true;
    const { actor, language } = GqlExecutionContext.create(context).getContext<Operation>();
    if (!actor) throw signInNeeded(language);
    if (actor.memberships.length === 0 && !isMarked(WITHOUT_ROLE)) throw roleNeeded(language);
    return true;
  }
}
