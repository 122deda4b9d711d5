export { IdentityService } from './identity.service.js';
export { peopleByIds, type PersonRow, specialistOf } from './people.js';
export { contextOf } from './tenant-context.js';
export { knownPerson, linkIdentity, noteProof, personWithAddress, type ProvenIdentity } from './person-behind.js';
export { RefreshTokensService, type Renewed } from './refresh-tokens.service.js';
export { type SessionInUse, type SessionLimits, type SessionRow, SessionsService, type SignInFacts } from './sessions.service.js';
export { newSecret, type Secret, secretHash } from './secrets.js';
