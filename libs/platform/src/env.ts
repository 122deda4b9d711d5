import { isIP } from 'node:net';
import { z } from 'zod';
import { mailProblems, mailVariables } from './env-mail.js';
import { signInProblems, signInVariables } from './env-sign-in.js';

/** sysexits.h: something was configured wrongly. */
const exitConfiguration = 78;

const trueOrFalse = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((word) => word === 'true');

const wholeNumber = (least: number, most: number, fallback: number) => {
  const message = `must be a whole number from ${String(least)} to ${String(most)}`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message).default(fallback);
};

/** A list with commas in it; what is wrong with an entry is not repeated. */
const listOf = (message: string, fits: (entry: string) => boolean) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((entry) => entry.trim() || []))
    .refine((entries) => entries.every(fits), message);

const isOrigin = (entry: string): boolean =>
  URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol) && new URL(entry).origin === entry;

/** What Express takes for a proxy: an address, a network or one of its three names. How many there are would be an answer that anybody can forge. */
const isNetwork = (entry: string): boolean => {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true;
  const [address = '', bits, ...more] = entry.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return longest > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest));
};

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a URL that begins with postgresql://' });
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a URL that begins with redis:// or rediss://' });

/** A private signing key as jose reads it (RFC 8037). */
const privateEd25519 = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
  d: z.string().min(1),
  kid: z.string().optional(),
});
const mustBeKey = 'must be a private Ed25519 key as a JSON Web Key (with kty, crv, x and d) in JSON';
const ed25519Key = z.string(mustBeKey).transform((text, context) => {
  try {
    return privateEd25519.parse(JSON.parse(text));
  } catch {
    // What is wrong inside is not repeated: it might be the secret.
    context.addIssue({ code: 'custom', message: mustBeKey });
    return z.NEVER;
  }
});

/**
 * Every environment variable of the API and the worker, with what it is for; `.env.example` is printed from this. The description
 * stands last, on the outermost schema.
 */
export const environmentSchema = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'], 'must be development, test or production')
      .default('development')
      .describe('What this process is for.'),
    DATABASE_URL: postgresUrl.describe('The PostgreSQL database, signed in as the application (fagtorg_app), which owns nothing.'),
    DATABASE_OWNER_URL: postgresUrl
      .optional()
      .describe('The same database, signed in as the owner of its tables. Only migrations need it; keep it from API and worker.'),
    REDIS_URL: redisUrl.optional().describe('The queue on Redis or Valkey. Without it the queue lives in PostgreSQL.'),
    API_HOST: z.string().default('127.0.0.1').describe('The address that the API listens on.'),
    API_PORT: wholeNumber(0, 65_535, 4000).describe('The port that the API listens on.'),
    TOKEN_KEY: ed25519Key.describe('The private Ed25519 key (JSON Web Key) that bearer tokens are signed with.'),
    TOKEN_ISSUER: z.string().default('https://fagtorg.example').describe('Who issues the tokens: their iss.'),
    TOKEN_AUDIENCE: z.string().default('fagtorg-api').describe('Whom the tokens are for: their aud.'),
    DEMONSTRATION: trueOrFalse.describe('Demonstration people and sign-in without identity provider; never in production.'),
    ...signInVariables,
    ...mailVariables,
    SESSION_IDLE_MINUTES: wholeNumber(5, 1440, 60).describe('Minutes without use after which a browser is signed out.'),
    SESSION_HOURS: wholeNumber(1, 168, 12).describe('Hours after which a browser is signed out in any case.'),
    REFRESH_TOKEN_DAYS: wholeNumber(1, 30, 30).describe(
      'Days that a program may renew its bearer token after a sign-in; not longer than ended sign-ins are remembered.',
    ),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
      .default('info')
      .describe('How much is logged.'),
    WORKER_CONCURRENCY: wholeNumber(1, 100, 4).describe('How many jobs a worker does at once.'),
    DATABASE_POOL: wholeNumber(1, 1000, 10).describe('How many database sessions a process keeps at most.'),
    ALLOWED_ORIGINS: listOf('must be origins such as https://fagtorg.example, with commas between', isOrigin).describe(
      'Pages elsewhere that may call the API from a browser (CORS). Left out: none.',
    ),
    TRUST_PROXY: listOf('must be addresses, networks, loopback, linklocal or uniquelocal, with commas between', isNetwork).describe(
      'Who stands before the API and may say in X-Forwarded-For whom it speaks for. Left out: nobody, and each caller is who it seems.',
    ),
    LIMIT_TOKENS: wholeNumber(1, 100_000, 1_000).describe('The most tokens (words and signs) in a GraphQL document.'),
    LIMIT_DEPTH: wholeNumber(1, 100, 8).describe(
      'The most levels of fields in an operation; edges and node of a connection are not counted.',
    ),
    LIMIT_ALIASES: wholeNumber(0, 1_000, 15).describe('The most fields of an operation that are given another name.'),
    LIMIT_COST: wholeNumber(1, 10_000_000, 100_000).describe('The most things that an answer may hold, were all its lists full.'),
    LIMIT_PAGE: wholeNumber(1, 1_000, 100).describe('The most rows on a page of a list.'),
    LIMIT_BODY_KB: wholeNumber(1, 10_000, 100).describe('The largest request body, in kB.'),
    RATE_ADDRESS: wholeNumber(0, 1_000_000, 300).describe(
      'Requests a minute from one address (IPv4) or network (IPv6 /64) by people who are not signed in; also failed sign-ins. 0: no limit.',
    ),
    RATE_PERSON: wholeNumber(0, 1_000_000, 600).describe('Requests a minute by one person or program. 0: no limit.'),
    RATE_ORGANISATION: wholeNumber(0, 10_000_000, 6_000).describe('Requests a minute by all who work for one organisation. 0: no limit.'),
    RATE_SIGN_IN: wholeNumber(0, 1_000_000, 60).describe('Steps of a sign-in a minute from one address or IPv6 network. 0: no limit.'),
  })
  .refine((read) => !(read.NODE_ENV === 'production' && read.DEMONSTRATION), {
    path: ['DEMONSTRATION'],
    error: 'must not be true together with NODE_ENV=production',
    // Also when another variable is wrong, so that the reader learns all at once.
    when: () => true,
  })
  .check(({ value, issues }) => {
    for (const { name, message } of [...signInProblems(value), ...mailProblems(value)])
      issues.push({ code: 'custom', path: [name], message, input: value });
  });

