import { readFile, statfs } from 'node:fs/promises';
import { systemCode } from './system-code.js';

/** What can stand in the way of the embedded database. A closed set, so that a launcher can decide on it. */
export type EmbeddedDatabaseProblem =
  | 'IN_USE'
  | 'NEWER_VERSION'
  | 'OLDER_VERSION'
  | 'DISK_FULL'
  | 'NOT_WRITABLE'
  | 'OTHER_OWNER'
  | 'DATA_MISSING'
  | 'LOCALE'
  | 'NO_BINARY'
  | 'NO_SERVICE_USER'
  | 'DID_NOT_START';

/** Says in one plain sentence what is wrong (`message`) and what to do about it (`wayOut`); no data was touched. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';

  constructor(
    readonly code: EmbeddedDatabaseProblem,
    message: string,
    readonly wayOut: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const useAnotherDatabase = 'or set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL (15 or newer) of your own';

const diskIsFull = (where: string, cause: unknown): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'DISK_FULL',
    `The disk that holds ${where} is full.`,
    'Make some room (the database needs about 300 MB to begin with) and start again; what was saved before is still there.',
    { cause },
  );

const SAYS_FULL = /No space left on device|Disk quota exceeded/;

/** PostgreSQL gives up where it can't have another segment of its write-ahead log, which is so large. */
const SEGMENT_BYTES = 16 * 1_048_576;

/**
 * A disk that fills up while the database works shows itself in many ways to those who use it: refused statements, lost connections. The log of
 * this run says it plainly, unless there was no room even for that. Any other failure is handed back as it came.
 */
export const explainByDisk = async (failure: unknown, { log, folder }: { log: string; folder: string }): Promise<unknown> => {
  const written = await readFile(log, 'utf8').catch(() => '');
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  return SAYS_FULL.test(written) || free < SEGMENT_BYTES ? diskIsFull(folder, failure) : failure;
};

const notWritable = (where: string, cause: unknown): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'NOT_WRITABLE',
    `This user may not write in ${where}.`,
    'Give this user the right to write there, or choose another place with --data-dir.',
    { cause },
  );

/** For a program that the system can't even begin: another libc, another processor, a mount that forbids it. */
export const canNotRun = (cause: unknown): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'NO_BINARY',
    'The PostgreSQL that comes with Fagtorg does not run on this machine (on Linux it needs glibc).',
    `Use a system with glibc, ${useAnotherDatabase}.`,
    { cause },
  );

/**
 * Turns a failure of the file system into an EmbeddedDatabaseError where the reader can do something about it; anything else is
 * handed back as it came.
 */
export const explainFileFailure = (failure: unknown, where: string): unknown => {
  switch (systemCode(failure)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskIsFull(where, failure);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(where, failure);
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedDatabaseError(
        'NOT_WRITABLE',
        `${where} can't be a data directory, as there is a file in its place.`,
        'Choose another place with --data-dir.',
        { cause: failure },
      );
    default:
      return failure;
  }
};

/** Finds the reason in what initdb or postgres wrote before it gave up. */
export const explainOutput = (output: string, where: string): EmbeddedDatabaseError => {
  const lastLines = output.trim().split('\n').slice(-8).join('\n');
  const cause = new Error(lastLines || 'PostgreSQL gave no reason.');
  if (SAYS_FULL.test(output)) return diskIsFull(where, cause);
  if (/invalid locale|could not open collator|locale .* not (found|supported)/i.test(output)) {
    return new EmbeddedDatabaseError(
      'LOCALE',
      'This machine has no UTF-8 locale that PostgreSQL accepts (C.UTF-8, en_US.UTF-8 or nb_NO.UTF-8).',
      `Install one of them (on Debian: apt-get install locales-all), ${useAnotherDatabase}.`,
      { cause },
    );
  }
  if (/error while loading shared libraries|Library not loaded|version `\S+' not found/.test(output)) {
    return new EmbeddedDatabaseError(
      'NO_BINARY',
      'The PostgreSQL that comes with Fagtorg lacks a system library on this machine.',
      `Install the library that is named below, ${useAnotherDatabase}.`,
      { cause },
    );
  }
  if (/Permission denied|Read-only file system/.test(output)) return notWritable(where, cause);
  return new EmbeddedDatabaseError(
    'DID_NOT_START',
    `The embedded PostgreSQL did not start. It said:\n${lastLines}`,
    `The whole log lies in ${where}; ${useAnotherDatabase}.`,
    { cause },
  );
};
