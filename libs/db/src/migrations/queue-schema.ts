import { installQueueSchema } from '@fagtorg/platform';
import { withMigrationLock } from './migration-lock.js';

/**
 * Installs or upgrades the queue's tables and functions as the owner, and lets the application use them: it connects without migrating
 * and owns nothing. Safe to repeat. Wanted on every server, also where the queue is Redis today.
 *
 * @param grantTo the application's role, which must exist
 * @throws bullmq's SchemaVersionMismatchError for a schema of a newer BullMQ, MigrationError when the database can't be reached
 */
export const migrateQueue = ({ ownerUrl, grantTo }: { ownerUrl: string; grantTo: string }): Promise<void> =>
  withMigrationLock(
    ownerUrl,
    () => undefined,
    (client) => installQueueSchema(client, grantTo),
  );
