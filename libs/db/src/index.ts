export { actFor, Database, type DatabaseOptions, nobody, speakFor, systemFor, type TenantContext, type Tx } from './database.js';
export { Prisma } from './generated/client.js';
export { Reading } from './reading.js';
export { type ConstraintBroken, constraintBroken, isTransient } from './faults.js';
export { listen, type Listening } from './listen.js';
export { retrying } from './retrying.js';
export { comparePowers, type PowersCompared, powersFile, powersOf } from './powers.js';
export { applicationRole, openApplication, ownerRole, prepareOwner } from './migrations/database-roles.js';
export { schemaDrift } from './migrations/drift.js';
export { migrate, type MigrateOptions, migrationStatus, type MigrationStatus } from './migrations/migrate.js';
export { MigrationError, type MigrationProblem } from './migrations/migration-error.js';
export { migrationFolder, schemaFile } from './migrations/migration-folder.js';
export { migrateQueue } from './migrations/queue-schema.js';
export {
  type ClusterFacts,
  type DisposableCluster,
  type DisposableClusterOptions,
  openDisposableCluster,
} from './disposable/disposable-cluster.js';
export { disposableDatabase, type DisposableDatabase, emptyDatabase } from './disposable/disposable-database.js';
