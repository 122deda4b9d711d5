import 'reflect-metadata';
import {
  CoreModule,
  Database,
  InvitationMailService,
  jobs,
  listen,
  mailedLinks,
  ReferenceService,
  Relay,
  UpkeepService,
} from '@fagtorg/core';
import { createLogger, endOnUncaught, frameworkLog, openJobQueue, openMailer, readEnvironment } from '@fagtorg/platform';
import { NestFactory } from '@nestjs/core';
import { handlersOf } from './handlers.js';
import { everyNowAndThen } from './rhythm.js';

/** Starts the worker: it sends what waits in the outbox to the queue, and does what the queue hands out, until it is asked to stop. */
const environment = readEnvironment();
const logger = createLogger({
  process: 'worker',
  level: environment.LOG_LEVEL,
  format: environment.NODE_ENV === 'production' ? 'json' : 'lines',
});
endOnUncaught(logger);
const database = new Database({ url: environment.DATABASE_URL, pool: environment.WORKER_CONCURRENCY + 4 });
await database.refusePowers();

const app = await NestFactory.createApplicationContext(CoreModule.on(database, environment.SMTP_URL === undefined ? 'LINK' : 'MAIL'), {
  logger: frameworkLog(logger),
});
const queue = openJobQueue({ jobs, redisUrl: environment.REDIS_URL, postgresUrl: environment.DATABASE_URL, logger });
const { SMTP_URL, MAIL_FROM, PUBLIC_URL, TOKEN_KEY } = environment;
const mailRoom =
  SMTP_URL === undefined || MAIL_FROM === undefined || PUBLIC_URL === undefined
    ? null
    : {
        mailer: openMailer({ url: SMTP_URL, from: MAIL_FROM, clear: environment.DEMONSTRATION }),
        links: mailedLinks(TOKEN_KEY),
        publicUrl: PUBLIC_URL,
      };
const invitationMail = new InvitationMailService(database, app.get(ReferenceService), mailRoom);
const working = await queue.work(handlersOf(app, invitationMail), { concurrency: environment.WORKER_CONCURRENCY });

const RELAY_MS = 5_000;
const SWEEP_MS = 15_000;
const relay = everyNowAndThen(
  RELAY_MS,
  async () => {
    while ((await app.get(Relay).dispatch(queue)) > 0);
  },
  logger,
);
const sweep = everyNowAndThen(SWEEP_MS, () => app.get(UpkeepService).requestSweep(), logger);
const outbox = listen(environment.DATABASE_URL, 'outbox', () => relay.wake());
const reference = listen(environment.DATABASE_URL, 'reference', () => void app.get(ReferenceService).reload());
logger.info({ backend: queue.backend, concurrency: environment.WORKER_CONCURRENCY }, 'the worker works');

/** Takes nothing new, finishes what runs, and leaves. */
async function stop(): Promise<void> {
  await Promise.all([sweep.stop(), relay.stop(), outbox.close(), reference.close()]);
  await working.close();
  await queue.close();
  await app.close();
  await database.close();
  logger.info('the worker has stopped');
}

let stopping: Promise<void> | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stopping ??= stop().then(() => process.exit(0));
  });
}
