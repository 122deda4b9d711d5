import { reasons, tongueOf } from '@fagtorg/domain';
import { type ErrorRequestHandler, json, type RequestHandler } from 'express';
import { isUtf8 } from 'node:buffer';
import { answerFault } from '../edge/answer-fault.js';
import { languageOf } from './operation-context.js';

class NotUtf8 extends Error {
  readonly status = 400;
}

class NotJson extends Error {
  readonly status = 415;
}

/** Reads JSON bodies of a bounded size in UTF-8. */
export const readBody = (kilobytes: number): RequestHandler =>
  json({
    limit: `${kilobytes}kb`,
    verify: (_, __, body) => {
      if (!isUtf8(body)) throw new NotUtf8('not UTF-8');
    },
  });

/** Refuses a body of another kind, which would be taken for none. */
export const requireJson: RequestHandler = (request, _, next) => {
  const type = request.headers['content-type'] ?? '';
  next(request.method === 'POST' && !/^application\/json\b/i.test(type) ? new NotJson('not JSON') : undefined);
};

/** Says in the reader's language what is wrong with a body that could not be read. */
export const refuseBody =
  (kilobytes: number): ErrorRequestHandler =>
  (fault: { status?: number }, request, response, next) => {
    if (fault.status === undefined || fault.status >= 500) {
      next(fault);
      return;
    }
    const say = reasons[reasonFor(fault)][tongueOf(languageOf(request))] as (facts: { kilobytes: number }) => string;
    answerFault(response, fault.status, 'BAD_REQUEST', say({ kilobytes }));
  };

function reasonFor(fault: { status?: number }): 'body-too-large' | 'body-type' | 'body-not-utf8' | 'body-not-json' {
  if (fault.status === 413) return 'body-too-large';
  if (fault instanceof NotJson) return 'body-type';
  return fault instanceof NotUtf8 || fault.status === 415 ? 'body-not-utf8' : 'body-not-json';
}
