import { personOf } from '@fagtorg/core';
import { type Environment, openTokens, parseEnvironment, readEnvironment, type TokenHolder } from '@fagtorg/platform';
import { Command, Option } from 'commander';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { readInstallation } from '../home/data-directory.js';
import { type Found, onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { childSettings } from '../launch/settings.js';
import { progressOn } from '../progress.js';
import { Trouble } from '../trouble.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, wholeNumber } from './options.js';

interface Options extends InstallationOptions {
  readonly minutes: number;
}

const HALF_A_DAY = 720;
const A_WEEK = 10_080;

/** `fagtorg token`: signs somebody of a demonstration in. */
export const tokenCommand = (): Command =>
  new Command('token')
    .description('print a bearer token for somebody of the demonstration')
    .argument('<email>', 'as manager@5001.example')
    .addOption(new Option('--minutes <n>', 'how long it is good for').default(HALF_A_DAY).argParser(wholeNumber(1, A_WEEK)))
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${examples('TOKEN=$(npx fagtorg token manager@5001.example)', 'npx fagtorg token broker@50.example --minutes 30 --json')}

Who there is:
  manager@, caseworker@, orgadmin@, specialist1@ and specialist2@<municipality number>.example
  manager@, specialist1@ and broker@<county number>.example
  manager@ and specialist1@<code of an inter-municipal body>.example
  admin@fagtorg.example
${exitCodesHelp}`,
    )
    .action(async (email: string, { dataDir: directory, minutes, json }: Options) => {
      const progress = progressOn(process.stderr);
      const { holder, environment } = await onInstallation({ directory, onProgress: progress.say }, async (found) => ({
        environment: await signingEnvironment(found, directory),
        holder: await holderOf(email, found),
      }));
      const { TOKEN_KEY: key, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = environment;
      const tokens = await openTokens({ key, issuer, audience });
      const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString();
      const token = await tokens.issue(holder, minutes * 60);
      console.log(json ? JSON.stringify({ token, expiresAt, email }) : token);
    });

/** The environment that the API checks tokens by. @throws Trouble where it is no demonstration's */
async function signingEnvironment({ kind, running, applicationUrl }: Found, directory: string): Promise<Environment> {
  const environment = kind === 'environment' ? readEnvironment() : await ownEnvironment(running, applicationUrl, directory);
  if (environment.DEMONSTRATION) return environment;
  throw new Trouble(
    exitCodes.configuration,
    'This is no demonstration: nobody is signed in without an identity provider.',
    kind === 'environment' ? 'Set DEMONSTRATION=true, as the API has it.' : 'Start one with: npx fagtorg start --data-dir <another> --demo',
  );
}

async function ownEnvironment(running: Found['running'], applicationUrl: string, directory: string): Promise<Environment> {
  if (running) {
    const read = parseEnvironment(running.variables);
    if (read.ok) return read.value;
    throw new Error(read.problems.join('\n'));
  }
  const installation = await readInstallation(directory);
  if (!installation) throw new Error(`What was installed in ${directory} is gone.`);
  return childSettings({ ...installation, port: 0, applicationUrl }).read;
}

async function holderOf(email: string, { ownerUrl, where }: Found): Promise<TokenHolder> {
  const holder = await onDatabase(ownerUrl, (database) => personOf(database, email));
  if (holder !== null) return holder;
  throw new Trouble(exitCodes.failed, `There is nobody with the address ${email} in ${where}.`, 'Who there is: npx fagtorg token --help');
}
