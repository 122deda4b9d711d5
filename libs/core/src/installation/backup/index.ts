export { databaseBytes } from './contents.js';
export { type BackupOrder, takeBackup } from './take-backup.js';
export { examineBackup, restoreBackup, type RestoreOrder, type Until } from './restore-backup.js';
