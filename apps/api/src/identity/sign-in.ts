import { type Actor, reasons, tongueOf } from '@fagtorg/domain';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport, type Strategy } from 'passport';
import { answerFault } from '../edge/answer-fault.js';
import { languageOf } from '../operation/operation-context.js';

/**
 * Lets Passport find out who asks. Without a token the request goes on as nobody's; a token that does not hold is refused, so that nobody
 * mistakes an empty answer for the truth.
 */
export function signIn(strategy: Strategy): RequestHandler {
  const passport = new Passport();
  passport.use('bearer', strategy);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.headers.authorization === undefined) {
      next();
      return;
    }
    const decide = (fault: unknown, actor: Actor | false | null): void => {
      if (fault) {
        next(fault);
      } else if (actor) {
        request.user = actor;
        next();
      } else {
        const message = reasons['token-invalid'][tongueOf(languageOf(request))](undefined);
        answerFault(response.set('WWW-Authenticate', 'Bearer error="invalid_token"'), 401, 'UNAUTHENTICATED', message);
      }
    };
    (passport.authenticate('bearer', { session: false }, decide) as RequestHandler)(request, response, next);
  };
}
