import { migrateAll } from '@fagtorg/core';
import { Command } from 'commander';
import { onInstallation } from '../home/find.js';
import { progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

/** `fagtorg migrate`: brings the schema of an installation to what this version needs. */
export const migrateCommand = (): Command =>
  new Command('migrate')
    .description("bring the database's tables to what this version needs; npm start does so by itself")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('npx fagtorg migrate', 'DATABASE_OWNER_URL=postgresql://owner:…@db/fagtorg npx fagtorg migrate --json'))
    .action(async ({ dataDir: directory, json }: InstallationOptions) => {
      const onProgress = progressOn(process.stderr).say;
      const { applied } = await onInstallation({ directory, onProgress }, ({ ownerUrl }) => migrateAll({ ownerUrl, onProgress }));
      if (json) console.log(JSON.stringify({ applied }));
      else console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    });
