import { isTransient } from '@fagtorg/core';
import { reasons, type Tongue, tongueOf } from '@fagtorg/domain';
import type { Logger } from '@fagtorg/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { languageOf } from '../operation/operation-context.js';
import { busy, unexpected } from '../operation/unexpected.js';
import { answerFault } from './answer-fault.js';
import { correlationOf } from './correlation.js';

/** When a caller may ask again who was turned away because of a crowd. */
const RETRY_SECONDS = '2';

/** What went wrong outside GraphQL: told where it is the caller's, and otherwise only to the log. */
@Catch()
export class HttpFaults implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw fault; // GraphQL has its own way of saying it
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const tongue = tongueOf(languageOf(request));
    const status = statusOf(fault);
    if (response.headersSent) {
      response.end();
    } else if (status === 404) {
      answerFault(response, status, 'NOT_FOUND', reasons['no-such-address'][tongue](undefined));
    } else if (status < 500) {
      answerFault(response, status, 'BAD_REQUEST', reasons['request-unreadable'][tongue](undefined));
    } else if (fault instanceof HttpException) {
      response.status(status).json(fault.getResponse());
    } else {
      this.unexplained(fault, response, tongue);
    }
  }

  private unexplained(fault: unknown, response: Response, tongue: Tongue): void {
    const correlationId = correlationOf(response);
    if (isTransient(fault)) {
      this.logger.warn({ err: fault, correlationId }, 'the database had no time for an operation');
      response.set('Retry-After', RETRY_SECONDS);
      answerFault(response, 503, 'BUSY', busy[tongue]);
      return;
    }
    this.logger.error({ err: fault, correlationId }, 'an operation failed');
    answerFault(response, 500, 'INTERNAL_SERVER_ERROR', unexpected[tongue](correlationId));
  }
}

function statusOf(fault: unknown): number {
  if (fault instanceof HttpException) return fault.getStatus();
  const { status } = (typeof fault === 'object' && fault !== null ? fault : {}) as { status?: unknown };
  return typeof status === 'number' && status >= 400 ? status : 500;
}
