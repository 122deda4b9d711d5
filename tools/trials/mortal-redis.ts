import { startRedisServer } from '@fagtorg/platform';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Trial } from './trial.js';

/** A Redis that loses everything when it is told to, and is found under the same address afterwards. */
export interface MortalRedis {
  readonly url: string;
  /** Forgets all jobs; whoever is connected stays so. */
  flush(): Promise<void>;
  /** Dies with all jobs, is away for a while and comes back empty. */
  restart(awayMs: number): Promise<void>;
}

/** Starts a Redis behind a gate of our own, which keeps the address when the server behind it changes. Null without a redis-server on PATH. */
export async function openMortalRedis(trial: Trial): Promise<MortalRedis | null> {
  let server = await startRedisServer();
  if (!server) return null;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const toServer = (): Socket => keep(connect(Number(new URL(server?.url ?? '').port), '127.0.0.1'));
  const gate = createServer((socket) => {
    const client = keep(socket);
    if (!server) return client.destroy();
    const beyond = toServer();
    client.pipe(beyond).pipe(client);
    client.on('close', () => beyond.destroy());
    return beyond.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');

  const die = async (): Promise<void> => {
    const dying = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    await dying?.stop();
  };
  void trial.open(Promise.resolve(gate), async () => {
    gate.close();
    await die();
  });
  return {
    url: `redis://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    flush: async () => {
      const socket = toServer();
      socket.write('FLUSHALL\r\n');
      await once(socket, 'data');
      socket.destroy();
    },
    restart: async (awayMs) => {
      await die();
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      server = await startRedisServer();
    },
  };
}
