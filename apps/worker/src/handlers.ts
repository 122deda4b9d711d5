import { type jobs, MatchingService, outboxIdOf, UpkeepService } from '@fagtorg/core';
import type { Handlers } from '@fagtorg/platform';
import type { INestApplicationContext } from '@nestjs/common';

/** Every job and the one service call that does it. */
export function handlersOf(app: INestApplicationContext): Handlers<typeof jobs> {
  const matching = app.get(MatchingService);
  const upkeep = app.get(UpkeepService);
  return {
    'match-need': (payload, { jobId }) => matching.matchNeed(payload, outboxIdOf(jobId)),
    'match-offer': (payload, { jobId }) => matching.matchOffer(payload, outboxIdOf(jobId)),
    expire: (payload, { jobId }) => upkeep.expire(payload, outboxIdOf(jobId)),
    'resume-offer': (payload, { jobId }) => upkeep.resumeOffer(payload, outboxIdOf(jobId)),
    sweep: (_, { jobId }) => upkeep.sweep(outboxIdOf(jobId)),
  };
}
