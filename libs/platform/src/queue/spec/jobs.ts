import { z } from 'zod';
import { defineJob } from '../job.js';

/** Two jobs in two queues, for the specs and for the worker that they kill. */
export const jobs = {
  'match-need': defineJob({ queue: 'matching', payload: z.object({ need: z.string(), revision: z.int().positive().default(1) }) }),
  sweep: defineJob({ queue: 'upkeep', payload: z.object({}) }),
} as const;
