import { type DisposableDatabase, disposableDatabase } from '@fagtorg/db';
import { newTokenKey, openTokens, parseEnvironment } from '@fagtorg/platform';
import { Behind } from './behind.js';
import { type RunningProcess, startProcess } from './running-process.js';
import type { SignIn } from './sign-in.js';

export interface SystemOptions {
  /** The queue on this Redis; in PostgreSQL without it. */
  readonly redisUrl?: string | undefined;
  readonly workers?: number;
  /** Variables of API and worker besides; they have no rate limits unless one is set here. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly apis?: number;
  /** Puts something between API and database; answers where the API finds its database then. */
  readonly betweenApiAndDatabase?: (databaseUrl: string) => Promise<string>;
  /** Lets people sign in; nobody can without it. */
  readonly signIn?: SignIn;
  /** The database that it lives on; left out, one of the specs' own. */
  readonly database?: Pick<DisposableDatabase, 'applicationUrl' | 'ownerUrl' | 'drop'>;
}

/** API and workers on a database of their own. */
export interface System {
  readonly url: string;
  /** Where each of the API's processes answers. */
  readonly urls: readonly string[];
  /** All that the API's processes and the workers have written. */
  written(): string;
  readonly behind: Behind;
  readonly workers: readonly RunningProcess[];
  /** What the API was started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Starts a further worker, which may differ in some variables. */
  startWorker(more?: Readonly<Record<string, string>>): Promise<RunningProcess>;
  /** Starts a further API that differs in some variables, or in flags for Node. Answers where it is. */
  startApi(more: Readonly<Record<string, string>>, flags?: readonly string[]): Promise<string>;
  /** The token of a person of the demonstration. */
  tokenOf(email: string): Promise<string>;
  /** Stops everything. Answers what the API could not explain: nothing, if all went well. */
  stop(): Promise<string[]>;
}

/** Nothing may depend on where the machines stand. */
const FAR_AWAY = 'Pacific/Auckland';

/** People in specs are in a hurry. */
const noRateLimits = { RATE_ADDRESS: '0', RATE_PERSON: '0', RATE_ORGANISATION: '0', RATE_SIGN_IN: '0' };

export async function startSystem({
  redisUrl,
  workers: count = 1,
  apis: apiCount = 1,
  environment: more,
  betweenApiAndDatabase,
  signIn,
  database: given,
}: SystemOptions): Promise<System> {
  const database = given ?? (await disposableDatabase());
  const behind = await Behind.of(database.ownerUrl);
  const environment = {
    NODE_ENV: 'test',
    TZ: FAR_AWAY,
    DATABASE_URL: database.applicationUrl,
    API_PORT: '0',
    TOKEN_KEY: JSON.stringify(await newTokenKey()),
    DEMONSTRATION: 'true',
    ...noRateLimits,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...more,
  };
  const identity = await signIn?.(environment);
  const publicUrl = identity?.variables['PUBLIC_URL'];
  const whereWeAre = publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl };
  const workers: RunningProcess[] = [];
  const startWorker = async (changes: Readonly<Record<string, string>> = {}): Promise<RunningProcess> => {
    const worker = await startProcess('worker', { ...environment, ...whereWeAre, ...changes }, /the worker works.*\n/);
    workers.push(worker);
    return worker;
  };
  const apiDatabase = (await betweenApiAndDatabase?.(database.applicationUrl)) ?? database.applicationUrl;
  const apis: RunningProcess[] = [];
  const apiEnvironment = { ...environment, ...identity?.variables, DATABASE_URL: apiDatabase };
  const startApi = async (changes: Readonly<Record<string, string>> = {}, flags: readonly string[] = []): Promise<string> => {
    const api = await startProcess('api', { ...apiEnvironment, ...changes }, /the API answers.*\n/, flags);
    apis.push(api);
    return /\burl"?[=:]"?(http:[^\s"]+)/.exec(api.lines().join('\n'))?.[1] ?? '';
  };
  const [urls] = await Promise.all([
    Promise.all(Array.from({ length: apiCount }, () => startApi())),
    ...Array.from({ length: count }, () => startWorker()),
  ]);
  return {
    url: urls[0] ?? '',
    urls,
    written: () => [...apis, ...workers].flatMap((process) => process.lines()).join('\n'),
    behind,
    workers,
    environment: apiEnvironment,
    startWorker,
    startApi,
    tokenOf: await issuer(apiEnvironment, behind),
    stop: async () => {
      await Promise.all([...apis, ...workers].map((process) => process.stop()));
      await identity?.stop();
      await closed(behind, database);
      return apis.flatMap((api) => api.lines()).filter((line) => line.includes('an operation failed'));
    },
  };
}

async function closed(behind: Behind, database: Pick<DisposableDatabase, 'drop'>): Promise<void> {
  await behind.close();
  await database.drop();
}

/** Signs people in as the API would have it: each with one token for as long as the system lives. */
async function issuer(environment: Readonly<Record<string, string>>, behind: Behind): Promise<(email: string) => Promise<string>> {
  const read = parseEnvironment(environment);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { TOKEN_KEY: key, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = read.value;
  const tokens = await openTokens({ key, issuer, audience });
  const issued = new Map<string, Promise<string>>();
  return (email) => {
    const token = issued.get(email) ?? behind.tokenHolder(email).then((holder) => tokens.issue(holder, 3600));
    issued.set(email, token);
    return token;
  };
}
