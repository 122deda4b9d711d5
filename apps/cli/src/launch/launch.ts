import { importReference, installDemonstration } from '@fagtorg/core';
import { newTokenKey } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { type Installation, keepInstallation, readInstallation, refuseOtherThings, shown } from '../home/data-directory.js';
import { keepAlone, type Keeping, runningIn, runsAlready } from '../home/instance.js';
import type { Progress } from '../progress.js';
import { Trouble } from '../trouble.js';
import { backUpDaily } from '../backup/daily.js';
import { addressOf } from './address.js';
import { awaitAnswer } from './await-answer.js';
import { awaitMatching } from './await-matching.js';
import { type ChildApp, startChild } from './child.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { portBeside, portFor } from './port.js';
import { reachRedis } from './reach-queue.js';
import { removeData } from './remove-data.js';
import { type ChildSettings, childSettings, type LaunchOptions } from './settings.js';

/** A Fagtorg that answers. */
export interface Launched {
  /** Without a path: http://127.0.0.1:4000 */
  readonly api: string;
  /** Where the demonstration's identity provider answers; null where there is none. */
  readonly identity: string | null;
  readonly demonstration: boolean;
  readonly queue: 'redis' | 'postgresql';
  /** Where the data are, for people: a folder, or a server. */
  readonly data: string;
  /** Resolves when a part of it has ended by itself, with the sentence that tells it. */
  readonly broken: Promise<string>;
  /** Stops identity provider, API, worker and database, in this order, and resolves when none of their processes is left. */
  readonly stop: () => Promise<void>;
}

interface Launching {
  readonly options: LaunchOptions;
  readonly progress: Progress;
  /** Ends it before it is ready. */
  readonly signal: AbortSignal;
}

/** What is to be closed, the last one first. */
type Closing = (() => Promise<void>)[];

/**
 * Starts all of Fagtorg and resolves when it is ready and what was posted is matched.
 * @throws what `explain` understands, or the signal's reason; nothing is left running then
 */
export async function launch(launching: Launching): Promise<Launched> {
  const closing: Closing = [];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close; close = closing.pop()) await close();
  };
  try {
    const prospect = await look(launching.options);
    const keeping = await keepAlone(launching.options.directory);
    closing.push(keeping.letGo);
    const { settings, installation } = await begin(launching, prospect);
    const database = await open(launching, settings, installation.demonstration, closing);
    try {
      const isNew = await furnish(launching, installation, database);
      return { ...(await run({ launching, keeping, installation, settings, database, isNew, closing })), stop };
    } catch (failure) {
      throw await database.explain(failure);
    }
  } catch (failure) {
    await stop();
    throw failure;
  }
}

interface Prospect {
  readonly settings: ChildSettings;
  readonly installation: Installation;
  /** Whether the data directory holds what may be somebody's work: anything that is not known to be made up. */
  readonly precious: boolean;
}

/** The demonstration's identity provider lets everyone in, so it listens to this machine alone. */
const LOOPBACK = '127.0.0.1';

/** Looks at everything that can be wrong before anything is written or started. */
async function look({ directory, fresh, demonstration, apiPort, identityPort }: LaunchOptions): Promise<Prospect> {
  await refuseOtherThings(directory);
  const other = await runningIn(directory);
  if (other) throw runsAlready(directory, other);
  const before = await readInstallation(directory).catch((failure: unknown) => {
    if (fresh) return 'damaged' as const; // it is about to be removed
    throw failure;
  });
  const kept = fresh || before === 'damaged' ? null : before;
  const precious = before === 'damaged' || before?.demonstration === false;
  const installation: Installation = {
    tokenKey: kept?.tokenKey ?? JSON.stringify(await newTokenKey()),
    demonstration: demonstration ?? kept?.demonstration ?? true,
    marketComplete: kept?.marketComplete ?? false,
  };
  const { read, launcher } = childSettings({ ...installation, port: apiPort });
  const port = await portFor(apiPort, read.API_HOST);
  if (launcher.REDIS_URL !== undefined) await reachRedis(launcher.REDIS_URL);
  if (!installation.demonstration || read.OIDC_ISSUER !== undefined)
    return { settings: childSettings({ ...installation, port }), installation, precious };
  const beside = await (identityPort === undefined ? portBeside(port, LOOPBACK) : portFor(identityPort, LOOPBACK, '--identity-port'));
  return { settings: childSettings({ ...installation, port, identityPort: beside }), installation, precious };
}

/** Makes room where that was asked for, and remembers what was decided. */
async function begin({ options, progress }: Launching, prospect: Prospect): Promise<Prospect> {
  const { settings, installation, precious } = prospect;
  if (options.fresh) await removeData({ options, launcher: settings.launcher, precious, progress });
  await keepInstallation(options.directory, installation);
  return prospect;
}

