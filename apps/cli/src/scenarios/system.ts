import { newTokenKey, openTokens, parseEnvironment, type Tokens } from '@fagtorg/platform';
import { startChild } from '../launch/child.js';

/** The API and the worker as processes of their own, as anybody runs them. */
export interface System {
  /** Where the API answers. */
  readonly url: string;
  /** Signs tokens that the API takes. */
  readonly tokens: Tokens;
  /** Ends both in good order. */
  readonly stop: () => Promise<void>;
}

/** Starts both, and resolves when they are ready. Rejects with what a process said where it ended instead; nothing is left running then. */
export async function startSystem({ applicationUrl, redisUrl }: { applicationUrl: string; redisUrl: string | null }): Promise<System> {
  const variables = {
    DATABASE_URL: applicationUrl,
    TOKEN_KEY: JSON.stringify(await newTokenKey()),
    DEMONSTRATION: 'true',
    API_PORT: '0',
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
  };
  const environment = parseEnvironment(variables);
  if (!environment.ok) throw new Error(environment.problems.join('\n'));
  const { TOKEN_KEY: key, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = environment.value;

  const api = start('api', variables, /the API answers\s+url=(\S+)/);
  const worker = start('worker', variables, /the worker works/);
  const stop = async (): Promise<void> => {
    await Promise.all([api.stop(), worker.stop()]);
  };
  try {
    const [[, url = '']] = await Promise.all([api.ready, worker.ready]);
    return { url, tokens: await openTokens({ key, issuer, audience }), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

interface Starting {
  /** The line by which it said that it was ready. */
  readonly ready: Promise<RegExpExecArray>;
  readonly stop: () => Promise<void>;
}

/** Starts a process with these variables and no others. */
function start(app: 'api' | 'worker', variables: Readonly<Record<string, string>>, readyLine: RegExp): Starting {
  const said: string[] = [];
  let isReady: (line: RegExpExecArray) => void = () => undefined;
  const ready = new Promise<RegExpExecArray>((resolve) => (isReady = resolve));
  const { ended, stop } = startChild(app, {
    variables,
    onLine: (line) => {
      said.push(line);
      const found = readyLine.exec(line);
      if (found) isReady(found);
    },
  });
  const endedInstead = ended.then((how) => Promise.reject(new Error([`The process ${app} ended with ${how}.`, ...said].join('\n'))));
  return { ready: Promise.race([ready, endedInstead]), stop };
}
