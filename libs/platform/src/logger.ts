import { pino, stdTimeFunctions, type DestinationStream, type Level, type Logger } from 'pino';

export type { Logger } from 'pino';
export type LogLevel = Level | 'silent';

/** Fields that say who somebody is or let one act as them, wherever they stand; a database's `detail` quotes whole rows. */
const personal = [
  ...['authorization', 'cookie', 'set-cookie', 'token', 'accessToken', 'refreshToken', 'idToken', 'password', 'secret'],
  ...['email', 'name', 'givenName', 'familyName', 'fullName', 'phone', 'detail'],
];
const redacted = personal.flatMap((field) => ['', '*', '*.*', '*.*.*'].map((above) => `${above}["${field}"]`));

export interface LoggerOptions {
  /** Which of our processes speaks: api, worker, cli. */
  readonly process: string;
  readonly level: LogLevel;
  /** json: one object a line, for machines. lines: for people at a terminal. */
  readonly format: 'json' | 'lines';
  /** Standard output unless it is given. */
  readonly to?: DestinationStream;
}

/** A log without personal data: what personal fields hold is never written. Texts are written as they are, so put no person in them. */
export const createLogger = ({ process: speaker, level, format, to = process.stdout }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { process: speaker },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted, censor: '***' },
    },
    format === 'json' ? to : { write: (line) => to.write(readable(line)) },
  );

interface Line {
  readonly time: string;
  readonly level: string;
  readonly process: string;
  readonly msg?: string;
  readonly err?: unknown;
  readonly [field: string]: unknown;
}

/** `09:31:02 warn  worker  the message  field=value`, and the stack of an error below it. */
const readable = (line: string): string => {
  const { time, level, process: speaker, msg = '', err, ...rest } = JSON.parse(line) as Line;
  const fields = Object.entries(rest).map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const head = [time.slice(11, 19), level.padEnd(5), speaker, msg, ...fields].join('  ');
  return `${head}\n${isError(err) ? `${err.stack.replace(/^/gm, '    ')}\n` : ''}`;
};

const isError = (value: unknown): value is { readonly stack: string } =>
  typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string';
