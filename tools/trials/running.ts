import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A process of ours, made from the build. */
export interface Running {
  /** What it has written so far. */
  readonly written: () => string;
  /** Resolves when it says that it is ready, and when it has ended without ever being so. */
  readonly ready: Promise<boolean>;
  /** Whether it has ended. */
  readonly ended: () => boolean;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Asks it to stop, and makes it after a while. */
  readonly stop: () => Promise<void>;
  /** Ends it in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
}

const readyWords = { api: /the API answers .*\n/, worker: /the worker works .*\n/ };
const STOP_MS = 15_000;

/**
 * Begins to start API or worker; nothing is waited for. It knows these variables and no others.
 * @param flags for Node
 */
export function start(
  name: keyof typeof readyWords,
  environment: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Running {
  const main = fileURLToPath(new URL(`../../apps/${name}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  const gone = once(child, 'close').then(() => process.off('exit', orphan));

  let written = '';
  const ready = new Promise<boolean>((resolve) => {
    const read = (chunk: Buffer): void => {
      written += chunk.toString();
      if (readyWords[name].test(written)) resolve(true);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void gone.then(() => resolve(false));
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return {
    written: () => written,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    signal: (signal) => void child.kill(signal),
    ready,
    kill,
    stop: async () => {
      child.kill('SIGTERM');
      const patience = new AbortController();
      await Promise.race([gone, pause(STOP_MS, null, { signal: patience.signal }).catch(() => null)]);
      patience.abort();
      await kill();
    },
  };
}
