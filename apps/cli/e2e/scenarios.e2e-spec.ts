import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { scenarios } from '../src/scenarios/index.js';
import type { Played } from '../src/scenarios/scenario.js';

const PLAYING_MS = 180_000;

const fagtorg = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Plays all scenarios as an operator does. */
async function play(backend: 'postgres' | 'redis'): Promise<{ exitCode: number | null; scenarios: readonly Played[] }> {
  const command = spawn(process.execPath, [fagtorg, 'scenarios', '--json', '--backend', backend], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [answer, said] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'close')]);
  if (answer === '') throw new Error(`There was no answer: ${said}`);
  return { exitCode: command.exitCode, scenarios: (JSON.parse(answer) as { scenarios: Played[] }).scenarios };
}

/** What a scenario said that did not come true, and what ended it early. */
const amiss = ({ checks, failure }: Played): unknown[] => [...checks.filter(({ ok }) => !ok), ...(failure === null ? [] : [failure])];

function comeOutAsWritten(backend: 'postgres' | 'redis'): void {
  let played: Awaited<ReturnType<typeof play>>;
  beforeAll(async () => (played = await play(backend)), PLAYING_MS);

  it.each(scenarios.map(({ number, title }) => [number, title]))('%i, %s', (number) => {
    const [scenario] = played.scenarios.filter((one) => one.number === number);
    expect(scenario && amiss(scenario)).toEqual([]);
  });

  it('and the command says so', () => expect(played.exitCode).toBe(0));
}

const { CI } = readLauncherEnvironment();
const redis = await openTrialRedis();
await redis?.stop();

describe('the scenarios from the field, with the queue in PostgreSQL', () => comeOutAsWritten('postgres'));

const onRedis = redis !== null || CI ? describe : describe.skip;
onRedis('the scenarios from the field, with the queue on Redis', () => comeOutAsWritten('redis'));