async function open(
  { options, progress, signal }: Launching,
  { launcher }: ChildSettings,
  demonstration: boolean,
  closing: Closing,
): Promise<OpenDatabase> {
  signal.throwIfAborted();
  const { directory, keepBackups } = options;
  const database = await openDatabase({ environment: launcher, directory, demonstration, keepBackups, progress });
  closing.push(async () => {
    if (database.isOurs) progress.say('Stopping the database');
    await database.stop();
  });
  signal.throwIfAborted();
  return database;
}

/** Puts in what must be there. Answers whether there is a market that was not there before. */
async function furnish({ options, progress, signal }: Launching, installation: Installation, signIns: OpenDatabase): Promise<boolean> {
  await importReference({ ...signIns, onProgress: progress.say });
  signal.throwIfAborted();
  if (!installation.demonstration) return false;
  const { made } = await installDemonstration({ ...signIns, marketComplete: installation.marketComplete, onProgress: progress.say });
  await keepInstallation(options.directory, { ...installation, marketComplete: true });
  signal.throwIfAborted();
  return made !== null;
}

interface Furnished {
  readonly launching: Launching;
  readonly keeping: Keeping;
  readonly installation: Installation;
  readonly settings: ChildSettings;
  readonly database: OpenDatabase;
  readonly isNew: boolean;
  readonly closing: Closing;
}

async function run({ launching, keeping, installation, settings, database, isNew, closing }: Furnished): Promise<Omit<Launched, 'stop'>> {
  const { progress, signal } = launching;
  const { applicationUrl, ownerUrl } = database;
  const { launcher, read } = settings;
  const variables = { ...settings.variables, DATABASE_URL: applicationUrl };
  const start = (app: ChildApp, name: string): Promise<string> => {
    const child = startChild(app, { variables, onLine: progress.say });
    closing.push(async () => {
      progress.say(`Stopping the ${name}`);
      await child.stop();
    });
    return child.ended.then((how) => `The ${name} ended by itself (${how}). What it wrote stands above.`);
  };
  const identity = read.OIDC_PROFILE === 'demonstration' ? (read.OIDC_ISSUER ?? null) : null;
  progress.say(identity === null ? 'Starting worker and API' : 'Starting worker, API and identity provider');
  const broken = Promise.race([
    start('worker', 'worker'),
    start('api', 'API'),
    ...(identity === null ? [] : [start('identity-provider', 'identity provider')]),
    database.ended.then(() => whyDatabaseEnded(database)),
  ]);

  const api = addressOf(read.API_HOST, read.API_PORT);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const ready = async (): Promise<void> => {
    await awaitAnswer('API', `${api}/health/ready`, either);
    if (identity !== null) await awaitAnswer('identity provider', `${identity}/.well-known/openid-configuration`, either);
    const startedWith = launcher.DATABASE_OWNER_URL ?? launcher.DATABASE_URL ?? null;
    await keeping.announce({ api, ownerUrl, variables: wantedByCommands(variables), startedWith });
    await awaitMatching({ applicationUrl, everything: isNew, progress, signal: either });
  };
  try {
    await Promise.race([ready(), broken.then(gaveUp)]);
  } finally {
    over.abort();
  }
  if (database.isOurs && !installation.demonstration) {
    const { directory, keepBackups: keep } = launching.options;
    closing.push(backUpDaily({ directory, ownerUrl, keep, progress }));
  }
  const queue = launcher.REDIS_URL === undefined ? 'postgresql' : 'redis';
  const data = database.isOurs ? shown(launching.options.directory) : `PostgreSQL at ${new URL(applicationUrl).host}`;
  return { api, identity, demonstration: installation.demonstration, queue, data, broken };
}

async function whyDatabaseEnded({ explain }: OpenDatabase): Promise<string> {
  const reason = await explain(null);
  return `The database ended by itself. ${reason instanceof Error ? reason.message : 'Its log, postgresql.log, lies beside its data.'}`;
}

const gaveUp = (sentence: string): never => {
  throw new Trouble(exitCodes.failed, sentence, 'Look with: npx fagtorg doctor');
};

const wanted = [
  'PUBLIC_URL',
  'MAIL_FROM',
  'DATABASE_URL',
  'REDIS_URL',
  'TOKEN_KEY',
  'TOKEN_ISSUER',
  'TOKEN_AUDIENCE',
  'DEMONSTRATION',
  'NODE_ENV',
];

const wantedByCommands = (variables: ChildSettings['variables']): Record<string, string> =>
  Object.fromEntries(wanted.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
