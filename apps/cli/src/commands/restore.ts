import { Command } from 'commander';
import { resolve } from 'node:path';
import { restore } from '../backup/restore.js';
import { exitCodesHelp } from '../exit-codes.js';
import { shown } from '../home/data-directory.js';
import { figure, progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

interface Options extends InstallationOptions {
  readonly yes?: boolean;
}

/** `fagtorg restore`: puts a backup in place. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('put a backup in the place of the database, or where none is; Fagtorg must not run there')
    .argument('<backup>', "a backup's folder, as npx fagtorg backup list shows it")
    .option('--yes', 'replace also what is no demonstration')
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The backup is compared with its checksums first. What is there is put aside until the restored database has started and holds what was
counted when the backup was taken; then it is deleted. When anything fails, it is back in place and nothing has changed.
What happened after the backup is lost. Every sign-in is ended and no token that was given to a person holds: what was revoked since does not
come back to life, and people sign in again. Roles, invitations and programs' tokens are as they were: look over what was ended since.
${examples('npx fagtorg restore .fagtorg.backups/fagtorg-2026-11-21T13-30-00Z', 'npx fagtorg restore /mnt/backups/fagtorg-2026-11-21T13-30-00Z --data-dir /srv/fagtorg --yes')}
${exitCodesHelp}`,
    )
    .action(run);

async function run(backup: string, { dataDir: directory, yes = false, json }: Options): Promise<void> {
  const progress = progressOn(process.stderr);
  const folder = resolve(backup);
  const { endedAt, contents, migrations, demonstration } = await restore({ folder, directory, yes, progress });
  const rows = Object.values(contents.after.rows).reduce((sum, count) => sum + count, 0);
  if (json) {
    console.log(
      JSON.stringify({
        dataDirectory: directory,
        backup: folder,
        endedAt,
        compared: contents.still ? 'all' : 'bounds',
        rows,
        demonstration,
        migrations,
      }),
    );
    return;
  }
  const compared = contents.still
    ? `All ${figure(rows)} rows are there.`
    : 'Others wrote while the backup was taken; what is only ever added to lies where it must.';
  console.log(`${shown(directory)} is as it was on ${endedAt.slice(0, 19).replace('T', ' at ')} UTC. ${compared}`);
  console.log('Start it with npm start, and look it over with: npx fagtorg verify');
}
