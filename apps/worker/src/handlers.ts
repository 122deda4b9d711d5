import { type jobs, MatchingService, outboxIdOf, UpkeepService } from '@fagtorg/core';
import type { Handlers } from '@fagtorg/platform';
import type { INestApplicationContext } from '@nestjs/common';

/** Every job and the one service call that does it. */
export function handlersOf(app: INestApplicationContext): Handlers<typeof jobs> {
  const matching = app.get(MatchingService);
  const upkeep = app.get(UpkeepService);
  return {
    'match-need': ({ needId }, { jobId }) => matching.matchNeed(needId, outboxIdOf(jobId)),
    'match-offer': ({ offerId, revision }, { jobId }) => matching.matchOffer(offerId, revision, outboxIdOf(jobId)),
    expire: (payload, { jobId }) => upkeep.expire(payload, outboxIdOf(jobId)),
    'resume-offer': (payload, { jobId }) => upkeep.resumeOffer(payload, outboxIdOf(jobId)),
    sweep: (_, { jobId }) => upkeep.sweep(outboxIdOf(jobId)),
  };
}
