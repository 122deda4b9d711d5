import { defineJob, type JobName as NameIn, type Payload as PayloadIn } from '@fagtorg/platform';
import { z } from 'zod';

/** The whole asynchronous surface. Payloads carry ids and revisions; every job survives running twice or late. */
export const jobs = {
  /** Computes the matches and near misses of a need. */
  'match-need': defineJob({ queue: 'matching', payload: z.object({ needId: z.uuid(), revision: z.int().positive() }) }),
  /** Asks for a new matching of every need that a changed offer touches. */
  'match-offer': defineJob({ queue: 'matching', payload: z.object({ offerId: z.uuid(), revision: z.int().positive() }) }),
  /** Ends a need whose answers are overdue or an offer whose last day has passed. */
  expire: defineJob({
    queue: 'upkeep',
    payload: z.object({ thing: z.enum(['need', 'offer']), id: z.uuid(), organisationId: z.uuid() }),
  }),
  /** Makes a paused offer available again on its day. */
  'resume-offer': defineJob({ queue: 'upkeep', payload: z.object({ offerId: z.uuid(), organisationId: z.uuid() }) }),
  /** Removes what is left of somebody who has been erased: evidence, live offers, roles, the name. */
  'erase-person': defineJob({ queue: 'upkeep', payload: z.object({ personId: z.uuid() }) }),
  /** Removes what is kept about people for longer than the retention table says. */
  'enforce-retention': defineJob({ queue: 'upkeep', payload: z.object({}) }),
  /** Sends an invitation's link by mail; a link that another has replaced meanwhile is not sent. */
  'send-invitation': defineJob({ queue: 'mail', payload: z.object({ invitationId: z.uuid(), linkNumber: z.int().positive() }) }),
  /** Finds what is due: deadlines, matchings of another day, what is kept too long. */
  sweep: defineJob({ queue: 'upkeep', payload: z.object({}) }),
} as const;

export type JobName = NameIn<typeof jobs>;
export type JobPayload<N extends JobName> = PayloadIn<typeof jobs, N>;
