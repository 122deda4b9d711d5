import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** Where the data lie when nobody says otherwise: beside the code, wherever one stands. */
export const defaultDataDirectory = join(repository, '.fagtorg');

/** A path as it is told: from here where it lies below, else in full. */
export function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}

/** @throws Trouble where something else is in the place of a data directory, or of a folder above it */
export async function refuseOtherThings(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (failure: unknown) => !(failure instanceof Error && 'code' in failure && failure.code === 'ENOTDIR'),
  );
  if (isFolder) return;
  const message = `${shown(path)} can't be a data directory: there is a file in its place.`;
  throw new Trouble(exitCodes.unavailable, message, 'Choose another place with --data-dir.');
}

/** What is decided at the first start and kept from then on. */
export interface Installation {
  /** The private key that bearer tokens are signed with: a JSON Web Key in JSON. */
  readonly tokenKey: string;
  /** Whether it is a demonstration, with people and a market that are made up. */
  readonly demonstration: boolean;
  /** Whether the market of the demonstration has been made up to its end. */
  readonly marketComplete: boolean;
}

const installationFile = (directory: string): string => join(directory, 'installation.json');

/** Writes a file whole or not at all, for this user's eyes only. */
export async function writeSecretly(path: string, content: object): Promise<void> {
  const draft = `${path}.${String(process.pid)}`;
  try {
    await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } catch (failure) {
    await rm(draft, { force: true });
    throw failure;
  }
}

/** Null where nothing has been installed. */
export async function readInstallation(directory: string): Promise<Installation | null> {
  const path = installationFile(directory);
  const text = await readFile(path, 'utf8').catch((failure: unknown) => {
    if (isMissing(failure)) return null;
    throw failure;
  });
  if (text === null) return null;
  const read = parsed(text);
  if (isInstallation(read)) return read;
  throw new Trouble(exitCodes.unavailable, `The file ${shown(path)} is damaged.`, 'Restore it from a backup, or begin anew with --fresh.');
}

export async function keepInstallation(directory: string, installation: Installation): Promise<void> {
  await writeSecretly(installationFile(directory), installation);
}

export const forgetInstallation = (directory: string): Promise<void> => rm(installationFile(directory), { force: true });

const isMissing = (failure: unknown): boolean => failure instanceof Error && 'code' in failure && failure.code === 'ENOENT';

/** What JSON holds, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut off by a crash of the machine
  }
}

const isInstallation = (read: unknown): read is Installation =>
  typeof read === 'object' &&
  read !== null &&
  'tokenKey' in read &&
  typeof read.tokenKey === 'string' &&
  'demonstration' in read &&
  typeof read.demonstration === 'boolean' &&
  'marketComplete' in read &&
  typeof read.marketComplete === 'boolean';
