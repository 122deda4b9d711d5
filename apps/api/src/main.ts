import 'reflect-metadata';
import { Database, listen, ReferenceService } from '@fagtorg/core';
import { createLogger, openTokens, readEnvironment } from '@fagtorg/platform';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { urlencoded } from 'express';
import { AppModule } from './app.module.js';
import { readBody, refuseBody, requireJson } from './operation/body.js';

/** Starts the API and answers until it is asked to stop. */
const environment = readEnvironment();
const logger = createLogger({
  process: 'api',
  level: environment.LOG_LEVEL,
  format: environment.NODE_ENV === 'production' ? 'json' : 'lines',
});
const database = new Database({ url: environment.DATABASE_URL, pool: environment.DATABASE_POOL });
await database.refusePowers();

const tokens = await openTokens({ key: environment.TOKEN_KEY, issuer: environment.TOKEN_ISSUER, audience: environment.TOKEN_AUDIENCE });
const app = await NestFactory.create<NestExpressApplication>(AppModule.on({ database, tokens, logger, environment }), {
  bodyParser: false,
  logger: ['error', 'warn'],
});
app.disable('x-powered-by');
app.use('/graphql', requireJson, readBody, refuseBody);
app.use('/token', urlencoded({ extended: false, limit: '10kb' }), refuseBody);
const reference = listen(environment.DATABASE_URL, 'reference', () => void app.get(ReferenceService).reload());
await app.listen(environment.API_PORT, environment.API_HOST);
logger.info({ url: await app.getUrl() }, 'the API answers');

/** Answers what has been asked, and leaves. */
async function stop(): Promise<void> {
  await app.close();
  await reference.close();
  await database.close();
  logger.info('the API has stopped');
}

let stopping: Promise<void> | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping ??= stop().then(() => process.exit(0));
  });
}
