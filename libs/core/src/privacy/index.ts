export { ErasureService } from './erasure.service.js';
export { type KeptByLaw } from './kept-by-law.js';
export { type MyData, type Section, sections } from './my-data.js';
export { RetentionService } from './retention.service.js';
export { type OwnChanges, PrivacyService } from './privacy.service.js';
