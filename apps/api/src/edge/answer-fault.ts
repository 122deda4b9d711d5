import type { Response } from 'express';
import { correlationOf } from './correlation.js';

/** Answers what is wrong with a request before GraphQL sees it, in the form that GraphQL's own errors have. */
export function answerFault(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code, correlationId: correlationOf(response) } }] });
}
