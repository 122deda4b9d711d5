import { MigrationError, RealPeopleLiveHere, ReferenceRefused } from '@fagtorg/core';
import { BackupError, EmbeddedDatabaseError } from '@fagtorg/platform';
import { type ExitCode, exitCodes } from './exit-codes.js';

/** Something that the operator can mend: what is wrong in a plain sentence, and what to do about it. */
export class Trouble extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly wayOut: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** How a failure is told, and what the command exits with. */
export interface Explained {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly wayOut: string;
}

/** Tells any failure in plain words; only what nobody foresaw comes with its stack. */
export function explain(failure: unknown): Explained {
  if (failure instanceof Trouble) return failure;
  if (failure instanceof EmbeddedDatabaseError) {
    return { exitCode: exitCodes.unavailable, message: withReason(failure), wayOut: failure.wayOut };
  }
  if (failure instanceof MigrationError) {
    const { message, wayOut } = failure;
    return { exitCode: migrationExits[failure.code] ?? exitCodes.unavailable, message, wayOut };
  }
  if (failure instanceof BackupError) {
    const { message, wayOut, code } = failure;
    return { exitCode: unavailableForBackups.includes(code) ? exitCodes.unavailable : exitCodes.failed, message, wayOut };
  }
  if (failure instanceof ReferenceRefused) {
    const message = `The reference data has rows that can't be right. Nothing was changed.\n${failure.message}`;
    return { exitCode: exitCodes.failed, message, wayOut: 'Restore the folder prisma/reference from the repository.' };
  }
  if (failure instanceof RealPeopleLiveHere) {
    const message = `${failure.message} A demonstration is not put among them.`;
    return { exitCode: exitCodes.configuration, message, wayOut: 'Say --no-demo, or use another database.' };
  }
  return fileTrouble(failure) ?? unforeseen(failure);
}

/** What can be had by other means; anything else about a backup is a fault that was found. */
const unavailableForBackups: readonly BackupError['code'][] = ['NO_ROOM', 'OTHER_MACHINE', 'NEWER_FORMAT'];

const migrationExits: Partial<Record<MigrationError['code'], ExitCode>> = {
  FAILED: exitCodes.failed,
  EDITED: exitCodes.failed,
  NOT_ALLOWED: exitCodes.configuration,
};

/** Where the way out points to what the system said, that is told as well. */
const withReason = ({ message, code, cause }: EmbeddedDatabaseError): string =>
  ['NO_BINARY', 'LOCALE', 'NO_SERVICE_USER'].includes(code) && cause instanceof Error ? `${message}\n${cause.message}` : message;

function fileTrouble(failure: unknown): Explained | null {
  if (!(failure instanceof Error && 'code' in failure && 'path' in failure)) return null;
  const path = String(failure.path);
  const exitCode = exitCodes.unavailable;
  switch (failure.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { exitCode, message: `The disk that holds ${path} is full.`, wayOut: 'Make some room and try again; what was saved is kept.' };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        exitCode,
        message: `This user may not write ${path}.`,
        wayOut: 'Give this user the right, or choose another place with --data-dir.',
      };
    default:
      return null;
  }
}

const unforeseen = (failure: unknown): Explained => ({
  exitCode: exitCodes.software,
  message: `This was not foreseen: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`,
  wayOut: 'Look with: npx fagtorg doctor',
});
