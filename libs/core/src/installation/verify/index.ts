export type { Finding } from './finding.js';
export { verify } from './verification.js';
