import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Stands between a process and its database and counts what it asks. */
export interface StatementCounter {
  readonly url: string;
  /** Statements since the beginning, those that begin and end transactions included. */
  readonly count: () => number;
}

const SIMPLE_QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);

/** Passes PostgreSQL's protocol on, on a port of its own, and closes by itself when nobody uses it any more. */
export async function countStatements(databaseUrl: string): Promise<StatementCounter> {
  const behind = new URL(databaseUrl);
  let counted = 0;
  const server = createServer((client) => {
    const database = connect(Number(behind.port), behind.hostname);
    const typesOf = messageTypes();
    client.on('data', (chunk: Buffer) => {
      counted += typesOf(chunk).filter((type) => type === SIMPLE_QUERY || type === EXECUTE).length;
    });
    client.pipe(database).pipe(client);
    client.on('error', () => database.destroy());
    database.on('error', () => client.destroy());
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, count: () => counted };
}

/** Cuts what a client sends into messages and tells their types; only the first one of a connection has none. */
function messageTypes(): (chunk: Buffer) => number[] {
  let rest = Buffer.alloc(0);
  let typed = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const types: number[] = [];
    for (;;) {
      if (rest.length < typed + 4) return types;
      const length = typed + rest.readInt32BE(typed);
      if (rest.length < length) return types;
      if (typed === 1) types.push(rest.readUInt8(0));
      rest = rest.subarray(length);
      typed = 1;
    }
  };
}
