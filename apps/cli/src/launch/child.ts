import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What the launcher starts, by the folder of its app. */
export type ChildApp = 'api' | 'worker' | 'identity-provider';

/** A process that belongs to this one. */
export interface Child {
  /** Resolves when it has ended, with how: "exit code 1", "SIGKILL". */
  readonly ended: Promise<string>;
  /** Asks it to stop, makes it stop when it does not, and resolves when it is gone. May be called twice. */
  readonly stop: () => Promise<void>;
}

/** Longer than API and worker take at most to finish what they have begun. */
const STOP_LIMIT_MS = 15_000;

const leash = new URL('leash.js', import.meta.url).href;

/**
 * Starts a built app. It has a session of its own, so that Ctrl-C in the terminal is for the launcher alone, which stops things
 * in their order; and it goes when the launcher goes.
 *
 * @param onLine told every line that it writes
 */
export function startChild(
  app: ChildApp,
  { variables, onLine }: { variables: Readonly<Record<string, string | undefined>>; onLine: (line: string) => void },
): Child {
  const main = fileURLToPath(new URL(`../../../${app}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', `--import=${leash}`, main], {
    env: variables,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) readLines(stream, onLine);
  child.stdin.on('error', () => undefined); // it is gone, which `ended` tells
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
  });
  return { ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const patience = new AbortController();
  child.kill('SIGTERM');
  const lateness = wait(STOP_LIMIT_MS, 'late' as const, { signal: patience.signal }).catch(() => 'gone' as const);
  const outcome = await Promise.race([ended, lateness]);
  patience.abort();
  if (outcome === 'late') child.kill('SIGKILL');
  await ended;
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  void once(stream, 'end').then(() => {
    if (rest !== '') onLine(rest);
  });
}
