export { type FaultyChain, followChains, type FormerHead, readHeads, sentenceOn } from './chains.js';
export type { Finding } from './finding.js';
export { verify } from './verification.js';
