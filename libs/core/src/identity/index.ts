export { IdentityService } from './identity.service.js';
export { peopleByIds, type PersonRow, specialistOf } from './people.js';
export { contextOf } from './tenant-context.js';
