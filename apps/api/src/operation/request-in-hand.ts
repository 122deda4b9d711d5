import type { Actor, Language } from '@fagtorg/domain';
import type { RequestHandler } from 'express';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { correlationOf } from '../edge/correlation.js';
import { languageOf } from './operation-context.js';

/** What is kept of a request for its errors, which are put into words where Apollo no longer knows it. */
export interface RequestInHand {
  readonly language: Language;
  readonly correlationId: string;
}

const current = new AsyncLocalStorage<RequestInHand>();

/** Keeps the reader's language and the number of the request. */
export const keepInHand: RequestHandler = (request, response, next) =>
  current.run(
    { language: (request.user as Actor | undefined)?.language ?? languageOf(request), correlationId: correlationOf(response) },
    next,
  );

export const requestInHand = (): RequestInHand => current.getStore() ?? { language: 'nb', correlationId: randomUUID() };
