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

export const signInNeeded = (language: Language): GraphQLError =>
  new GraphQLError(reasons['not-signed-in'][tongueOf(language)](undefined), {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });

/** Deny by default: an operation is for people who are signed in unless it is marked public. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<string>() !== 'graphql') return true;
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const { actor, language } = GqlExecutionContext.create(context).getContext<Operation>();
    if (!actor) throw signInNeeded(language);
    return true;
  }
}
