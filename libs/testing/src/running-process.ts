import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Our processes, by the folder of their app. */
type ProcessName = 'api' | 'worker' | 'identity-provider';

/** API, worker or identity provider as it is run in earnest: a process of its own, made from the build. */
export interface RunningProcess {
  /** Everything it has written so far, line by line. */
  readonly lines: () => readonly string[];
  /** Asks it to stop, as an operator does; answers the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it in the middle of whatever it does. */
  readonly kill: () => Promise<void>;
}

const dist = (name: ProcessName): string => fileURLToPath(new URL(`../../../apps/${name}/dist/main.js`, import.meta.url));

/**
 * Starts a process and waits until a line says that it is ready.
 * @param environment all that it may know; nothing is inherited
 * @param flags for Node
 * @throws what it wrote, where it ended instead
 */
export async function startProcess(
  name: ProcessName,
  environment: Readonly<Record<string, string>>,
  ready: RegExp,
  flags: readonly string[] = [],
): Promise<RunningProcess> {
  const args = ['--enable-source-maps', ...flags, dist(name)];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  let written = '';
  const lines = (): string[] => written.split('\n');
  const gone = once(child, 'close').finally(() => process.off('exit', orphan));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      written += chunk.toString();
      if (ready.test(written)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => reject(new Error(`${name} ended with ${String(code)} before it was ready:\n${written}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    lines,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
  };
}
