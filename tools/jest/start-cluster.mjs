import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('cluster.ts', import.meta.url));

/** The process that keeps the database server; jest loads setup and teardown into one process, so they share it here. */
let keeper;

/** jest's globalSetup for specs that need a database: starts the server and resolves when its facts are in the file. */
export default async (_globalConfig, projectConfig) => {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, projectConfig.globals.fagtorgClusterFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [outcome] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (String(outcome).trim() !== 'ready') throw new Error('The database for the specs did not start; the reason stands above.');
  keeper = child;
};

/** jest's globalTeardown: lets the keeper clean up, and resolves when nothing of it is left. */
export const stopCluster = async () => {
  if (keeper === undefined) return;
  const gone = once(keeper, 'exit');
  keeper.stdin.end();
  await gone;
  keeper = undefined;
};
