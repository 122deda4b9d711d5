import { type Actor, reasons, tongueOf } from '@fagtorg/domain';
import type { RateKind, RateLimits } from '@fagtorg/platform';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isIPv6 } from 'node:net';
import { languageOf } from '../operation/operation-context.js';
import { answerFault } from './answer-fault.js';
import type { PresentedCredential } from './presented-credential.js';
import { Recently } from './recently.js';

/** More credentials than one process sees in a minute. */
const MOST_HOLDING = 20_000;

/** How often those who keep the process running may look is not limited: a refusal would take the process for dead. */
const unlimited = new Set(['/health/live', '/health/ready']);

/** The limits on requests, as Express wants them. */
export interface RateLimiting {
  /** Before the body is read: counts who presents nothing to be known by, and lets nobody on whose credentials have failed too often. */
  readonly byAddress: RequestHandler;
  /** Once it is known who asks: counts the person, and the organisations that the person works for. */
  readonly byPerson: RequestHandler;
  /** For each step of a sign-in. */
  readonly ofSignIn: RequestHandler;
}

/**
 * Nobody is counted by nothing: whoever presents no credential is counted by the address, whoever presents one that holds as a person, and what
 * fails is counted as that credential at that address, and at the address. So a program with a token that has ended is stopped alone, without
 * being looked up, and whoever tries one after another is stopped as well; those behind the same address whose credentials this process knows to
 * hold go on.
 */
export function rateLimiting(limits: RateLimits, credentialOf: PresentedCredential): RateLimiting {
  const holding = new Recently(MOST_HOLDING);
  const byAddress = (request: Request, response: Response, next: NextFunction): void => {
    if (unlimited.has(request.path)) {
      next();
      return;
    }
    const network = networkOf(request);
    const credential = credentialOf(request);
    const waiting = credential === null ? limits.take('address', network) : presented(request, response, network, credential);
    void waiting.then((wait) => goOn(request, response, next, wait));
  };
  const presented = async (request: Request, response: Response, network: string, credential: string): Promise<number> => {
    const one = `${network} ${credential}`;
    const waits = await Promise.all([limits.left('credential', one), holding.has(credential) ? 0 : limits.left('failed', network)]);
    const wait = Math.max(...waits);
    if (wait === 0) {
      response.once('close', () => {
        if (request.user !== undefined) holding.add(credential);
        else if (response.statusCode < 500) failed(credential, one, network);
      });
    }
    return wait;
  };
  const failed = (credential: string, one: string, network: string): void => {
    holding.forget(credential);
    void limits.take('credential', one);
    void limits.take('failed', network);
  };
  const byPerson = (request: Request, response: Response, next: NextFunction): void => {
    const actor = request.user as Actor | undefined;
    const counted = actor ? counts(actor).map(([kind, who]) => limits.take(kind, who)) : [];
    void Promise.all(counted).then((waits) => goOn(request, response, next, Math.max(0, ...waits)));
  };
  const ofSignIn = (request: Request, response: Response, next: NextFunction): void =>
    void limits.take('sign-in', networkOf(request)).then((wait) => goOn(request, response, next, wait));
  return { byAddress, byPerson, ofSignIn };
}

/** Whoever works for several organisations is counted in each. */
function counts({ personId, memberships }: Actor): [RateKind, string][] {
  const organisations = new Set(memberships.map(({ organisation }) => organisation.id));
  return [['person', personId], ...[...organisations].map((id): [RateKind, string] => ['organisation', id])];
}

function goOn(request: Request, response: Response, next: NextFunction, wait: number): void {
  if (wait === 0) {
    next();
    return;
  }
  const seconds = Math.ceil(wait / 1000);
  const language = (request.user as Actor | undefined)?.language ?? languageOf(request);
  response.set('Retry-After', String(seconds));
  answerFault(response, 429, 'RATE_LIMITED', reasons['too-many-requests'][tongueOf(language)]({ seconds }));
}

/** An IPv4 address, or the network of an IPv6 address: whoever has one of those has 2⁶⁴ addresses. */
export function networkOf({ ip = '' }: Pick<Request, 'ip'>): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(ip)?.[1];
  if (mapped !== undefined || !isIPv6(ip)) return mapped ?? ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const left = groups(head);
  const zeros = tail === undefined ? 0 : 8 - left.length - groups(tail).length;
  const all = [...left, ...Array.from({ length: zeros }, () => '0'), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
