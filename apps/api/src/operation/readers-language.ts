import type { Actor, Language } from '@fagtorg/domain';
import type { RequestHandler } from 'express';
import { AsyncLocalStorage } from 'node:async_hooks';
import { languageOf } from './operation-context.js';

/** Errors are put into words where Apollo no longer knows the request; the request's language is kept for them here. */
const current = new AsyncLocalStorage<Language>();

export const inReadersLanguage: RequestHandler = (request, _, next) =>
  current.run((request.user as Actor | undefined)?.language ?? languageOf(request), next);

export const readersLanguage = (): Language => current.getStore() ?? 'nb';
