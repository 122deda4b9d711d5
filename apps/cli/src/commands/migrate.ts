import { migrateAll } from '@fagtorg/core';
import { Command } from 'commander';
import { backupOfServerBeforeMigration } from '../backup/of-server.js';
import { backupPlace } from '../backup/place.js';
import { backupBeforeMigration } from '../backup/take.js';
import { isEmbedded, onInstallation } from '../home/find.js';
import { progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, backupPlaceOption, keepBackupsOption } from './options.js';

interface Options extends InstallationOptions {
  readonly to?: string;
  readonly keepBackups: number;
}

/** `fagtorg migrate`: brings the schema of an installation to what this version needs. */
export const migrateCommand = (): Command =>
  new Command('migrate')
    .description("bring the database's tables to what this version needs; npm start does so by itself")
    .addOption(dataDirOption())
    .addOption(backupPlaceOption())
    .addOption(keepBackupsOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('npx fagtorg migrate', 'DATABASE_OWNER_URL=postgresql://owner:…@db/fagtorg npx fagtorg migrate --json'))
    .action(async ({ dataDir: directory, to: place = backupPlace(directory), keepBackups: keep, json }: Options) => {
      const progress = progressOn(process.stderr);
      const onProgress = progress.say;
      const { applied } = await onInstallation({ directory, onProgress }, (found) => {
        const beforeMigration = isEmbedded(found)
          ? backupBeforeMigration({ directory, place, keep, progress })
          : backupOfServerBeforeMigration({ place, keep, progress });
        return migrateAll({ ownerUrl: found.ownerUrl, onProgress, beforeMigration });
      });
      if (json) console.log(JSON.stringify({ applied }));
      else console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    });
