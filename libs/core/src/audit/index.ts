export { appendAudit, type AuditedThing, type AuditEntry, type Facts } from './audit.js';
export { PersonalReads } from './personal-reads.js';
export { beginning, type ChainedEvent, type ChainHead, followChain, hashOf } from './chain.js';
export { type ChainFault, eventsBehind, faultIn, type StoredHead, storedHeads } from './stored-chains.js';
