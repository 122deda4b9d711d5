import { openDisposableInstallation } from '@fagtorg/core';
import { type Language, languages } from '@fagtorg/domain';
import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import { Argument, Command, Option } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { untilAsked } from '../launch/until-asked.js';
import { progressOn } from '../progress.js';
import { account } from '../scenarios/account.js';
import { scenarios } from '../scenarios/index.js';
import { playScenarios } from '../scenarios/play.js';
import type { Played } from '../scenarios/scenario.js';
import { Trouble } from '../trouble.js';
import { examples, jsonOption } from './options.js';

interface Options {
  readonly backend: 'postgres' | 'redis';
  readonly language: Language;
  readonly json?: true;
}

/** `fagtorg scenarios`: plays scenarios from the field on a disposable database and exits with 1 where one does not come out as written. */
export const scenariosCommand = (): Command =>
  new Command('scenarios')
    .description('play scenarios from the field through the public API, on a database that is thrown away')
    .addArgument(new Argument('[names...]', 'which; all when left out').choices(scenarios.map(({ name }) => name)))
    .addOption(new Option('--backend <backend>', 'where the queue lives').choices(['postgres', 'redis']).default('postgres'))
    .addOption(new Option('--language <language>', 'the language of the explanations').choices(languages).default('nb'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${list()}\n${examples('npx fagtorg scenarios', 'npx fagtorg scenarios planner nobody-near --backend redis')}`)
    .action(async (names: readonly string[], options: Options) => {
      const { signal } = untilAsked();
      const played = await play(names, options, signal).catch(unlessAborted(signal));
      if (played) report(played, options);
      process.exitCode = played === null ? exitCodes.interrupted : played.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failed;
    });

/** The scenarios, a line each. */
const list = (): string =>
  [
    'Scenarios:',
    ...[...scenarios].sort((a, b) => a.number - b.number).map(({ number, name, title }) => `  ${name.padEnd(16)}  ${number} ${title}`),
  ].join('\n');

const unlessAborted =
  (signal: AbortSignal) =>
  (failure: unknown): null => {
    if (!signal.aborted) throw failure;
    return null;
  };

/** Opens all that the scenarios need, plays them, and closes it again. */
async function play(names: readonly string[], { backend, language }: Options, signal: AbortSignal): Promise<Played[]> {
  const progress = progressOn(process.stderr);
  const onProgress = (line: string): void => progress.say(line);
  const { TEST_DATABASE_URL } = readLauncherEnvironment();
  const redis = backend === 'redis' ? await openTrialRedis() : null;
  if (backend === 'redis' && redis === null) {
    throw new Trouble(exitCodes.unavailable, 'There is no redis-server on PATH.', 'Debian has it: apt-get install redis-server');
  }
  try {
    const installation = await openDisposableInstallation({ serverUrl: TEST_DATABASE_URL, onProgress });
    try {
      return await playScenarios({
        ...installation,
        redisUrl: redis?.url ?? null,
        language,
        scenarios: scenarios.filter(({ name }) => names.length === 0 || names.includes(name)),
        signal,
        onProgress,
      });
    } finally {
      await installation.close();
    }
  } finally {
    await redis?.stop();
  }
}

function report(played: readonly Played[], { backend, language, json }: Options): void {
  if (json) {
    console.log(JSON.stringify({ backend, ok: played.every(({ ok }) => ok), scenarios: played }));
    return;
  }
  for (const scenario of played) console.log(account(scenario, language));
  const failed = played.filter(({ ok }) => !ok);
  console.log(
    failed.length === 0
      ? `All ${played.length} came out as written.`
      : `Not as written: ${failed.map(({ number, title }) => `${number} ${title}`).join(', ')}.`,
  );
}
