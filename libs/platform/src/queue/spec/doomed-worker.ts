import { createLogger } from '../../logger.js';
import { openJobQueue } from '../job-queue.js';
import { jobs } from './jobs.js';

/** A process that takes a job, says so to its parent and never finishes it. Arguments: the URLs of PostgreSQL and, perhaps, of Redis. */
const [postgresUrl = '', redisUrl] = process.argv.slice(2);
const queue = openJobQueue({ jobs, postgresUrl, redisUrl, logger: createLogger({ process: 'doomed', level: 'silent', format: 'json' }) });
const holdForEver = (): Promise<void> => {
  process.send?.('taken');
  return new Promise(() => undefined);
};
await queue.work({ 'match-need': holdForEver, sweep: holdForEver }, { concurrency: 1 });
