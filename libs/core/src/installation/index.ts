export { MigrationError, type MigrationStatus } from '@fagtorg/db';
export { importReference, installPeople, migrateAll, ReferenceRefused } from './installation.js';
export { type DisposableInstallation, openDisposableInstallation } from './disposable-installation.js';
export { inhabitants, type Inhabitants, installDemonstration, RealPeopleLiveHere } from './demonstration.js';
export { installInDatabase, installOnServer, schemaStatus, type SignIns, signInsOnServer } from './sign-ins.js';
export { type ClockReading, readClock, resetClock, setClockInNorway } from './clock.js';
export { matchingProgress, type MatchingProgress } from './first-matching.js';
export { outboxRows, type OutboxRow, sendAgain } from './outbox-desk.js';
export { type Finding, verify } from './verify/index.js';
