import { importReference, installDemonstration } from '@fagtorg/core';
import { Command } from 'commander';
import { onInstallation } from '../home/find.js';
import { figure, progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

interface Options extends InstallationOptions {
  readonly demo: boolean;
}

/** `fagtorg seed`: puts in what a database must hold before anybody can use it. */
export const seedCommand = (): Command =>
  new Command('seed')
    .description('put in the reference data on Norway, and the people and market of the demonstration; npm start does so by itself')
    .option('--no-demo', 'the reference data alone')
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('npx fagtorg seed', 'DATABASE_URL=… DATABASE_OWNER_URL=… npx fagtorg seed --no-demo'))
    .action(async ({ dataDir: directory, demo, json }: Options) => {
      const onProgress = progressOn(process.stderr).say;
      const seeded = await onInstallation({ directory, onProgress }, async (found) => {
        const reference = await importReference({ ...found, onProgress });
        const demonstration = demo ? await installDemonstration({ ...found, marketComplete: false, onProgress }) : null;
        return { referenceImported: reference.imported, people: demonstration?.people ?? 0, ...counts(demonstration?.made) };
      });
      if (json) console.log(JSON.stringify(seeded));
      else console.log(inWords(seeded));
    });

const counts = (made: { needs: number; offers: number } | null | undefined): { needs: number; offers: number } => ({
  needs: made?.needs ?? 0,
  offers: made?.offers ?? 0,
});

function inWords({
  referenceImported,
  people,
  needs,
  offers,
}: { referenceImported: boolean } & Record<'people' | 'needs' | 'offers', number>): string {
  const reference = referenceImported ? 'The reference data is in' : 'The reference data was there already';
  return `${reference}; new are ${figure(people)} people, ${figure(needs)} needs and ${figure(offers)} offers.`;
}
