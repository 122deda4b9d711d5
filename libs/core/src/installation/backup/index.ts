export { databaseBytes } from './contents.js';
export { type BackupOrder, takeBackup } from './take-backup.js';
export { examineBackup, restoreBackup, type RestoreOrder, type Until, wayBackToServer } from './restore-backup.js';
