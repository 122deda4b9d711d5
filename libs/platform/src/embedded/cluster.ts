import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canNotRun, EmbeddedDatabaseError, explainFileFailure, explainOutput, useAnotherDatabase } from './embedded-error.js';
import type { Home, Places } from './home.js';

/** The superuser of the embedded database. Nothing but the launcher and the harness of the specs ever signs in as it. */
export const administrator = 'fagtorg_admin';

const ourMajorVersion = 18;

/**
 * Locales of the C library to try, best first. PostgreSQL takes word characters from it even where ICU sorts: with plain `C`,
 * pg_trgm silently drops æ, ø, å and every Sámi letter.
 */
const locales = ['C.UTF-8', 'en_US.UTF-8', 'nb_NO.UTF-8'];

/** Whether there is a database already. Throws NEWER_VERSION or OLDER_VERSION for one that this PostgreSQL can't open. */
export const clusterExists = async (places: Places): Promise<boolean> => {
  const version = (await readFile(join(places.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === '') return false;
  const major = Number(version.split('.')[0]);
  if (major > ourMajorVersion) {
    throw new EmbeddedDatabaseError(
      'NEWER_VERSION',
      `The database in ${places.cluster} was made by PostgreSQL ${version}; this Fagtorg brings version ${String(ourMajorVersion)}. Nothing was changed.`,
      'Use the newer Fagtorg that made it, choose another place with --data-dir, or begin anew with --fresh (which deletes the old data).',
    );
  }
  if (major < ourMajorVersion) {
    throw new EmbeddedDatabaseError(
      'OLDER_VERSION',
      `The database in ${places.cluster} was made by PostgreSQL ${version}; this Fagtorg brings version ${String(ourMajorVersion)}. Nothing was changed.`,
      `Move the data with pg_upgrade or with the older Fagtorg, begin anew with --fresh (which deletes the old data), ${useAnotherDatabase}.`,
    );
  }
  return true;
};

/** The administrator's password. Throws DATA_MISSING when a database is there and its password is not. */
export const readPassword = async (places: Places): Promise<string> => {
  const password = (await readFile(places.password, 'utf8').catch(() => '')).trim();
  if (password !== '') return password;
  throw new EmbeddedDatabaseError(
    'DATA_MISSING',
    `The file ${places.password} with the password of the database is gone.`,
    'Put it back, or begin anew with --fresh (which deletes the old data).',
  );
};

/** Runs initdb; null when it made the database, else what it said. */
const runInitdb = async (home: Home, draft: string, locale: string, durable: boolean): Promise<string | null> => {
  const flags = [
    `--pgdata=${draft}`,
    `--username=${administrator}`,
    `--pwfile=${home.password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=nb-NO',
    '--locale=C',
    `--lc-ctype=${locale}`,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const initdb = spawn(home.binaries.initdb, flags, {
    ...home.runAs,
    cwd: home.folder,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const stream of [initdb.stdout, initdb.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const outcome: unknown[] = await once(initdb, 'close').catch((failure: unknown) => {
    throw canNotRun(failure);
  });
  return outcome[0] === 0 ? null : Buffer.concat(said).toString();
};

/**
 * Makes the database: UTF-8, sorted as Norwegian is (ICU, nb-NO), with a password that nobody but this user can read. It is made
 * beside its place and moved there when it is whole, so a start that was cut off leaves nothing to trip over.
 */
export const createCluster = async (home: Home, durable: boolean): Promise<void> => {
  const draft = `${home.cluster}.draft`;
  try {
    await rm(draft, { recursive: true, force: true });
    await rm(home.password, { force: true });
    await writeFile(home.password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    const { uid, gid } = home.runAs;
    if (uid !== undefined && gid !== undefined) await chown(home.password, uid, gid);
    let said: string | null = '';
    for (const locale of locales) {
      said = await runInitdb(home, draft, locale, durable);
      if (said === null) {
        await rename(draft, home.cluster);
        return;
      }
      if (!said.includes('invalid locale')) break;
    }
    throw explainOutput(said, home.folder);
  } catch (failure) {
    await rm(draft, { recursive: true, force: true });
    throw explainFileFailure(failure, home.folder);
  }
};
