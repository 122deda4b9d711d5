/** Why the database could not be brought to the state of the folder. A closed set, so that a launcher can decide on it. */
export type MigrationProblem =
  'CANNOT_CONNECT' | 'NOT_ALLOWED' | 'LOCKED' | 'FOLDER_MISSING' | 'DATABASE_NEWER' | 'EDITED' | 'NOT_EMPTY' | 'FAILED';

/** Says in one plain sentence what is wrong (`message`), which migration it is about, and what to do (`wayOut`). */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';

  constructor(
    readonly code: MigrationProblem,
    message: string,
    readonly wayOut: string,
    readonly migration: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Names are shown to an operator: a handful is enough to recognise the case. */
export const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${String(names.length - 5)} more` : names.join(', ');
