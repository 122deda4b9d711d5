import { createHash } from 'node:crypto';
import { MIGRATION_ADVISORY_LOCK_KEY, runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { queueSchema } from './backend.js';
import { queueNames } from './job.js';

/**
 * Brings BullMQ's schema up to date and lets the application's role use it, and no more than that. Run by the database's
 * owner on one connection, outside any transaction; may be run again and by several at once.
 *
 * BullMQ makes each queue's counter with its first job. The application may create nothing, so the counters are made here.
 */
export const installQueueSchema = async (owner: ClientBase, applicationRole: string): Promise<void> => {
  await runMigrations(owner, queueSchema);
  const role = owner.escapeIdentifier(applicationRole);
  const counters = queueNames.map((name) => `CREATE SEQUENCE IF NOT EXISTS ${queueSchema}.${counterOf(name)};`);
  // One text is one transaction. The lock is the one that runMigrations holds: two at once would trip over the same grants.
  await owner.query(`
    SELECT pg_advisory_xact_lock(${MIGRATION_ADVISORY_LOCK_KEY}, hashtext('${queueSchema}'));
    ${counters.join('\n')}
    GRANT USAGE ON SCHEMA ${queueSchema} TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO ${role};
  `);
};

/** As BullMQ's function job_id_seq_name names it. */
const counterOf = (queue: string): string => `bullmq_jid_${createHash('md5').update(queue).digest('hex')}`;
