import {
  ErasureService,
  type InvitationMailService,
  type jobs,
  MatchingService,
  outboxIdOf,
  RetentionService,
  UpkeepService,
} from '@fagtorg/core';
import type { Handlers } from '@fagtorg/platform';
import type { INestApplicationContext } from '@nestjs/common';

/** Every job and the one service call that does it. */
export function handlersOf(app: INestApplicationContext, invitationMail: InvitationMailService): Handlers<typeof jobs> {
  const matching = app.get(MatchingService);
  const upkeep = app.get(UpkeepService);
  const erasure = app.get(ErasureService);
  const retention = app.get(RetentionService);
  return {
    'match-need': (payload, { jobId }) => matching.matchNeed(payload, outboxIdOf(jobId)),
    'match-offer': (payload, { jobId }) => matching.matchOffer(payload, outboxIdOf(jobId)),
    expire: (payload, { jobId }) => upkeep.expire(payload, outboxIdOf(jobId)),
    'resume-offer': (payload, { jobId }) => upkeep.resumeOffer(payload, outboxIdOf(jobId)),
    'erase-person': (payload, { jobId }) => erasure.erase(payload, outboxIdOf(jobId)),
    'enforce-retention': (payload, { jobId }) => retention.enforce(payload, outboxIdOf(jobId)),
    'send-invitation': (payload, { jobId }) => invitationMail.send(payload, outboxIdOf(jobId)),
    sweep: (_, { jobId }) => upkeep.sweep(outboxIdOf(jobId)),
  };
}
