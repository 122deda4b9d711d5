import { unwrapResolverError } from '@apollo/server/errors';
import { type Language, type Tongue, tongueOf } from '@fagtorg/domain';
import type { Logger } from '@fagtorg/platform';
import type { GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { RefusedQuery } from './bad-input.js';

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

const unexpected: Readonly<Record<Tongue, (number: string) => string>> = {
  nb: (number) => `Noe gikk galt hos oss. Prøv igjen, eller meld fra med nummeret ${number}.`,
  nn: (number) => `Noko gjekk gale hos oss. Prøv igjen, eller meld frå med nummeret ${number}.`,
  en: (number) => `Something went wrong on our side. Try again, or tell us the number ${number}.`,
};

/** Says an error in the reader's language, and says nothing of what only we should know. */
export function formatError(formatted: GraphQLFormattedError, error: unknown, language: Language, logger: Logger): GraphQLFormattedError {
  const thrown = unwrapResolverError(error);
  const given = formatted.extensions?.['code'];
  const code = typeof given === 'string' ? given : '';
  const place = { ...(formatted.path ? { path: formatted.path } : {}), ...(formatted.locations ? { locations: formatted.locations } : {}) };
  if (thrown instanceof RefusedQuery) return { ...place, message: thrown.refusal.say(language), extensions: { code } };
  const tongue = tongueOf(language);
  if (lead[code]) return { ...place, message: `${lead[code][tongue]}: ${formatted.message}`, extensions: { code } };
  if (passed.has(code)) return { ...place, message: formatted.message, extensions: { code } };
  const number = randomUUID();
  logger.error({ err: thrown, number }, 'an operation failed');
  return { ...place, message: unexpected[tongue](number), extensions: { code: 'INTERNAL_SERVER_ERROR', number } };
}
