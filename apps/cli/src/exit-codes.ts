/** What the command exits with; the larger ones are those of sysexits.h. */
export const exitCodes = {
  ok: 0,
  /** A check found a fault, or a process ended by itself. */
  failed: 1,
  usage: 2,
  /** Something that is needed is not to be had: a port, a database, disk. */
  unavailable: 69,
  /** Our own fault. */
  software: 70,
  configuration: 78,
  /** Asked to stop before it was done. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodesHelp = `
Exit codes:
  0    all went well
  1    a check found something wrong, or a process ended by itself
  2    the command was not understood
  69   something is not to be had: the port, the database, room on the disk
  70   a fault in Fagtorg itself
  78   the environment is not right
  130  stopped before it was done`;
