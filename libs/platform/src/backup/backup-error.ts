/** What can stand in the way of a backup or a restore. A closed set, so that a command can decide on it. */
export type BackupProblem =
  'NOT_A_BACKUP' | 'CUT_OFF' | 'DAMAGED' | 'NEWER_FORMAT' | 'OTHER_MACHINE' | 'NO_ROOM' | 'FAILED' | 'DIFFERS' | 'LOG' | 'OF_A_SERVER';

/** Says in one plain sentence what is wrong (`message`) and what to do about it (`wayOut`). No data was lost. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupProblem,
    message: string,
    readonly wayOut: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
