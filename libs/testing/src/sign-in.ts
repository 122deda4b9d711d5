import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { startProcess } from './running-process.js';

/** Starts an identity provider for an API to be. Answers the variables by which the API finds it, and is found. */
export type SignIn = (environment: Readonly<Record<string, string>>) => Promise<{
  readonly variables: Readonly<Record<string, string>>;
  readonly stop: () => Promise<unknown>;
}>;

/** The identity provider of the demonstration, as a process of its own. */
export const demonstrationSignIn: SignIn = async (environment) => {
  const [identityPort, apiPort] = [await freePort(), await freePort()];
  const variables = {
    API_PORT: String(apiPort),
    PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
    OIDC_PROFILE: 'demonstration',
    OIDC_ISSUER: `http://127.0.0.1:${identityPort}`,
    OIDC_CLIENT_ID: 'fagtorg',
    OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
  };
  const { stop } = await startProcess('identity-provider', { ...environment, ...variables }, /the identity provider answers .*\n/);
  return { variables, stop };
};

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('A server has no port.');
  return address.port;
}
