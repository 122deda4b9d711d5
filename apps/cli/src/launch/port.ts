import { once } from 'node:events';
import { createServer } from 'node:net';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';

/**
 * The port that something of ours can have; for 0 a free one.
 * @param flag by which another one is chosen
 * @throws Trouble naming the port where it is taken, or not for this user
 */
export async function portFor(wanted: number, host: string, flag = '--api-port'): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, host);
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : wanted;
  } catch (failure) {
    throw explained(failure, wanted, host, flag);
  } finally {
    server.close();
  }
}

/** The port next to the API's, or any that is free. */
export const portBeside = (apiPort: number, host: string): Promise<number> => portFor(apiPort + 1, host).catch(() => portFor(0, host));

function explained(cause: unknown, port: number, host: string, flag: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  const another = `or choose another port: ${flag} ${port < 65_535 ? port + 1 : 4000}.`;
  switch (code) {
    case 'EADDRINUSE':
      return new Trouble(exitCodes.unavailable, `Port ${port} on ${host} is used by another program.`, `Stop that program, ${another}`);
    case 'EACCES':
      return new Trouble(exitCodes.unavailable, `This user may not listen on port ${port}.`, `Choose a port from 1024 on, ${another}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Trouble(exitCodes.configuration, `This machine has no address ${host}.`, 'Correct API_HOST, or leave it out.');
    default:
      return cause;
  }
}
