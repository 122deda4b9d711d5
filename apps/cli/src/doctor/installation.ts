import {
  backlog,
  type ClockReading,
  Database,
  type Inhabitants,
  inhabitants,
  type LettersOfSearch,
  lettersOfSearch,
  type MigrationStatus,
  readClock,
  schemaStatus,
} from '@fagtorg/core';
import { clockWords } from '../commands/clock-words.js';
import { type Found, onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { reachQueue } from '../launch/reach-queue.js';
import { figure } from '../progress.js';
import { explain, Trouble } from '../trouble.js';
import { checkKeeping } from './keeping.js';
import { type Check, fault, look, note, ok } from './check.js';

/** What an installation must have. One that lies still is started for the look. */
export async function checkInstallation(options: { directory: string; onProgress: (message: string) => void }): Promise<Check[]> {
  try {
    return await onInstallation(options, (found) => examine(found, options.directory));
  } catch (failure) {
    const { message, wayOut } = explain(failure);
    return [failure instanceof Trouble ? note('installation', message, wayOut) : fault('installation', message, wayOut)];
  }
}

async function examine(found: Found, directory: string): Promise<Check[]> {
  const place = ok('installation', found.where);
  const reached = await look('database', () => database(found));
  if (reached.state === 'fault') return [place, reached];
  const schema = await look('migrations', async () => migrations(await schemaStatus(found)));
  if (schema.state === 'fault') return [place, reached, schema];
  const { applicationUrl } = found;
  return [
    place,
    reached,
    schema,
    await look('roles', () => roles(found)),
    await look('search', async () => search(await onDatabase(applicationUrl, lettersOfSearch))),
    await look('people', async () => people(await onDatabase(found.ownerUrl, inhabitants))),
    await look('clock', async () => clock(await onDatabase(applicationUrl, readClock))),
    await look('queue', () => queue(found)),
    await look('outbox', async () => outbox(await onDatabase(applicationUrl, (open) => open.asMatcher(backlog)), found)),
    await look('API', () => api(found)),
    ...(await checkKeeping(found, directory)),
  ];
}

const database = ({ ownerUrl }: Found): Promise<Check> =>
  onDatabase(ownerUrl, () => Promise.resolve(ok('database', `PostgreSQL at ${new URL(ownerUrl).host} answers`)));

/** @internal */
export function migrations({ applied, pending, cutOff, edited, unknown }: MigrationStatus): Check {
  const newer = 'The database is of a newer Fagtorg: it has migrations that this one does not know.';
  if (unknown.length > 0) return fault('migrations', newer, 'Use that newer version, or another database.');
  if (edited.length > 0)
    return fault('migrations', `Changed after they were applied: ${edited.join(', ')}.`, 'Restore the files as they were.');
  const open = new Set([...pending, ...cutOff]);
  if (open.size > 0) return fault('migrations', `Not applied yet: ${[...open].join(', ')}.`, 'npx fagtorg migrate');
  return ok('migrations', `all ${applied.length} applied`);
}

async function roles({ applicationUrl, ownerUrl }: Found): Promise<Check> {
  if (applicationUrl === ownerUrl) {
    return note(
      'roles',
      "Only the owner's sign-in is given; npm start lets the application in by a role of its own.",
      'On a server set both: DATABASE_URL to fagtorg_app, and DATABASE_OWNER_URL to the owner.',
    );
  }
  const application = new Database({ url: applicationUrl, pool: 1 });
  try {
    await application.refusePowers();
    return ok('roles', 'the application owns nothing and is bound by row security');
  } catch (failure) {
    return fault('roles', failure instanceof Error ? failure.message : String(failure), 'Correct DATABASE_URL.');
  } finally {
    await application.close();
  }
}

/** What a letter is, PostgreSQL takes from the database's LC_CTYPE, which is chosen when the database is made. @internal */
export function search({ beyondAscii, ctype }: LettersOfSearch): Check {
  if (beyondAscii) return ok('search', `knows all letters (LC_CTYPE ${ctype})`);
  return note(
    'search',
    `The database has LC_CTYPE ${ctype}: misspelt words are sought by the letters a to z alone. æ, ø, å and North Sámi letters are found by their plain spellings; others are dropped.`,
    "To have them all, make the database anew: CREATE DATABASE … LC_CTYPE 'C.UTF-8' TEMPLATE template0",
  );
}

function people({ madeUp, real }: Inhabitants): Check {
  if (madeUp > 0 && real > 0) {
    return fault('people', `${figure(madeUp)} people who are made up live among ${figure(real)} who are not.`, 'Remove one or the other.');
  }
  if (madeUp > 0) return ok('people', `${figure(madeUp)}, all made up: a demonstration`);
  return real > 0 ? ok('people', figure(real)) : note('people', 'Nobody lives here yet.', 'npx fagtorg seed (for a demonstration)');
}

const clock = (reading: ClockReading): Check =>
  reading.offsetSeconds === 0 ? ok('clock', 'real time') : note('clock', clockWords(reading), 'npx fagtorg clock reset');

async function queue({ redisUrl, applicationUrl }: Found): Promise<Check> {
  await reachQueue({ redisUrl, postgresUrl: applicationUrl }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const way = redisUrl === undefined ? 'npx fagtorg migrate' : 'Start Redis, or correct REDIS_URL.';
    throw new Trouble(69, `The queue does not answer: ${reason}`, way, { cause });
  });
  return ok('queue', redisUrl === undefined ? 'in PostgreSQL' : `on Redis at ${new URL(redisUrl).host}`);
}

function outbox({ waiting, parked }: { waiting: number; parked: number }, { running }: Found): Check {
  const says = `${figure(waiting)} waiting, ${figure(parked)} parked`;
  if (parked > 0) return fault('outbox', says, 'See why: npx fagtorg outbox list --parked. Then: npx fagtorg outbox retry --all');
  return waiting > 0 && !running ? note('outbox', says, 'A worker does it: npm start') : ok('outbox', says);
}

async function api({ running }: Found): Promise<Check> {
  if (!running) return note('API', 'Nothing of it was found running.', 'npm start');
  const answer = await fetch(`${running.api}/health/ready`).catch(() => null); // nobody listens
  return answer?.ok
    ? ok('API', `ready at ${running.api}`)
    : fault('API', `${running.api} is not ready.`, 'Look into its log; start it again.');
}
