import { chance } from '@fagtorg/core';
import { readLauncherEnvironment } from '@fagtorg/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { act } from './crowd.js';
import { keepKilling } from './killing.js';
import { type MortalRedis, openMortalRedis } from './mortal-redis.js';
import { openSystem } from './system.js';
import { runTrial, type Trial } from './trial.js';
import { drained, judge, type Verdict } from './verdict.js';

/**
 * Kills the workers again and again while people use the API, and looks whether everything came out as if nothing had happened; with the queue
 * in PostgreSQL and on Redis, which also loses everything and restarts.
 */

const { values: asked } = parseArgs({
  options: {
    operations: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '20261123' },
    backend: { type: 'string', default: 'both' },
    json: { type: 'boolean', default: false },
  },
});

const LANES = 8;
const WORKERS = 2;
const DRAIN_LIMIT_SECONDS = 120;
const REDIS_AWAY_MS = 1_500;
const LONGEST_MINUTES = 20;

/** How a run on one backend came out. */
interface Run extends Verdict {
  readonly backend: 'postgresql' | 'redis';
  readonly passed: boolean;
  readonly done: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  /** Operations that the API could not explain. */
  readonly unexplained: number;
  readonly killedWhileWorking: number;
  readonly killedWhileStarting: number;
  readonly redisFlushed: number;
  readonly redisRestarted: number;
  /** Deliveries that ended with an error; the outbox sends those again. */
  readonly failedDeliveries: number;
  /** Null where it took too long. */
  readonly secondsToDrain: number | null;
}

async function play(trial: Trial, backend: Run['backend'], redis: MortalRedis | null): Promise<Run> {
  const operations = Number(asked.operations);
  const seconds = Number(asked.seconds);
  const system = await openSystem(trial);
  const enough = new AbortController();
  const until = AbortSignal.any([trial.stopped, enough.signal]);
  trial.say(
    `${backend}: ${operations} operations by ${LANES} at a time in about ${seconds} s, ${WORKERS} workers killed (seed ${asked.seed})`,
  );
  const killing = Array.from({ length: WORKERS }, (_, number) =>
    keepKilling(() => system.startWorker(redis?.url ?? null), chance(`${asked.seed}:kill:${number}`), until),
  );
  const dying = redis ? loseRedis(redis, seconds, until) : { flushed: 0, restarted: 0 };
  const { done, failures, made } = await act(system, { seed: asked.seed, operations, lanes: LANES, seconds, stopped: trial.stopped });
  enough.abort();
  const ended = await Promise.all(killing);
  const { flushed, restarted } = await dying;

  trial.say(
    `${backend}: killed ${ended.map(({ kills }) => kills.working + kills.starting).join(' and ')} times; one worker drains the outbox`,
  );
  const worker = system.startWorker(redis?.url ?? null);
  const secondsToDrain = await drained(system, DRAIN_LIMIT_SECONDS, trial.stopped);
  const verdict = await judge(system, made);
  await worker.stop();
  const written = [...ended.flatMap((one) => one.written), worker.written()].join('\n');
  const run = {
    backend,
    done,
    failures,
    unexplained: system.unexplained().length,
    killedWhileWorking: ended.reduce((sum, { kills }) => sum + kills.working, 0),
    killedWhileStarting: ended.reduce((sum, { kills }) => sum + kills.starting, 0),
    redisFlushed: flushed,
    redisRestarted: restarted,
    failedDeliveries: written.split('a job failed').length - 1,
    secondsToDrain,
    ...verdict,
  };
  return { ...run, passed: faultsOf(run).length === 0 };
}

/** Redis forgets everything a third of the way, and dies at two thirds. */
async function loseRedis(redis: MortalRedis, seconds: number, until: AbortSignal): Promise<{ flushed: number; restarted: number }> {
  const third = (): Promise<unknown> => pause(seconds * 333, null, { signal: until }).catch(() => null);
  await third();
  await redis.flush();
  await third();
  await redis.restart(REDIS_AWAY_MS);
  return { flushed: 1, restarted: 1 };
}

/** Everything that is not as it should be, in words. */
function faultsOf(run: Omit<Run, 'passed'>): string[] {
  const counted: Readonly<Record<string, number>> = {
    'operations failed': run.failures.length,
    'operations had no explanation': run.unexplained,
    'jobs are without their effect': run.jobsUndone,
    'jobs are parked': run.jobsParked,
    'needs are stale': run.staleNeeds,
    'matches are doubled': run.doubledMatches,
    'needs differ from a fresh matching': run.differingNeeds.length,
  };
  return [
    ...Object.entries(counted).flatMap(([words, count]) => (count > 0 ? [`${count} ${words}`] : [])),
    ...(run.secondsToDrain === null ? [`the outbox was not drained within ${DRAIN_LIMIT_SECONDS} s`] : []),
    ...(run.killedWhileWorking === 0 ? ['no worker was killed while it worked'] : []),
    ...[...run.failures, ...run.differingNeeds].slice(0, 5),
  ];
}

function tell(trial: Trial, run: Run): void {
  const operations = Object.entries(run.done).map(([mutation, times]) => `${times} ${mutation}`);
  trial.say(`${run.backend}: ${operations.join(', ')}`);
  trial.say(
    `${run.backend}: ${run.needs} needs, ${run.offers} offers, ${run.matches} matches; ${run.jobs} jobs, ${run.jobsSentAgain} sent again, ` +
      `${run.failedDeliveries} deliveries failed, the longest took ${run.longestJobSeconds.toFixed(1)} s; ` +
      `${run.killedWhileWorking} kills at work and ${run.killedWhileStarting} while starting, ${run.redisFlushed} FLUSHALL, ` +
      `${run.redisRestarted} Redis restarts; drained in ${run.secondsToDrain?.toFixed(1) ?? '∞'} s`,
  );
  for (const fault of faultsOf(run)) trial.say(`${run.backend}: WRONG ${fault}`);
  if (run.passed) trial.say(`${run.backend}: nothing lost, nothing doubled, nothing stale`);
}

await runTrial(LONGEST_MINUTES, async (trial) => {
  const runs: Run[] = [];
  const missing: string[] = [];
  if (asked.backend !== 'redis') runs.push(await play(trial, 'postgresql', null));
  if (asked.backend !== 'postgresql') {
    const redis = await openMortalRedis(trial);
    if (redis) runs.push(await play(trial, 'redis', redis));
    else missing.push('redis: there is no redis-server on PATH (Debian: apt-get install redis-server)');
  }
  for (const run of runs) tell(trial, run);
  for (const words of missing) trial.say(`Left out: ${words}`);
  const passed = runs.every((run) => run.passed) && (missing.length === 0 || !readLauncherEnvironment().CI);
  if (asked.json) process.stdout.write(`${JSON.stringify({ passed, seed: asked.seed, missing, runs })}\n`);
  return passed;
});
