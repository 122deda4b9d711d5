import { type Environment, environmentForChild, type LauncherEnvironment, readLauncherEnvironment } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { randomBytes } from 'node:crypto';
import { Trouble } from '../trouble.js';

/** What `fagtorg start` was asked for. */
export interface LaunchOptions {
  readonly directory: string;
  /** 0 is any that is free. */
  readonly apiPort: number;
  /** Of the demonstration's identity provider; undefined is beside the API, or any that is free. */
  readonly identityPort: number | undefined;
  /** Undefined leaves it as it was at the first start; at the first start it is a demonstration. */
  readonly demonstration: boolean | undefined;
  readonly fresh: boolean;
  /** Said in advance to what deletes data that are not a demonstration's. */
  readonly yes: boolean;
  /** How many of the backups of each kind that are taken by themselves are kept. */
  readonly keepBackups: number;
}

/** The environment of API and worker, and what the launcher itself takes from its own. */
export interface ChildSettings {
  readonly launcher: LauncherEnvironment;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly read: Environment;
}

/** The API and the demonstration's identity provider know each other by these; the secret is made anew at each start. */
const identityVariables = (port: number, apiPort: number): Record<string, string> => ({
  PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
  OIDC_PROFILE: 'demonstration',
  OIDC_ISSUER: `http://127.0.0.1:${port}`,
  OIDC_CLIENT_ID: 'fagtorg',
  OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
});

const NOT_KNOWN_YET = 'postgresql://not-known-yet';

/** What the children will find. @throws Trouble with all that is wrong in our own environment */
export function childSettings(own: {
  readonly tokenKey: string;
  readonly demonstration: boolean;
  readonly port: number;
  /** Left out while there is no database yet. */
  readonly applicationUrl?: string;
  /** Where the demonstration's identity provider is to answer; left out where there is none. */
  readonly identityPort?: number;
}): ChildSettings {
  const { variables, read } = environmentForChild({
    unlessSet: { LOG_LEVEL: 'warn', TOKEN_KEY: own.tokenKey },
    always: {
      ...(own.identityPort === undefined ? {} : identityVariables(own.identityPort, own.port)),
      DATABASE_URL: own.applicationUrl ?? NOT_KNOWN_YET,
      DATABASE_OWNER_URL: undefined,
      DATABASE_BACKUP_URL: undefined,
      API_PORT: String(own.port),
      DEMONSTRATION: String(own.demonstration),
    },
  });
  if (read.ok) return { launcher: readLauncherEnvironment(), variables, read: read.value };
  const productive = read.problems.some((problem) => problem.startsWith('DEMONSTRATION'));
  throw new Trouble(
    exitCodes.configuration,
    ['The environment is not right.', ...read.problems.map((problem) => `  ${problem}`)].join('\n'),
    productive ? 'A demonstration never runs in production: unset NODE_ENV, or say --no-demo.' : 'Correct or unset what is named.',
  );
}
