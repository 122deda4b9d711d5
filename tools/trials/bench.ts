import { chance } from '@fagtorg/core';
import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import { parseArgs } from 'node:util';
import { type Listing, measureListing } from './listing.js';
import { type Market, openMarket } from './market.js';
import { measurePosting, type Posting } from './posting.js';
import { measureProtection, type Protection } from './protection.js';
import { measureStarting, type Starting } from './starting.js';
import { type Surroundings, surroundings } from './surroundings.js';
import { openSystem, type System } from './system.js';
import { measureEmpty, measureMatching, type Throughput, throughputOf } from './throughput.js';
import { runTrial, type Trial } from './trial.js';
import { drained } from './verdict.js';

/** Measures, in one run and on the demonstration's market, how long people wait and how much a worker gets done. */

const { values: asked } = parseArgs({
  options: {
    posts: { type: 'string', default: '100' },
    seed: { type: 'string', default: '20261123' },
    json: { type: 'boolean', default: false },
  },
});

const LONGEST_MINUTES = 30;
const FIRST_MATCHING_SECONDS = 600;

type Backend = 'postgresql' | 'redis';

interface Bench {
  readonly surroundings: Surroundings;
  readonly market: Omit<Market, 'drafts'>;
  readonly posting: Readonly<Partial<Record<Backend, Posting>>>;
  readonly jobsPerSecond: Readonly<Partial<Record<Backend, Throughput>>>;
  readonly listing: Listing;
  readonly protection: Protection;
  readonly starting: Starting;
  /** Seed of the random choices. */
  readonly seed: string;
  readonly missing: readonly string[];
}

async function onBackend(
  trial: Trial,
  { system, market, redisUrl }: { system: System; market: Market; redisUrl: string | undefined },
): Promise<{ posting: Posting; throughput: Throughput }> {
  const name = redisUrl === undefined ? 'PostgreSQL' : 'Redis';
  const worker = system.startWorker(redisUrl ?? null);
  if (!(await worker.ready)) throw new Error(`The worker did not start.\n${worker.written()}`);
  trial.say(`${name}: matching the whole market`);
  if ((await drained(system, FIRST_MATCHING_SECONDS, trial.stopped)) === null) throw new Error('The market was not matched in time.');
  trial.say(`${name}: posting ${asked.posts} needs`);
  const posting = await measurePosting(system, market, Number(asked.posts), chance(`${asked.seed}:${name}`));
  trial.say(`${name}: matching the whole market again, and as many jobs that do nothing`);
  const matching = await measureMatching(system);
  await worker.stop();
  return { posting, throughput: throughputOf(matching, await measureEmpty(system, redisUrl)) };
}

async function measure(trial: Trial): Promise<Bench> {
  const starting = await measureStarting(trial);
  const system = await openSystem(trial);
  const { drafts, ...facts } = await openMarket(trial, system);
  const market = { ...facts, drafts };
  const inPostgresql = await onBackend(trial, { system, market, redisUrl: undefined });
  const redis = await trial.open(openTrialRedis(), (server) => server?.stop() ?? Promise.resolve());
  const onRedis = redis ? await onBackend(trial, { system, market, redisUrl: redis.url }) : null;
  trial.say('Listing needs');
  const listing = await measureListing(system);
  trial.say('Listing them without tenancy and authorization, and with them');
  return {
    surroundings: await surroundings(system),
    market: facts,
    posting: { postgresql: inPostgresql.posting, ...(onRedis ? { redis: onRedis.posting } : {}) },
    jobsPerSecond: { postgresql: inPostgresql.throughput, ...(onRedis ? { redis: onRedis.throughput } : {}) },
    listing,
    protection: await measureProtection(system),
    starting,
    seed: asked.seed,
    missing: redis ? [] : ['redis: there is no redis-server on PATH (Debian: apt-get install redis-server)'],
  };
}

function table({ surroundings: machine, market, posting, jobsPerSecond, listing, protection, starting }: Bench): string {
  const lines: [string, string][] = [
    ['machine', `${machine.cores} cores of ${machine.processor}, ${machine.memoryGb} GB, ${machine.platform}`],
    [
      'versions',
      Object.entries(machine.versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
    ['market', `${market.needs} needs, ${market.open} of them open, ${market.offers} offers (seed ${market.seed})`],
    ['first start', `${starting.first} s`],
    ['start again', `${starting.again} s`],
  ];
  for (const [backend, { answer, matches, posts }] of Object.entries(posting)) {
    lines.push([`post, ${backend}`, `answered in ${answer.median} ms, p95 ${answer.p95} ms (${posts} posts)`]);
    lines.push([`matches, ${backend}`, `to be read ${matches.median} ms after the answer, p95 ${matches.p95} ms`]);
  }
  for (const [backend, { matchNeed, empty, share }] of Object.entries(jobsPerSecond)) {
    lines.push([`jobs, ${backend}`, `${matchNeed} matchings a second beside ${empty} empty jobs (${(share * 100).toFixed(1)} %)`]);
  }
  const { alone, atOnce } = listing;
  lines.push(['list of 20', `${alone.median} ms, p95 ${alone.p95} ms`]);
  lines.push([`${atOnce.callers} callers`, `${atOnce.perSecond} lists a second, ${atOnce.median} ms, p95 ${atOnce.p95} ms`]);
  lines.push([
    'tenancy',
    `${protection.with.median} ms with it and authorization, ${protection.without.median} ms without: ${protection.ratio} times (${protection.rounds} turns)`,
  ]);
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, words]) => `${name.padEnd(width)}  ${words}`).join('\n');
}

await runTrial(LONGEST_MINUTES, async (trial) => {
  const bench = await measure(trial);
  for (const words of bench.missing) trial.say(`Left out: ${words}`);
  process.stdout.write(asked.json ? `${JSON.stringify(bench)}\n` : `${table(bench)}\n`);
  return bench.missing.length === 0 || !readLauncherEnvironment().CI;
});
