export { type ApiError, type Headers, type Reply, send, sendBody } from './api-client.js';
export { Behind } from './behind.js';
export { type Input, needInput, offerInput, TODAY } from './drafts.js';
export { inWorld, onBothQueues } from './on-both-queues.js';
export { type Need, type Offer, Person, type Refusal, type Thing } from './person.js';
export { countStatements, type StatementCounter } from './statement-counter.js';
export { type Organisation, World } from './world.js';
export { referenceRanking } from './reference-rules/reference-ranking.js';
export { type ReferenceGround } from './reference-rules/reference-time.js';
