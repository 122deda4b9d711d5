import { openDisposableInstallation } from '@fagtorg/core';
import { newTokenKey, openTokens, parseEnvironment } from '@fagtorg/platform';
import { Behind, type Headers, TODAY } from '@fagtorg/testing';
import { type Running, start } from './running.js';
import type { Trial } from './trial.js';

/** Norway with its people on a database of its own, the API before it; workers come and go. */
export interface System {
  /** Where the API takes GraphQL. */
  readonly url: string;
  /** Signs in as API and worker do. */
  readonly applicationUrl: string;
  readonly ownerUrl: string;
  readonly api: Running;
  /** The database as its owner sees it. */
  readonly behind: Behind;
  /** Starts one more API with these flags for Node; answers where it takes GraphQL. */
  startApi(flags: readonly string[]): Promise<string>;
  /** Begins to start a worker, with the queue in PostgreSQL or on this Redis. */
  startWorker(redisUrl: string | null): Running;
  /** How a person of the demonstration signs in. */
  signIn(email: string): Promise<Headers>;
  /** The same after their tokens were made void. */
  signInAnew(email: string): Promise<Headers>;
  /** Operations that the API could not explain. */
  unexplained(): readonly string[];
}

/** Nothing may depend on where the machines stand. */
const FAR_AWAY = 'Pacific/Auckland';

/** What is measured here is not how many may ask. */
const noRateLimits = { RATE_ADDRESS: '0', RATE_PERSON: '0', RATE_ORGANISATION: '0', RATE_SIGN_IN: '0' };

/**
 * Opens a system at noon of TODAY, without a worker.
 * @param flags for Node, of API and worker
 */
export async function openSystem(trial: Trial, flags: readonly string[] = []): Promise<System> {
  const onProgress = (words: string): void => trial.say(words);
  const { applicationUrl, ownerUrl } = await trial.open(openDisposableInstallation({ onProgress }), (opened) => opened.close());
  const behind = await trial.open(Behind.of(ownerUrl), (opened) => opened.close());
  await behind.setClock(`${TODAY} 12:00 Europe/Oslo`);
  const environment = {
    NODE_ENV: 'test',
    TZ: FAR_AWAY,
    DATABASE_URL: applicationUrl,
    API_PORT: '0',
    TOKEN_KEY: JSON.stringify(await newTokenKey()),
    DEMONSTRATION: 'true',
    ...noRateLimits,
  };
  const running = (name: 'api' | 'worker', more: Readonly<Record<string, string>>, moreFlags: readonly string[] = []): Running => {
    const process = start(name, { ...environment, ...more }, [...flags, ...moreFlags]);
    void trial.open(Promise.resolve(process), ({ stop }) => stop());
    return process;
  };
  trial.say('Starting the API');
  const api = running('api', {});
  return {
    url: await addressOf(api),
    api,
    startApi: (moreFlags) => addressOf(running('api', {}, moreFlags)),
    applicationUrl,
    ownerUrl,
    behind,
    startWorker: (redisUrl) => running('worker', redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    ...(await signingIn(environment, behind)),
    unexplained: () =>
      api
        .written()
        .split('\n')
        .flatMap((line, at, lines) => (line.includes('an operation failed') ? [[line, ...lines.slice(at + 1, at + 4)].join('\n')] : [])),
  };
}

async function addressOf(api: Running): Promise<string> {
  if (!(await api.ready)) throw new Error(`The API did not start. Is everything built?\n${api.written()}`);
  return `${/url=(\S+)/.exec(api.written())?.[1] ?? ''}/graphql`;
}

/** Each person gets one token, good for as long as a trial may last. */
async function signingIn(environment: Readonly<Record<string, string>>, behind: Behind): Promise<Pick<System, 'signIn' | 'signInAnew'>> {
  const read = parseEnvironment(environment);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { TOKEN_KEY: key, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = read.value;
  const tokens = await openTokens({ key, issuer, audience });
  const headers = new Map<string, Promise<Headers>>();
  const issue = async (email: string): Promise<Headers> => ({
    authorization: `Bearer ${await tokens.issue(await behind.tokenHolder(email), 7200)}`,
  });
  const signInAnew = (email: string): Promise<Headers> => {
    const issued = issue(email);
    headers.set(email, issued);
    return issued;
  };
  return { signInAnew, signIn: (email) => headers.get(email) ?? signInAnew(email) };
}
