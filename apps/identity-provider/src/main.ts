import { Database } from '@fagtorg/core';
import { createLogger, readEnvironment } from '@fagtorg/platform';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { demonstrationProvider } from './provider.js';

/** Starts the identity provider of a demonstration, where everyone signs in by knowing an address, and answers until it is asked to stop. */
const environment = readEnvironment();
const logger = createLogger({ process: 'identity-provider', level: environment.LOG_LEVEL, format: 'lines' });

const { DEMONSTRATION, NODE_ENV, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = environment;
if (!DEMONSTRATION || NODE_ENV === 'production') {
  process.stderr.write('The identity provider of the demonstration lets everyone in. It never runs without DEMONSTRATION=true.\n');
  process.exit(78);
}
if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined || PUBLIC_URL === undefined) {
  process.stderr.write(
    'The identity provider needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL, as the API has them.\n',
  );
  process.exit(78);
}

const database = new Database({ url: environment.DATABASE_URL, pool: 2 });
await database.refusePowers();
const issuer = new URL(OIDC_ISSUER);
const client = { id: OIDC_CLIENT_ID, secret: OIDC_CLIENT_SECRET, callback: new URL('/sign-in/callback', PUBLIC_URL) };
const provider = demonstrationProvider({ issuer, client, database, logger });
const server = createServer((request, response) => void provider.callback()(request, response));
server.listen(Number(issuer.port), issuer.hostname);
await once(server, 'listening');
logger.info({ url: issuer.origin }, 'the identity provider answers');

/** Answers what has been asked, and leaves. */
async function stop(): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await database.close();
}

let stopping: Promise<void> | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping ??= stop().then(() => process.exit(0));
  });
}
