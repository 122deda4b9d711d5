import { openDisposableInstallation } from '@fagtorg/core';
import { openTrialRedis } from '@fagtorg/platform';
import { Inbox, World } from '@fagtorg/testing';
import { parseArgs } from 'node:util';
import { privateColumns, releaseCanaries, unclassifiedColumns } from '../../apps/api/e2e/isolation/canaries.js';
import { unclassifiedFields } from '../../apps/api/e2e/isolation/classification/completeness.js';
import { furnishedGround } from '../../apps/api/e2e/isolation/furnishing.js';
import { contract, type Finding, inWords, Matrix, type MatrixReport } from '../../apps/api/e2e/isolation/matrix.js';
import { searchedTraces } from '../../apps/api/e2e/isolation/traces.js';
import { openRowSecurity, withoutChecks } from '../../apps/api/e2e/isolation/unlocked/unlocking.js';
import { runTrial, type Trial } from './trial.js';

/**
 * The isolation matrix: every field of the contract, asked for by everybody, of one's own things, of others' and of what there is not. Once as
 * it is run, once with the application's own checks taken out, so that row security stands alone; and, to prove that the trial can fail, with
 * both locks open. Meanwhile canaries in every private column are listened for in answers, logs, queues and mail.
 */

const { values: asked } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const LONGEST_MINUTES = 30;

async function security(trial: Trial): Promise<boolean> {
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  const say = (words: string): void => trial.say(`${seconds()} s: ${words}`);
  const unclassified = unclassifiedFields(contract());

  const { applicationUrl, ownerUrl } = await trial.open(openDisposableInstallation({ onProgress: say }), (opened) => opened.close());
  const database = { applicationUrl, ownerUrl, drop: () => Promise.resolve() };
  const inbox = await trial.open(Inbox.open(), (opened) => opened.goesDown());
  const world = new World({ database, environment: { LOG_LEVEL: 'trace', PUBLIC_URL: 'http://127.0.0.1', ...inbox.variables } });
  await trial.open(world.begin(), () => world.end());
  const redis = await trial.open(openTrialRedis(), (opened) => opened?.stop() ?? Promise.resolve());
  say('Three organisations are furnished');
  const ground = await furnishedGround(world);
  for (const worker of world.system.workers) await worker.stop();
  unclassified.push(...(await unclassifiedColumns(world.behind)));
  await releaseCanaries(world.behind);
  const locked = world.url;
  const unlocked = `${await world.system.startApi({}, withoutChecks)}/graphql`;

  const stopped = trial.stopped;
  say(`Everything is asked for, as ${ground.actors.length} who could ask`);
  const whole = await new Matrix(ground, { url: locked, strictness: 'declared', stopped }).run();
  say('The same by row security alone');
  const alone = await new Matrix(ground, { url: unlocked, strictness: 'others alone', stopped }).run();
  say('Logs, queues and mail are searched');
  const traces = await searchedTraces(world, { redisUrl: redis?.url ?? null, mails: () => inbox.mails });
  say('Both locks are opened: now it must fail');
  await openRowSecurity(world.behind);
  const actors = ground.actors.filter(({ name }) => name === 'a manager');
  const open = await new Matrix(ground, { url: unlocked, strictness: 'others alone', actors, stopped }).run();

  const heard = [...whole.findings, ...alone.findings].filter(({ got }) => got.startsWith('canary-')).length;
  const wrong = [
    ...unclassified.map((name) => `${name} is not classified`),
    ...inWordsOnce(whole.findings),
    ...inWordsOnce(alone.findings).map((words) => `by row security alone: ${words}`),
    ...traces.found,
    ...(whole.broken > 0 ? [`${whole.broken} answers were faults of the API`] : []),
    ...(open.findings.length === 0 || open.rowsWritten === 0 ? ['with both locks open nothing was found: the trial is blind'] : []),
  ];
  const passed = wrong.length === 0 && !trial.stopped.aborted;
  const report = {
    passed,
    seconds: seconds(),
    unclassified,
    cells: whole.cells,
    requests: whole.requests,
    unseen: whole.unseen,
    rowSecurityAlone: figures(alone),
    bothLocksOpen: figures(open),
    canaries: {
      columns: privateColumns.length,
      searched: { answers: whole.requests + alone.requests, ...traces.searched },
      found: heard + traces.found.length,
    },
  };
  for (const words of wrong) trial.say(`WRONG ${words}`);
  say(
    `${whole.cells.tried} cells tried, ${whole.cells.failed} failed; by row security alone ${alone.cells.tried} and ${alone.cells.failed}`,
  );
  if (asked.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  return passed;
}

const inWordsOnce = (findings: readonly Finding[]): string[] => [...new Set(findings.map(inWords))];

const figures = ({ cells, requests, rowsWritten, broken }: MatrixReport): object => ({
  cells,
  requests,
  rowsWritten,
  serverErrors: broken,
});

await runTrial(LONGEST_MINUTES, security);
