import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts an empty redis-server that keeps nothing, on a free port of this machine. Null when there is none on PATH. */
export const startRedisServer = async (): Promise<RedisServer | null> => {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'fagtorg-redis-'));
  const options = { port, bind: '127.0.0.1', dir: directory, save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction' };
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]),
  );
  const killed = (): void => void server.kill('SIGKILL');
  process.once('exit', killed);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const cleared = async (): Promise<void> => {
    process.off('exit', killed);
    await rm(directory, { recursive: true, force: true });
  };

  const started = await new Promise<boolean>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve(true);
    });
    server.once('error', (fault: NodeJS.ErrnoException) => (fault.code === 'ENOENT' ? resolve(false) : reject(fault)));
    server.once('exit', () => reject(new Error(`redis-server did not start:\n${said}`)));
  }).catch(async (fault: unknown) => {
    await cleared();
    throw fault;
  });
  if (!started) {
    await cleared();
    return null;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGKILL'); // it keeps nothing, so there is nothing to save
      await ended;
      await cleared();
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
