import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a command ended, and what it said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `fagtorg start`. */
export interface Started {
  readonly pid: number;
  /** What stands on stdout so far. */
  readonly stdout: () => string;
  /** Resolves with what it says by then, when that matches on stderr. @throws what it said, where it ended without */
  readonly says: (words: RegExp) => Promise<string>;
  /** Ctrl-C in its terminal: for the whole process group. Resolves when it has ended. */
  readonly interrupt: () => Promise<Ended>;
  /** SIGKILL, which nobody can prepare for. */
  readonly kill: () => Promise<Ended>;
}

type Variables = Readonly<Record<string, string>>;

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Little enough that nothing of the machine is taken for granted: `npm`, which the doctor asks, lies beside node. */
const PATH = `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`;

/** A command that does not end by itself must not keep the specs from ending. */
const LIMIT_MS = 100_000;

/** Runs a command to its end. */
export async function fagtorg(words: readonly string[], environment: Variables = {}): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...{ timeout: LIMIT_MS, killSignal: 'SIGKILL' },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

/** What a command answered with --json, whatever its exit code. */
export async function answerOf(words: readonly string[], environment: Variables = {}): Promise<unknown> {
  const { stdout, stderr } = await fagtorg([...words, '--json'], environment);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`fagtorg ${words.join(' ')} answered no JSON: ${stdout}${stderr}`);
  }
}

/**
 * Starts `fagtorg start` as a terminal does, in a process group of its own.
 * @param through a program that runs it, with its own words
 */
export function beginToStart(words: readonly string[], environment: Variables = {}, through: readonly string[] = []): Started {
  const [program = '', ...rest] = [...through, process.execPath, main, 'start', ...words];
  const child = spawn(program, rest, {
    env: { PATH, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then((): Ended => {
    process.off('exit', orphan);
    return { exitCode: child.exitCode, stdout, stderr };
  });
  const pid = child.pid ?? NaN;
  const send = (to: number, signal: NodeJS.Signals): Promise<Ended> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(to, signal);
    return ended;
  };
  return {
    pid,
    stdout: () => stdout,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (words.test(stderr)) resolve(stderr);
        };
        child.stderr.on('data', look);
        look();
        void ended.then(() => reject(new Error(`fagtorg start ended before it said ${String(words)}:\n${stderr}`)));
      }),
    interrupt: () => send(-pid, 'SIGINT'),
    kill: () => send(pid, 'SIGKILL'),
  };
}

/** Starts `fagtorg start` and resolves when it is ready. */
export async function start(words: readonly string[], environment: Variables = {}): Promise<Started> {
  const started = beginToStart(words, environment);
  await started.says(/Ctrl-C stops everything/);
  return started;
}
