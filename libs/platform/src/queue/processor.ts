import type { Job } from 'bullmq';
import { z } from 'zod';
import type { Delivery, Handlers, Jobs } from './job.js';

type Delivered = Pick<Job<unknown>, 'id' | 'name' | 'data' | 'attemptsStarted'>;

/** A handler for a payload that its own schema has parsed. */
type Handler = (payload: never, delivery: Delivery) => Promise<void>;

/**
 * What a worker does with a job: parses its payload and calls its handler. A payload that does not parse, or a name that
 * this version does not know, fails the delivery. Throws unless each job has exactly one handler.
 */
export const processorOf = <J extends Jobs>(jobs: J, handlers: Handlers<J>): ((job: Delivered) => Promise<void>) => {
  const handlerOf = new Map<string, Handler>(Object.entries(handlers));
  const missing = Object.keys(jobs).filter((name) => !handlerOf.has(name));
  const superfluous = [...handlerOf.keys()].filter((name) => !(name in jobs));
  if (missing.length + superfluous.length > 0) {
    throw new Error(`jobs without a handler: ${missing.join(', ') || 'none'}; handlers without a job: ${superfluous.join(', ') || 'none'}`);
  }
  return async (job) => {
    const handler = handlerOf.get(job.name);
    const definition = jobs[job.name];
    if (!handler || !definition) throw new Error(`no job is named ${job.name}`);
    const payload = definition.payload.safeParse(job.data);
    if (!payload.success) throw new Error(`the payload of ${job.name} is not what it should be\n${z.prettifyError(payload.error)}`);
    await handler(payload.data as never, { jobId: job.id ?? '', attempt: job.attemptsStarted });
  };
};
