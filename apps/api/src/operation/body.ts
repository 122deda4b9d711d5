import { reasons, type Reasons, tongueOf } from '@fagtorg/domain';
import { type ErrorRequestHandler, json, type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { languageOf } from './operation-context.js';

/** The largest body that is read. */
const LIMIT_KB = 100;

class NotUtf8 extends Error {
  readonly status = 400;
}

/** Reads JSON bodies of a bounded size in UTF-8. */
export const readBody: RequestHandler = json({
  limit: `${LIMIT_KB}kb`,
  verify: (_, __, body) => {
    if (!isUtf8(body)) throw new NotUtf8('not UTF-8');
  },
});

/** Says in the reader's language what is wrong with a body that could not be read. */
export const refuseBody: ErrorRequestHandler = (fault: { status?: number; type?: string }, request, response, next) => {
  if (fault.status === undefined || fault.status >= 500) {
    next(fault);
    return;
  }
  const tongue = tongueOf(languageOf(request));
  const say = <K extends keyof Reasons>(reason: K, facts: Parameters<Reasons[K]['nb']>[0]): string =>
    (reasons[reason][tongue] as (facts: unknown) => string)(facts);
  const message =
    fault.status === 413
      ? say('body-too-large', { kilobytes: LIMIT_KB })
      : fault instanceof NotUtf8 || fault.status === 415
        ? say('body-not-utf8', undefined)
        : say('body-not-json', undefined);
  response.status(fault.status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};
