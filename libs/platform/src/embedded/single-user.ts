import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { administrator } from './cluster.js';
import { canNotRun, explainOutput } from './embedded-error.js';
import type { Home } from './home.js';

/**
 * Gives the administrator of a cluster that nobody serves another password, as PostgreSQL's single-user mode lets whoever owns the files. A
 * cluster out of a backup is brought to a state that can be opened by this as well.
 *
 * @param settings what holds for this alone, as `name=value`
 * @param password letters, figures, - and _ alone
 * @throws EmbeddedDatabaseError with what PostgreSQL said
 */
export async function setPassword(home: Home, cluster: string, password: string, settings: readonly string[] = []): Promise<void> {
  const flags = ['log_min_messages=warning', ...settings].flatMap((setting) => ['-c', setting]);
  const server = spawn(home.binaries.postgres, ['--single', '-D', cluster, ...flags, 'postgres'], {
    ...home.runAs,
    cwd: home.folder,
    env: { LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const said = text(server.stderr);
  server.stdin.on('error', () => undefined); // it ended before it read, which its exit tells
  server.stdin.end(`ALTER ROLE ${administrator} PASSWORD '${password}'\n`);
  const outcome: unknown[] = await once(server, 'close').catch((failure: unknown) => {
    throw canNotRun(failure);
  });
  const output = await said;
  if (outcome[0] !== 0 || /(^| )(ERROR|FATAL|PANIC): /m.test(output)) throw explainOutput(output, home.folder);
}
