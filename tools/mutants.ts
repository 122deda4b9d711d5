import type { ClusterFacts } from '@fagtorg/db';
import { readLauncherEnvironment } from '@fagtorg/platform';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakLocks, openCluster } from './mutants/locks.js';
import { allGuards } from './mutants/guards/index.js';
import { removeGuards } from './mutants/guards.js';
import type { Fate } from './mutants/mutant.js';
import { runTrial, type Trial } from './trials/trial.js';

/**
 * Takes away every lock of the database and every guard of the application, one at a time, and expects that what is said to catch it does.
 */

const { values: asked } = parseArgs({ options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } } });

const LONGEST_MINUTES = 60;

async function mutants(trial: Trial): Promise<boolean> {
  const began = performance.now();
  const pattern = new RegExp(asked.only, 'i');
  const wanted = (name: string): boolean => pattern.test(name);
  const facts = await openCluster(trial, readLauncherEnvironment().TEST_DATABASE_URL);
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  trial.say(`${seconds()} s: breaking the locks of the database`);
  const fates: Fate[] = await breakLocks(trial, facts, wanted);
  trial.say(`${seconds()} s: taking out the guards of the application`);
  const factsFile = await keepFacts(trial, facts);
  const guards = allGuards().filter(({ name, spec }) => wanted(`${name} (${spec})`));
  fates.push(...(await removeGuards(trial, guards, factsFile)));

  const others = fates.filter(({ fate }) => fate !== 'caught');
  for (const { name, fate, because } of others) trial.say(`${fate.toUpperCase()} ${name}: ${because ?? ''}`);
  const caught = fates.length - others.length;
  trial.say(`${seconds()} s: ${caught} of ${fates.length}`);
  if (asked.json)
    process.stdout.write(`${JSON.stringify({ passed: others.length === 0, seconds: seconds(), mutants: fates.length, caught, others })}\n`);
  return fates.length > 0 && others.length === 0;
}

/** Where specs find the server that stands already. */
const keepFacts = async (trial: Trial, facts: ClusterFacts): Promise<string> => {
  const folder = await trial.open(mkdtemp(join(tmpdir(), 'fagtorg-mutants-')), (opened) => rm(opened, { recursive: true, force: true }));
  const file = join(folder, 'cluster.json');
  await writeFile(file, JSON.stringify(facts), { mode: 0o600 });
  return file;
};

await runTrial(LONGEST_MINUTES, mutants);
