import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A gate before a server, so that it can be away for one spec and be there for the next. */
export interface Gate {
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  shut(): void;
  /** Keeps connections and takes new ones, and lets nothing through: a server that hangs. */
  silence(): void;
  open(): void;
  close(): Promise<void>;
}

export const openGate = async (serverUrl: string): Promise<Gate> => {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'shut' | 'silent' = 'open';

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const cut = (): void => sockets.forEach((socket) => socket.destroy());

  const listener = createServer((socket) => {
    const client = keep(socket);
    if (state === 'shut') client.destroy();
    if (state !== 'open') return;
    const beyond = keep(connect(Number(server.port), server.hostname));
    client.pipe(beyond).pipe(client);
    client.on('close', () => beyond.destroy());
    beyond.on('close', () => client.destroy());
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return {
    url: url.href,
    shut: () => {
      state = 'shut';
      cut();
    },
    silence: () => {
      state = 'silent';
      sockets.forEach((socket) => socket.unpipe().pause());
    },
    open: () => {
      if (state === 'silent') cut();
      state = 'open';
    },
    close: async () => {
      listener.close();
      cut();
      await once(listener, 'close');
    },
  };
};
