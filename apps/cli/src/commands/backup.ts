import { wayBackToServer } from '@fagtorg/core';
import { backupsIn, type KeptBackup } from '@fagtorg/platform';
import Table from 'cli-table3';
import { Command } from 'commander';
import { backupRole, refuseWithoutRole, takeOfServer } from '../backup/of-server.js';
import { backupPlace } from '../backup/place.js';
import { megabytes, takeOfEmbedded, told } from '../backup/take.js';
import { exitCodesHelp } from '../exit-codes.js';
import { shown } from '../home/data-directory.js';
import { isEmbedded, onInstallation } from '../home/find.js';
import { figure, progressOn } from '../progress.js';
import { backupPlaceOption, dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

interface Options extends InstallationOptions {
  readonly to?: string;
}

/** `fagtorg backup`: takes one, or lists them. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('take a backup of the database while it runs, or list those that there are')
    .addCommand(
      new Command('take')
        .description('take a backup; others may go on working meanwhile')
        .addOption(backupPlaceOption())
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .action(take),
      { isDefault: true },
    )
    .addCommand(
      new Command('list')
        .description('the backups that are whole, the newest first')
        .addOption(backupPlaceOption())
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .action(list),
    )
    .addHelpText(
      'after',
      `
A backup is a folder: all of the database with the log that is needed to open it, checksums, and what it must hold when it comes back.
What was committed before it ended is in it. One that was cut off never has a backup's name.
It holds personal data, unencrypted: this user alone can read it. Keep a copy on another machine, as safe as the database itself.
No password and no key is in it; a restore makes new ones.
A backup is taken before each migration by itself, and once a day while Fagtorg runs and is no demonstration. The log since the oldest daily
one is kept beside them, so that a restore can go to any moment: npx fagtorg restore <backup> --until <time>

A PostgreSQL server of your own (DATABASE_URL) is backed up whole, with all its databases, where DATABASE_BACKUP_URL signs in as a role like
  ${backupRole}
which pg_hba.conf lets in for replication. It comes back with the tools of that server; restore says how. Keeping its log is that server's affair.
${examples('npx fagtorg backup', 'npx fagtorg backup --to /mnt/backups --json', 'npx fagtorg backup list', 'npx fagtorg restore .fagtorg.backups/fagtorg-2026-11-21T13-30-00Z')}
${exitCodesHelp}`,
    );

async function take({ dataDir: directory, to: place = backupPlace(directory), json }: Options): Promise<void> {
  const progress = progressOn(process.stderr);
  const kept = await onInstallation({ directory, onProgress: progress.say }, (found) => {
    if (!isEmbedded(found)) return takeOfServer(refuseWithoutRole(), { place, reason: 'asked', progress });
    return takeOfEmbedded({ directory, ownerUrl: found.ownerUrl, place, reason: 'asked', progress });
  });
  if (json) console.log(JSON.stringify(facts(kept)));
  else console.log(`${told(kept)}\nBring it back with: ${wayBack(kept)}`);
}

const wayBack = ({ folder, manifest }: KeptBackup): string =>
  manifest.of === 'embedded' ? `npx fagtorg restore ${shown(folder)}` : `its own server. ${wayBackToServer(folder)}`;

async function list({ dataDir: directory, to: place = backupPlace(directory), json }: Options): Promise<void> {
  const kept = await backupsIn(place);
  if (json) console.log(JSON.stringify({ backups: kept.map(facts) }));
  else console.log(kept.length === 0 ? `There is no backup in ${shown(place)}.` : table(kept));
}

const facts = ({ folder, manifest }: KeptBackup): object => {
  const { reason, beganAt, endedAt, demonstration, server, migrations, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { folder, reason, beganAt, endedAt, demonstration, server, newestMigration: migrations.at(-1) ?? null, bytes };
};

function table(kept: readonly KeptBackup[]): string {
  const lines = new Table({ head: ['backup', 'ended', 'MB', 'why', 'newest migration'], style: { head: [], border: [] } });
  const why = { asked: 'asked for', 'before-migration': 'before a migration', daily: 'once a day' } as const;
  lines.push(
    ...kept.map(({ folder, manifest }) => [
      ...[shown(folder), manifest.endedAt.slice(0, 19).replace('T', ' '), figure(megabytes(manifest))],
      ...[why[manifest.reason], manifest.migrations.at(-1) ?? ''],
    ]),
  );
  return lines.toString();
}
