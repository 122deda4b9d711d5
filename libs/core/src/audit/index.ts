export { appendAudit, type AuditedThing, type AuditEntry, type Facts } from './audit.js';
export { beginning, type ChainedEvent, type ChainHead, followChain, hashOf } from './chain.js';
