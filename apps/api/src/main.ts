import 'reflect-metadata';
import { Database, listen, ReferenceService } from '@fagtorg/core';
import { createLogger, endOnUncaught, frameworkLog, openRateLimits, openTokens, readEnvironment } from '@fagtorg/platform';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { urlencoded } from 'express';
import { AppModule } from './app.module.js';
import { correlate } from './edge/correlation.js';
import { securityHeaders } from './edge/headers.js';
import { presentedCredential } from './edge/presented-credential.js';
import { rateLimiting } from './edge/rate-limiting.js';
import { readBody, refuseBody, requireJson } from './operation/body.js';

/** Longer than proxies and clients keep a connection that nobody uses: who closes first must not be us, or a call is lost on the way. */
const KEEP_ALIVE_MS = 65_000;

/** Starts the API and answers until it is asked to stop. */
const environment = readEnvironment();
const logger = createLogger({
  process: 'api',
  level: environment.LOG_LEVEL,
  format: environment.NODE_ENV === 'production' ? 'json' : 'lines',
});
endOnUncaught(logger);
const database = new Database({ url: environment.DATABASE_URL, pool: environment.DATABASE_POOL, keepsPlans: true });
await database.refusePowers();

const tokens = await openTokens({ key: environment.TOKEN_KEY, issuer: environment.TOKEN_ISSUER, audience: environment.TOKEN_AUDIENCE });
const limits = openRateLimits({
  redisUrl: environment.REDIS_URL,
  postgresUrl: environment.DATABASE_URL,
  perMinute: {
    address: environment.RATE_ADDRESS,
    failed: environment.RATE_ADDRESS,
    credential: Math.ceil(environment.RATE_ADDRESS / 10),
    person: environment.RATE_PERSON,
    organisation: environment.RATE_ORGANISATION,
    'sign-in': environment.RATE_SIGN_IN,
  },
  logger,
});
const limiting = rateLimiting(limits, presentedCredential(environment));
const app = await NestFactory.create<NestExpressApplication>(
  AppModule.on({ database, tokens, logger, environment, rateLimiting: limiting }),
  {
    bodyParser: false,
    logger: frameworkLog(logger),
  },
);
app.disable('x-powered-by');
app.set('trust proxy', environment.TRUST_PROXY);
app.use(correlate, securityHeaders(environment.PUBLIC_URL));
app.enableCors({
  origin: environment.ALLOWED_ORIGINS,
  credentials: true,
  methods: ['GET', 'POST'],
  exposedHeaders: ['X-Correlation-Id', 'Retry-After'],
  maxAge: 600,
});
app.use(limiting.byAddress);
const refuse = refuseBody(environment.LIMIT_BODY_KB);
app.use('/graphql', requireJson, readBody(environment.LIMIT_BODY_KB), refuse);
app.use('/token', urlencoded({ extended: false, limit: '10kb' }), refuse);
const reference = listen(environment.DATABASE_URL, 'reference', () => void app.get(ReferenceService).reload());
const server = app.getHttpServer();
server.keepAliveTimeout = KEEP_ALIVE_MS;
server.headersTimeout = KEEP_ALIVE_MS + 1_000;
await app.listen(environment.API_PORT, environment.API_HOST);
logger.info({ url: await app.getUrl() }, 'the API answers');

/** Answers what has been asked, and leaves. */
async function stop(): Promise<void> {
  await app.close();
  await reference.close();
  await limits.close();
  await database.close();
  logger.info('the API has stopped');
}

let stopping: Promise<void> | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping ??= stop().then(() => process.exit(0));
  });
}
