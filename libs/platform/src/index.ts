export { endOnUncaught, frameworkLog, type FrameworkLog } from './framework-log.js';
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.js';
export { installQueueSchema } from './queue/install.js';
export { openJobQueue, type JobQueue, type JobQueueOptions, type OutgoingJob, type QueueCounts, type Working } from './queue/job-queue.js';
export {
  defineJob,
  queueNames,
  type Delivery,
  type Handlers,
  type JobDefinition,
  type JobName,
  type Jobs,
  type Payload,
  type QueueName,
} from './queue/job.js';
export { readEvictionPolicy } from './queue/eviction.js';
export { startRedisServer, type RedisServer } from './queue/redis-server.js';
export { openTrialRedis } from './queue/trial-redis.js';
export { openRateLimits, type RateKind, type RateLimits, type RateLimitsOptions } from './rate-limits.js';
export { newTokenKey, openTokens, type TokenHolder, type Tokens } from './tokens.js';
export { type Environment, type LauncherEnvironment, parseEnvironment, readEnvironment, readLauncherEnvironment } from './env.js';
export { type TrustedDirectory } from './env-sign-in.js';
export { type ChildEnvironment, environmentForChild } from './env.js';
export { environmentSchema, launcherEnvironmentSchema, type ParsedEnvironment, parseLauncherEnvironment } from './env.js';
export {
  administratorOf,
  embeddedFiles,
  formerDatabases,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from './embedded/embedded-database.js';
export { EmbeddedDatabaseError, type EmbeddedDatabaseProblem } from './embedded/embedded-error.js';
export { beginningOf } from './embedded/processes.js';
export { type RestoreOptions, restoreEmbeddedDatabase } from './embedded/restore.js';
export { BackupError, type BackupProblem } from './backup/backup-error.js';
export { takeBaseBackup } from './backup/base-backup.js';
export { backupsIn, inNewFolder, keepNewest, type KeptBackup } from './backup/backup-folder.js';
export { type BackupContents, type BackupManifest, readManifest, writeManifest } from './backup/backup-manifest.js';
export { furtherLog } from './backup/log/further.js';
export { type LogPlace } from './backup/log/keep-log.js';
export { following, lineFolder, pruneLog } from './backup/log/line.js';
export { positionOf, writtenPosition } from './backup/log/position.js';
export { readLog, type LogState } from './backup/log/log-state.js';
export { freeBytes, refuseWithoutRoom } from './backup/room.js';
export { refuseDamaged, store, storeCompressed } from './backup/stored-files.js';
export { type Mail, type Mailer, MailFault } from './mail/mailer.js';
export { openMailer } from './mail/smtp-mailer.js';
