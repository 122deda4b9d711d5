export { databaseBytes } from './contents.js';
export { type BackupOrder, takeBackup } from './take-backup.js';
export { examineBackup, restoreBackup, type RestoreOrder } from './restore-backup.js';
