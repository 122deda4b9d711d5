export { actFor, Database, type DatabaseOptions, nobody, systemFor, type TenantContext, type Tx } from './database.js';
export { Prisma } from './generated/client.js';
export { Reading } from './reading.js';
export { type ConstraintBroken, constraintBroken, isTransient } from './faults.js';
export { listen, type Listening } from './listen.js';
