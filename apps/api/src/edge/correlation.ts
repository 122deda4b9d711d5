import type { RequestHandler, Response } from 'express';
import { randomUUID } from 'node:crypto';

const HEADER = 'X-Correlation-Id';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Gives each request a number that its answer, its errors and our log share. A caller's own is taken where it is a UUID, and nothing else is. */
export const correlate: RequestHandler = (request, response, next) => {
  const given = request.get(HEADER);
  response.set(HEADER, given !== undefined && UUID.test(given) ? given.toLowerCase() : randomUUID());
  next();
};

/** The number of the request that is answered here. */
export const correlationOf = (response: Response): string => response.get(HEADER) ?? randomUUID();
