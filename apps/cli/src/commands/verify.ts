import { type Database, type Finding, matchingProgress, verify } from '@fagtorg/core';
import { Command, Option } from 'commander';
import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { type Found, onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { figure, type Progress, progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, wholeNumber } from './options.js';

interface Options extends InstallationOptions {
  readonly sample?: number;
  readonly wait: number;
}

/** So many differences of a kind are told; the rest is counted. */
const TOLD = 10;
const LOOK_AGAIN_MS = 500;

/** `fagtorg verify`: whether what is stored is what the rules say. */
export const verifyCommand = (): Command =>
  new Command('verify')
    .description('check that what is stored is what the rules say; changes nothing')
    .addOption(new Option('--sample <n>', 'rank so many needs anew, instead of all').argParser(wholeNumber(1, 1_000_000)))
    .addOption(
      new Option('--wait <seconds>', 'how long a running worker may take to work in what is new')
        .default(60)
        .argParser(wholeNumber(0, 3600)),
    )
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
What is checked:
  reference  there are as many municipalities, counties, regions and competences as in Norway
  statuses   the recorded steps of every need and offer lead to its status, each by the transition table
  audit      the events of every organisation are one chain that nobody has changed
  freshness  no need waits for a change to be worked in
  matches    the stored matches and near misses equal a ranking that is computed now
${examples('npx fagtorg verify', 'npx fagtorg verify --sample 100 --json')}
${exitCodesHelp}`,
    )
    .action(async ({ dataDir: directory, sample, wait: seconds, json }: Options) => {
      const progress = progressOn(process.stderr);
      const findings = await onInstallation({ directory, onProgress: progress.say }, async (found) => {
        if (found.running) await rest(found, seconds, progress);
        const { applicationUrl } = found;
        return onDatabase(applicationUrl, () => verify({ applicationUrl, sample: sample ?? null, onProgress: progress.count }));
      });
      const ok = findings.every(({ differences }) => differences.length === 0);
      if (!ok) process.exitCode = exitCodes.failed;
      progress.say(ok ? 'Everything is as it must be.' : 'Not everything is as it must be.');
      console.log(json ? JSON.stringify({ ok, findings }) : findings.map(told).join('\n'));
    });

/** Waits until nothing waits for the worker, or the time is over. */
async function rest({ applicationUrl }: Found, seconds: number, progress: Progress): Promise<void> {
  const until = Date.now() + seconds * 1000;
  await onDatabase(applicationUrl, async (database: Database) => {
    for (;;) {
      const { waiting } = await database.asMatcher(matchingProgress);
      if (waiting === 0 || Date.now() > until) return;
      progress.count(`Waiting for the worker: ${figure(waiting)} requests`);
      await wait(LOOK_AGAIN_MS);
    }
  });
}

function told({ check, looked, differences }: Finding): string {
  if (differences.length === 0) return `ok      ${check.padEnd(9)}  ${figure(looked)} looked at`;
  const more = differences.length > TOLD ? [`and ${figure(differences.length - TOLD)} more`] : [];
  const lines = [...differences.slice(0, TOLD), ...more].map((difference) => `          ${difference}`);
  return [`WRONG   ${check.padEnd(9)}  ${figure(differences.length)} of ${figure(looked)}`, ...lines].join('\n');
}
