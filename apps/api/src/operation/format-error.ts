import { unwrapResolverError } from '@apollo/server/errors';
import { isTransient } from '@fagtorg/core';
import { type Tongue, tongueOf } from '@fagtorg/domain';
import type { Logger } from '@fagtorg/platform';
import type { GraphQLFormattedError } from 'graphql';
import { RefusedQuery } from './bad-input.js';
import type { RequestInHand } from './request-in-hand.js';
import { busy, unexpected } from './unexpected.js';

const badRequest = { nb: 'Forespørselen er ikke gyldig', nn: 'Førespurnaden er ikkje gyldig', en: 'The request is not valid' };

/** What a client may be told, with the sentence that leads it in. Everything else stays in the log, under a number to ask for. */
const lead: Readonly<Record<string, Readonly<Record<Tongue, string>>>> = {
  GRAPHQL_PARSE_FAILED: {
    nb: 'Spørringen er ikke gyldig GraphQL',
    nn: 'Spørjinga er ikkje gyldig GraphQL',
    en: 'The query is not valid GraphQL',
  },
  GRAPHQL_VALIDATION_FAILED: {
    nb: 'Spørringen passer ikke til skjemaet',
    nn: 'Spørjinga passar ikkje til skjemaet',
    en: 'The query does not fit the schema',
  },
  BAD_USER_INPUT: {
    nb: 'En verdi i spørringen er ikke gyldig',
    nn: 'Ein verdi i spørjinga er ikkje gyldig',
    en: 'A value in the query is not valid',
  },
  BAD_REQUEST: badRequest,
  OPERATION_RESOLUTION_FAILURE: badRequest,
  PERSISTED_QUERY_NOT_SUPPORTED: badRequest,
};
const passed = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND']);

/** Says an error in the reader's language with the number of its request, and says nothing of what only we should know. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  { language, correlationId }: RequestInHand,
  logger: Logger,
): GraphQLFormattedError {
  const thrown = unwrapResolverError(error);
  const given = formatted.extensions?.['code'];
  const code = typeof given === 'string' ? given : '';
  const tongue = tongueOf(language);
  const say = (message: string, known = code): GraphQLFormattedError => ({
    ...(formatted.path ? { path: formatted.path } : {}),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    message,
    extensions: { code: known, correlationId },
  });
  if (thrown instanceof RefusedQuery) return say(thrown.refusal.say(language));
  if (lead[code]) return say(`${lead[code][tongue]}: ${formatted.message}`);
  if (passed.has(code)) return say(formatted.message);
  if (isTransient(thrown)) {
    logger.warn({ err: thrown, correlationId }, 'the database had no time for an operation');
    return say(busy[tongue], 'BUSY');
  }
  logger.error({ err: thrown, correlationId }, 'an operation failed');
  return say(unexpected[tongue](correlationId), 'INTERNAL_SERVER_ERROR');
}
