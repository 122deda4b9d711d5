import type { z } from 'zod';

/**
 * The queues of the house. They stand here and not in core because the database's owner prepares each of them
 * (install.ts), long before anything knows which jobs exist.
 */
export const queueNames = ['matching', 'upkeep', 'mail'] as const;
export type QueueName = (typeof queueNames)[number];

/** What a job carries and where it waits. Payloads are ids and revisions, never objects. */
export interface JobDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly queue: QueueName;
  readonly payload: Schema;
}

/** Every job by name: core's jobs.ts. */
export type Jobs = Readonly<Record<string, JobDefinition>>;
export type JobName<J extends Jobs> = keyof J & string;
export type Payload<J extends Jobs, N extends JobName<J>> = z.output<J[N]['payload']>;

/** States a job's queue and schema in one place; the types of names, payloads and handlers follow from it. */
export const defineJob = <Schema extends z.ZodType>(job: JobDefinition<Schema>): JobDefinition<Schema> => job;

/** One delivery of a job. `attempt` is 1 the first time and higher when an earlier worker died with the job in hand. */
export interface Delivery {
  readonly jobId: string;
  readonly attempt: number;
}

/** Exactly one handler a job. It must survive running twice and late; what it throws is logged, and the outbox sends the job again. */
export type Handlers<J extends Jobs> = {
  readonly [N in JobName<J>]: (payload: Payload<J, N>, delivery: Delivery) => Promise<void>;
};
