export { comparePowers, MigrationError, type MigrationStatus } from '@fagtorg/db';
export { type BeforeMigration, importReference, installPeople, migrateAll, ReferenceRefused } from './installation.js';
export { type DisposableInstallation, openDisposableInstallation } from './disposable-installation.js';
export { inhabitants, type Inhabitants, installDemonstration, RealPeopleLiveHere } from './demonstration.js';
export { installInDatabase, installOnServer, schemaStatus, type SignIns, signInsOnServer } from './sign-ins.js';
export { type ClockReading, readClock, resetClock, setClockInNorway } from './clock.js';
export { lettersOfSearch, type LettersOfSearch } from './letters-of-search.js';
export { matchingProgress, type MatchingProgress } from './first-matching.js';
export { outboxRows, type OutboxRow, sendAgain } from './outbox-desk.js';
export {
  type BackupOrder,
  databaseBytes,
  examineBackup,
  restoreBackup,
  type RestoreOrder,
  takeBackup,
  type Until,
  wayBackToServer,
} from './backup/index.js';
export { type Invited, inviteByOperator } from './operators-invitation.js';
export { type FaultyChain, type Finding, followChains, type FormerHead, readHeads, sentenceOn, verify } from './verify/index.js';
