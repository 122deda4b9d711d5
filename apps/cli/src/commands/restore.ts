import type { Until } from '@fagtorg/core';
import { Command, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { restore } from '../backup/restore.js';
import { untilOf } from '../backup/until.js';
import { exitCodesHelp } from '../exit-codes.js';
import { shown } from '../home/data-directory.js';
import { figure, progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

interface Options extends InstallationOptions {
  readonly until?: Until;
  readonly yes?: boolean;
}

/** `fagtorg restore`: puts a backup in place. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('put a backup in the place of the database, or where none is; Fagtorg must not run there')
    .argument('<backup>', "a backup's folder, as npx fagtorg backup list shows it")
    .addOption(untilOption())
    .option('--yes', 'replace also what is no demonstration')
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The backup is compared with its checksums first. What is there is put aside until the restored database has started and holds what was
counted when the backup was taken; then it is deleted. When anything fails, it is back in place and nothing has changed.
Without --until it is as it was when the backup ended. With it, the log that lies beside the backups takes it further: to a moment, after which
nothing was; or to all that was acknowledged before the loss. The log is kept but for demonstrations, and goes back as far as the daily backups.
What happened later is lost. Every sign-in is ended and no token that was given to a person holds: what was revoked since does not
come back to life, and people sign in again. Roles, invitations and programs' tokens are as they were: look over what was ended since.
${examples('npx fagtorg restore .fagtorg.backups/fagtorg-2026-11-21T13-30-00Z', 'npx fagtorg restore .fagtorg.backups/fagtorg-2026-11-21T13-30-00Z-daily --until latest', 'npx fagtorg restore .fagtorg.backups/fagtorg-2026-11-21T13-30-00Z-daily --until 2026-11-21T16:05', 'npx fagtorg restore /mnt/backups/fagtorg-2026-11-21T13-30-00Z --data-dir /srv/fagtorg --yes')}
${exitCodesHelp}`,
    )
    .action(run);

async function run(backup: string, { dataDir: directory, until, yes = false, json }: Options): Promise<void> {
  const progress = progressOn(process.stderr);
  const folder = resolve(backup);
  const { endedAt, contents, migrations, demonstration } = await restore({ folder, directory, until, yes, progress });
  const rows = Object.values(contents.after.rows).reduce((sum, count) => sum + count, 0);
  if (json) {
    console.log(
      JSON.stringify({
        dataDirectory: directory,
        backup: folder,
        endedAt,
        until: until instanceof Date ? until.toISOString() : (until ?? null),
        compared: contents.still && until === undefined ? 'all' : 'bounds',
        rows,
        demonstration,
        migrations,
      }),
    );
    return;
  }
  const compared =
    contents.still && until === undefined
      ? `All ${figure(rows)} rows are there.`
      : 'Others wrote after the backup had begun; what is only ever added to lies where it must.';
  console.log(`${shown(directory)} is as it was ${when(until ?? new Date(endedAt))}. ${compared}`);
  console.log('Start it with npm start, and look it over with: npx fagtorg verify');
}

const untilOption = (): Option =>
  new Option(
    '--until <time>',
    'let the log take it further: to a moment (in Norway, unless an offset is said), or to the "latest"',
  ).argParser((words: string) => {
    const until = untilOf(words);
    if (until !== null) return until;
    throw new InvalidArgumentError('Write it as 2026-11-21T14:05, 2026-11-21T13:05:30Z or latest.');
  });

const when = (until: Until): string =>
  until === 'latest' ? 'when its log ended' : `on ${until.toISOString().slice(0, 19).replace('T', ' at ')} UTC`;
