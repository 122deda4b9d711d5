import { runMigrations } from 'bullmq';
import { withMigrationLock } from './migration-lock.js';

/**
 * Installs or upgrades BullMQ's tables and functions as the owner, and lets the application use them: it connects without migrating
 * and owns nothing. Safe to repeat.
 *
 * @param schema the schema that all queues live in
 * @param grantTo the application's role, which must exist
 * @throws bullmq's SchemaVersionMismatchError for a schema of a newer BullMQ, MigrationError when the database can't be reached
 */
export const migrateQueue = async ({ ownerUrl, schema, grantTo }: { ownerUrl: string; schema: string; grantTo: string }): Promise<void> =>
  withMigrationLock(
    ownerUrl,
    () => undefined,
    async (client) => {
      await runMigrations(client, schema);
      const place = client.escapeIdentifier(schema);
      const role = client.escapeIdentifier(grantTo);
      await client.query(`
        GRANT USAGE ON SCHEMA ${place} TO ${role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${place} TO ${role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${place} TO ${role};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${place} TO ${role};
      `);
    },
  );
