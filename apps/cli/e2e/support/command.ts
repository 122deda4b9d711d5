import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const fagtorg = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What a command came to. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly said: string;
  /** What --json printed; undefined where it printed nothing. */
  readonly answer: unknown;
}

/** Runs a command to its end, as an operator does. */
export async function run(...words: readonly string[]): Promise<Outcome> {
  const command = spawn(process.execPath, [fagtorg, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [printed, said] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'close')]);
  return { exitCode: command.exitCode, said, answer: printed.startsWith('{') ? (JSON.parse(printed) as unknown) : undefined };
}

/** A Fagtorg that was started by the command. */
export interface Started {
  /** Where it takes operations. */
  readonly api: string;
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<number | null>;
}

/** Starts Fagtorg on a data directory, and waits until it is ready. @throws what it said, where it ended instead */
export async function start(directory: string): Promise<Started> {
  const words = ['start', '--json', '--api-port', '0', '--data-dir', directory];
  const command = spawn(process.execPath, [fagtorg, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(command.stderr);
  const ended = once(command, 'close').then(() => command.exitCode);
  const first = await Promise.race([once(command.stdout, 'data'), ended]);
  if (!Array.isArray(first)) throw new Error(`It ended with ${String(first)}: ${await said}`);
  const { api } = JSON.parse(String(first[0])) as { api: string };
  return {
    api,
    ended,
    stop: () => {
      command.kill('SIGTERM');
      return ended;
    },
  };
}
