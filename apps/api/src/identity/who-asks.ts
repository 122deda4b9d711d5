import type { SessionInUse } from '@fagtorg/core';
import { type Actor, reasons, tongueOf } from '@fagtorg/domain';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport } from 'passport';
import { answerFault } from '../edge/answer-fault.js';
import { languageOf } from '../operation/operation-context.js';
import type { BearerStrategy } from './bearer.strategy.js';
import type { Cookie } from './cookies.js';
import { isFromOurPage } from './same-origin.js';
import type { SessionStrategy } from './session.strategy.js';

/** How browsers come in: by a cookie that is for one address. */
export interface BrowserDoor {
  readonly strategy: SessionStrategy;
  readonly cookie: Cookie;
  readonly publicUrl: string;
}

/**
 * Lets Passport find out who asks: by a bearer token, else by the cookie of a session. Without either the request goes on as nobody's; what does
 * not hold is refused, so that nobody mistakes an empty answer for the truth.
 */
export function whoAsks(bearer: BearerStrategy, door: BrowserDoor | null): RequestHandler {
  const passport = new Passport();
  passport.use(bearer);
  if (door) passport.use(door.strategy);
  return (request, response, next) => {
    if (request.headers.authorization !== undefined) {
      authenticate(passport, bearer.name, request, response, next, () => {
        response.set('WWW-Authenticate', 'Bearer error="invalid_token"');
        refuse(request, response, 401, 'token-invalid');
      });
    } else if (door && door.cookie.read(request) !== null) {
      byCookie(passport, door, request, response, next);
    } else {
      next();
    }
  };
}

function byCookie(
  passport: InstanceType<typeof Passport>,
  door: BrowserDoor,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (request.method !== 'GET' && !isFromOurPage(request, door.publicUrl)) {
    refuse(request, response, 403, 'foreign-page');
    return;
  }
  const goOn: NextFunction = (fault?: unknown) => {
    const session = sessionOf(request);
    if (session?.newSecret) door.cookie.write(response, session.newSecret);
    next(fault);
  };
  authenticate(passport, door.strategy.name, request, response, goOn, () => {
    door.cookie.clear(response);
    refuse(request, response, 401, 'token-invalid');
  });
}

function authenticate(
  passport: InstanceType<typeof Passport>,
  name: string,
  request: Request,
  response: Response,
  next: NextFunction,
  refused: () => void,
): void {
  const decide = (fault: unknown, actor: Actor | false | null, session: SessionInUse | undefined): void => {
    if (fault) {
      next(fault);
    } else if (actor) {
      request.user = actor;
      if (session) request.authInfo = session;
      next();
    } else {
      refused();
    }
  };
  (passport.authenticate(name, { session: false }, decide) as RequestHandler)(request, response, next);
}

/** Who asks, where that is known. */
export const actorOf = (request: Request): Actor | null => (request.user as Actor | undefined) ?? null;

/** The session that a request came by; null for a bearer token. */
export const sessionOf = (request: Request): SessionInUse | null => (request.authInfo as SessionInUse | undefined) ?? null;

function refuse(request: Request, response: Response, status: 401 | 403, reason: 'token-invalid' | 'foreign-page'): void {
  const message = reasons[reason][tongueOf(languageOf(request))](undefined);
  answerFault(response, status, status === 401 ? 'UNAUTHENTICATED' : 'FORBIDDEN', message);
}
