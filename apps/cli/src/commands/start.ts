import { Command, Option } from 'commander';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { type Launched, launch } from '../launch/launch.js';
import { untilAsked } from '../launch/until-asked.js';
import { type Progress, progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, keepBackupsOption, wholeNumber } from './options.js';
import { welcome } from './welcome.js';

interface Options extends InstallationOptions {
  readonly apiPort: number;
  readonly identityPort?: number;
  readonly fresh?: boolean;
  readonly yes?: boolean;
  readonly keepBackups: number;
  /** Undefined where neither --demo nor --no-demo was said. */
  readonly demo?: boolean;
}

/** `fagtorg start`: runs all of Fagtorg until it is asked to stop. */
export const startCommand = (): Command =>
  new Command('start')
    .description('start the database, the API, the worker and, for a demonstration, an identity provider, and run until Ctrl-C')
    .addOption(
      new Option('--api-port <port>', 'where the API answers; 0 is any that is free').default(4000).argParser(wholeNumber(0, 65_535)),
    )
    .addOption(
      new Option('--identity-port <port>', "where the demonstration's identity provider answers; else beside the API").argParser(
        wholeNumber(0, 65_535),
      ),
    )
    .addOption(dataDirOption())
    .option('--fresh', 'remove the data in the data directory first, and begin anew')
    .option('--yes', 'with --fresh: remove also what is not known to be a demonstration')
    // This one first: else Commander takes --no-demo to mean that --demo holds when neither is said, and what was remembered is lost.
    .addOption(new Option('--demo', 'with made-up people and market; so it is at the first start unless you say otherwise'))
    .option('--no-demo', 'without made-up people and market; remembered for later starts')
    .addOption(keepBackupsOption())
    .option('--json', 'print one line of JSON on stdout when it is ready')
    .addHelpText(
      'after',
      `${examples(
        'npm start                                     # install and build what is missing, then start',
        'npx fagtorg start --api-port 4100 --data-dir /tmp/other',
        'npx fagtorg start --fresh                     # begin anew with another demonstration',
        'DATABASE_URL=postgresql://owner:…@localhost/fagtorg npx fagtorg start --no-demo',
      )}

Environment:
  DATABASE_URL        your own PostgreSQL (15 or newer) instead of the embedded one. Alone it must sign in as the database's owner;
  DATABASE_OWNER_URL  with this one too, it is the application (fagtorg_app), and this is the owner
  DATABASE_BACKUP_URL with these: a role that may copy the server; then a backup is taken before each migration (npx fagtorg backup --help)
  REDIS_URL           the queue on Redis instead of in PostgreSQL
  All others of the API and the worker (.env.example) are handed on.
${exitCodesHelp}`,
    )
    .action(run);

async function run({
  dataDir: directory,
  apiPort,
  identityPort,
  demo,
  fresh = false,
  yes = false,
  keepBackups,
  json,
}: Options): Promise<void> {
  const progress = progressOn(process.stderr);
  // A terminal that is gone must not keep us from stopping in good order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const asked = untilAsked();
  const options = { directory, apiPort, identityPort, demonstration: demo, fresh, yes, keepBackups };
  const launched = await launch({ options, progress, signal: asked.signal }).catch((failure: unknown) => {
    if (!asked.signal.aborted) throw failure;
    progress.say('Stopped before it was ready. The data are kept.');
    process.exitCode = exitCodes.interrupted;
    return null;
  });
  if (!launched) return;
  if (json) console.log(JSON.stringify(facts(launched, directory)));
  progress.say(welcome(launched, directory));
  await untilTheEnd(launched, asked.asked, progress);
  progress.say(`Stopped. The data are kept: ${launched.data}`);
}

async function untilTheEnd({ broken, stop }: Launched, asked: Promise<null>, progress: Progress): Promise<void> {
  const sentence = await Promise.race([asked, broken]);
  if (sentence !== null) {
    progress.say(`${sentence} Everything else is stopped.`);
    process.exitCode = exitCodes.failed;
  }
  await stop();
}

const facts = ({ api, identity, demonstration, queue }: Launched, dataDirectory: string): object => ({
  api: `${api}/graphql`,
  health: `${api}/health/ready`,
  signIn: identity === null ? null : `${api}/sign-in`,
  identityProvider: identity,
  dataDirectory,
  demonstration,
  queue,
  pid: process.pid,
});
