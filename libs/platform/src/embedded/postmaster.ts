import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { canNotRun, EmbeddedDatabaseError, explainFileFailure, explainOutput, useAnotherDatabase } from './embedded-error.js';
import type { Home } from './home.js';
import { stopPostmaster } from './processes.js';
import { systemPath } from './service-user.js';

/** A running PostgreSQL that belongs to this process. */
export interface Postmaster {
  readonly port: number;
  /** Resolves when its process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
};

/** Settings go on the command line, so that those of this version always hold, whatever an older one wrote into the files. */
const settings = (port: number, durable: boolean): string[] => {
  const always = [
    'listen_addresses=127.0.0.1',
    `port=${String(port)}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    // What nobody takes of its log (the disk of the backups may be full) must not fill the disk that it works on.
    'max_slot_wal_keep_size=1GB',
  ];
  const forThrowingAway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [...always, ...(durable ? [] : forThrowingAway)].flatMap((setting) => ['-c', setting]);
};

/** Eight lines in postmaster.pid, the last of them "ready" when sessions are taken: pg_ctl looks there too. */
const isReady = async (home: Home, pid: number): Promise<boolean> => {
  const lines = (await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
};

/**
 * A shell that waits for its input to end, which happens whatever way this process dies (also by SIGKILL), and then asks the
 * postmaster to shut down. It looks into postmaster.pid first, so that it never hits a stranger.
 */
const watchOver = (home: Home, pid: number): ChildProcess => {
  const script = 'while read -r line; do :; done; read -r kept <"$2" && [ "$kept" = "$1" ] && kill -INT "$1"';
  const watch = spawn('/bin/sh', ['-c', script, 'fagtorg-watch', String(pid), join(home.cluster, 'postmaster.pid')], {
    ...home.runAs,
    cwd: home.folder,
    env: { PATH: systemPath },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.unref();
  return watch;
};

const hasEnded = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'close').then(() => undefined);

const launch = async (home: Home, port: number, durable: boolean): Promise<ChildProcess> => {
  await rename(home.log, `${home.log}.previous`).catch(() => undefined);
  const log = await open(home.log, 'w', 0o600).catch((failure: unknown) => {
    throw explainFileFailure(failure, home.folder);
  });
  try {
    const child = spawn(home.binaries.postgres, ['-D', home.cluster, ...settings(port, durable)], {
      ...home.runAs,
      cwd: home.folder,
      env: { LC_ALL: 'C' },
      // In a session of its own: Ctrl-C in the terminal is for the launcher, which stops the database last.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn').catch((failure: unknown) => {
      throw canNotRun(failure);
    });
    return child;
  } finally {
    await log.close();
  }
};

/**
 * Whether a session has crashed, so that the server is putting itself together again. Asked to stop in order meanwhile it may wait for its own
 * helpers, which have gone already.
 */
const hasCrashed = async (home: Home): Promise<boolean> => {
  const said = await readFile(home.log, 'utf8').catch(() => '');
  return Math.max(...['PANIC:', 'reinitializing'].map((word) => said.lastIndexOf(word))) > said.lastIndexOf('ready to accept connections');
};

/** Starts once on one port. Null when the attempt is worth repeating: the port was taken, or a dead run's processes linger. */
const attempt = async (home: Home, durable: boolean, onProgress: (message: string) => void): Promise<Postmaster | null> => {
  const port = await freePort();
  const child = await launch(home, port, durable);
  const { pid } = child;
  if (pid === undefined) throw new Error('PostgreSQL was started without a process number.');
  const watch = watchOver(home, pid);
  const ended = hasEnded(child).then(async () => {
    watch.stdin?.end();
    await hasEnded(watch);
  });
  const stop = async (): Promise<void> => {
    child.ref();
    watch.ref();
    if (child.exitCode === null && child.signalCode === null) await stopPostmaster(pid, (await hasCrashed(home)) ? 'at once' : 'in order');
    await ended;
  };

  const began = Date.now();
  let patience = 5_000;
  while (child.exitCode === null && child.signalCode === null) {
    if (await isReady(home, pid)) {
      child.unref();
      return { port, ended, stop };
    }
    if (Date.now() - began > patience) {
      onProgress('The database is still starting (it may be recovering after a crash)');
      patience *= 2;
    }
    if (patience > 600_000) {
      await stop();
      throw new EmbeddedDatabaseError(
        'DID_NOT_START',
        'The embedded PostgreSQL was not ready within five minutes.',
        `Its log lies in ${home.log}; ${useAnotherDatabase}.`,
      );
    }
    await pause(20);
  }
  await ended;
  const output = await readFile(home.log, 'utf8').catch(() => '');
  if (/Address already in use|pre-existing shared memory block/.test(output)) return null;
  throw explainOutput(output, home.folder);
};

/** Starts PostgreSQL on a free port of 127.0.0.1 and resolves when it takes sessions. Throws EmbeddedDatabaseError. */
export const startPostmaster = async (home: Home, durable: boolean, onProgress: (message: string) => void): Promise<Postmaster> => {
  for (let remaining = 20; remaining > 0; remaining -= 1) {
    const started = await attempt(home, durable, onProgress);
    if (started !== null) return started;
    await pause(500);
  }
  throw explainOutput(await readFile(home.log, 'utf8'), home.folder);
};