/** What the launcher and the specs may find: nothing of it is needed, as they can start a database of their own. */
export const launcherEnvironmentSchema = z.object({
  DATABASE_URL: postgresUrl.optional().describe('An own PostgreSQL instead of the embedded one, as the application.'),
  DATABASE_OWNER_URL: postgresUrl.optional().describe('The same database as the owner of its tables; goes with DATABASE_URL.'),
  DATABASE_BACKUP_URL: postgresUrl
    .optional()
    .describe('The same database as a role that may copy the server and read all of it; backups of a server of your own are taken by it.'),
  REDIS_URL: redisUrl.optional().describe('The queue on this Redis instead of in PostgreSQL.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' })
    .optional()
    .describe('The address at which people know Fagtorg; links begin with it.'),
  MAIL_FROM: mailVariables.MAIL_FROM,
  TEST_DATABASE_URL: postgresUrl
    .optional()
    .describe('A PostgreSQL server that serves tests alone, signed in as its superuser; else an embedded one is started.'),
  REDIS_TEST_URL: redisUrl.optional().describe('A Redis for the specs, which is emptied; else a redis-server is looked for.'),
  CI: z
    .string()
    .optional()
    .transform((word) => word !== undefined && word !== 'false')
    .describe('Set by build servers: what the specs lack is then a failure and not skipped.'),
});

export type Environment = z.output<typeof environmentSchema>;
export type LauncherEnvironment = z.output<typeof launcherEnvironmentSchema>;

/** Either the environment, or everything that is wrong with it, one sentence a problem; no value is repeated in them. */
export type ParsedEnvironment<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly string[] };

type Source = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing counts as not set, as compose files and .env templates leave such behind. */
const withoutEmpty = (source: Source): Source => Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));

const parse = <S extends z.ZodObject<Record<string, z.ZodType>>>(schema: S, source: Source): ParsedEnvironment<z.output<S>> => {
  const set = withoutEmpty(source);
  const read = schema.safeParse(set);
  if (read.success) return { ok: true, value: read.data };
  const problems = read.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    if (set[name] !== undefined || issue.code === 'custom') return `${name} ${issue.message}.`;
    return `${name} is missing. ${schema.shape[name]?.description ?? ''}`.trim();
  });
  return { ok: false, problems };
};

/** Reads the variables of API and worker from any source. */
export const parseEnvironment = (source: Source): ParsedEnvironment<Environment> => parse(environmentSchema, source);

/** Reads the variables of the launcher and the specs from any source. */
export const parseLauncherEnvironment = (source: Source): ParsedEnvironment<LauncherEnvironment> =>
  parse(launcherEnvironmentSchema, source);

const orExit = <T>(parsed: ParsedEnvironment<T>): T => {
  if (parsed.ok) return parsed.value;
  const lines = ['Fagtorg can not start: the environment is not right.', ...parsed.problems.map((problem) => `  ${problem}`)];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(exitConfiguration);
};

/** The environment of API and worker. Says all that is wrong on stderr and exits with 78 (EX_CONFIG) otherwise. */
export const readEnvironment = (): Environment => orExit(parseEnvironment(process.env));

/** The environment of the launcher and the specs, where everything may be left out; a malformed value exits with 78 all the same. */
export const readLauncherEnvironment = (): LauncherEnvironment => orExit(parseLauncherEnvironment(process.env));

/** What a process that we start will find: the variables, and how it reads them. */
export interface ChildEnvironment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly read: ParsedEnvironment<Environment>;
}

/**
 * The environment for an API or a worker that the launcher starts: our own, completed. It is read here as they will read it, so that what is
 * wrong is said before anything is started.
 *
 * @param unlessSet holds where our own says nothing
 * @param always holds whatever our own says; undefined keeps a variable from the child
 */
export const environmentForChild = ({ unlessSet, always }: { readonly unlessSet: Source; readonly always: Source }): ChildEnvironment => {
  const variables = { ...unlessSet, ...withoutEmpty(process.env), ...always };
  return { variables, read: parseEnvironment(variables) };
};
