import { pino, stdTimeFunctions, type DestinationStream, type Level, type Logger } from 'pino';
import { writtenFault } from './fault.js';
import { withoutSecrets } from './secrets.js';

export type { Logger } from 'pino';
export type LogLevel = Level | 'silent';

export interface LoggerOptions {
  /** Which of our processes speaks: api, worker, cli. */
  readonly process: string;
  readonly level: LogLevel;
  /** json: one object a line, for machines. lines: for people at a terminal. */
  readonly format: 'json' | 'lines';
  /** Standard output unless it is given. */
  readonly to?: DestinationStream;
}

/**
 * A log without secrets and personal data: what such fields hold is never written, and what looks like a secret, an address or a national
 * identity number is cut out of every text. A name in a text can't be told from other words, so put no person in one.
 */
export const createLogger = ({ process: speaker, level, format, to = process.stdout }: LoggerOptions): Logger => {
  const written = format === 'json' ? oneObject : readable;
  return pino(
    {
      level,
      base: { process: speaker },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: writtenFault },
    },
    { write: (line) => to.write(written(withoutSecrets(JSON.parse(line)) as Line)) },
  );
};

interface Line {
  readonly time: string;
  readonly level: string;
  readonly process: string;
  readonly msg?: string;
  readonly err?: unknown;
  readonly [field: string]: unknown;
}

const oneObject = (line: Line): string => `${JSON.stringify(line)}\n`;

/** `09:31:02 warn  worker  the message  field=value`, and the stack of an error below it. */
const readable = ({ time, level, process: speaker, msg = '', err, ...rest }: Line): string => {
  const fields = Object.entries(rest).map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const head = [time.slice(11, 19), level.padEnd(5), speaker, msg, ...fields].join('  ');
  return `${head}\n${isError(err) ? `${err.stack.replace(/^/gm, '    ')}\n` : ''}`;
};

const isError = (value: unknown): value is { readonly stack: string } =>
  typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string';
