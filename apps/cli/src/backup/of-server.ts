import { type BeforeMigration, takeBackup } from '@fagtorg/core';
import { BackupError, type BackupManifest, keepNewest, type KeptBackup, readLauncherEnvironment } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { reasonOf } from '../home/on-database.js';
import type { Progress } from '../progress.js';
import { Trouble } from '../trouble.js';
import { told } from './take.js';

/** What makes the role that DATABASE_BACKUP_URL signs in as; told in help and by refusals. */
export const backupRole = `CREATE ROLE fagtorg_backup LOGIN REPLICATION BYPASSRLS PASSWORD '…' IN ROLE pg_read_all_data, pg_monitor;`;

interface Taking {
  readonly place: string;
  readonly reason: BackupManifest['reason'];
  readonly progress: Progress;
}

/** How a backup of a server of the operator's own is taken, or null where that has not been said. */
export const backupUrl = (): string | null => readLauncherEnvironment().DATABASE_BACKUP_URL ?? null;

/** Takes a backup of a whole server of the operator's own, over its own protocol, while it runs. @throws BackupError or Trouble */
export async function takeOfServer(adminUrl: string, { place, reason, progress }: Taking): Promise<KeptBackup> {
  const installation = { demonstration: false, marketComplete: false };
  try {
    const order = { adminUrl, of: 'server', place, reason, installation } as const;
    return await takeBackup({ ...order, onProgress: progress.say, onCount: progress.count });
  } catch (failure) {
    throw failure instanceof BackupError ? failure : (cannotRead(failure, adminUrl) ?? failure);
  }
}

/** What PostgreSQL refuses a role that may not do all that a backup needs, and one that it does not know. */
function cannotRead(failure: unknown, adminUrl: string): Trouble | null {
  const reason = reasonOf(failure);
  if (!/permission denied|row-level security|authentication failed|Can't reach|does not exist|ECONNREFUSED|ENOTFOUND/i.test(reason))
    return null;
  const { host, username } = new URL(adminUrl);
  const role = decodeURIComponent(username);
  const message = `DATABASE_BACKUP_URL signs in to ${host} as ${role}, which could not read everything: ${reason}`;
  return new Trouble(exitCodes.configuration, message, `Correct DATABASE_BACKUP_URL. Make its role as a superuser: ${backupRole}`, {
    cause: failure,
  });
}

/** @throws Trouble where nobody has said how a server of the operator's own is backed up */
export function refuseWithoutRole(): string {
  const url = backupUrl();
  if (url !== null) return url;
  throw new Trouble(
    exitCodes.configuration,
    'The database is on a PostgreSQL server of your own, and DATABASE_BACKUP_URL does not say who may copy it.',
    [
      'As a superuser there:',
      `    ${backupRole}`,
      '  in its pg_hba.conf, and then SELECT pg_reload_conf();',
      '    host replication fagtorg_backup <address of this machine>/32 scram-sha-256',
      '  and here: DATABASE_BACKUP_URL=postgresql://fagtorg_backup:…@<host>/<database> npx fagtorg backup',
      '  Or take one with its own tools: pg_basebackup, or pg_dump as a role that row security does not bind.',
    ].join('\n'),
  );
}

/** A backup before each migration of a server of the operator's own; where nobody may take one, that is said, and no more. */
export const backupOfServerBeforeMigration =
  ({ place, keep, progress }: { place: string; keep: number; progress: Progress }): BeforeMigration =>
  async ({ pending }) => {
    const url = backupUrl();
    if (url === null) {
      const sentence = `No backup is taken before the database is changed (${pending.join(', ')}), as DATABASE_BACKUP_URL is not set.`;
      progress.say(`${sentence}\n→ To have one each time: npx fagtorg backup --help`);
      return;
    }
    progress.say(`A backup first, as the database is about to be changed (${pending.join(', ')})`);
    progress.say(told(await takeOfServer(url, { place, reason: 'before-migration', progress })));
    await keepNewest(place, keep, 'before-migration');
  };
