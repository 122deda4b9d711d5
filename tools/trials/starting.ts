import { removeEmbeddedDatabase } from '@fagtorg/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, timed, times } from './figures.js';
import type { Trial } from './trial.js';

/** How long `fagtorg start` takes to where the API is ready, in seconds. */
export interface Starting {
  /** With nothing there: database, migrations, reference data, demonstration. */
  readonly first: number;
  /** With everything there. */
  readonly again: number;
}

const AGAIN = 3;
const cli = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

export async function measureStarting(trial: Trial): Promise<Starting> {
  const directory = await trial.open(mkdtemp(join(tmpdir(), 'fagtorg-bench-')), async (opened) => {
    await removeEmbeddedDatabase(opened);
    await rm(opened, { recursive: true, force: true });
  });
  const first = await startAndStop(trial, directory);
  return { first, again: median(await times(AGAIN, () => startAndStop(trial, directory))) };
}

/** Answers the seconds until it was ready. */
async function startAndStop(trial: Trial, directory: string): Promise<number> {
  const child = spawn(process.execPath, [cli, 'start', '--json', '--api-port', '0', '--data-dir', directory], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await gone;
  };
  void trial.open(Promise.resolve(), stop);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-5_000)));
  const ended = gone.then(() => {
    throw new Error(`fagtorg start ended before it was ready:\n${said}`);
  });
  const { milliseconds } = await timed(() => Promise.race([once(child.stdout, 'data'), ended]));
  ended.catch(() => undefined); // it is to end now
  await stop();
  return Math.round(milliseconds / 10) / 100;
}
