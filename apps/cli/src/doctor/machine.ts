import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { shown } from '../home/data-directory.js';
import { figure } from '../progress.js';
import { type Check, fault, isAtLeast, look, note, ok } from './check.js';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../../..', import.meta.url));

const LEAST_NODE = [20, 19] as const;
const LEAST_NPM = [10, 0] as const;
const LEAST_MB = 300;
const ROOMY_MB = 1_000;
const MB = 1_048_576;

/** What the machine must have, whether anything is installed or not. */
export const checkMachine = (directory: string): Promise<Check[]> =>
  Promise.all([
    look('node', node),
    look('npm', npm),
    look('packages', packages),
    look('builds', builds),
    look('data directory', () => dataDirectory(directory)),
    look('disk', () => disk(directory)),
  ]);

function node(): Promise<Check> {
  const { node: version } = process.versions;
  const found = isAtLeast(version, LEAST_NODE)
    ? ok('node', version)
    : fault('node', `${version} is too old: it must be ${LEAST_NODE.join('.')} or newer.`, 'Get a newer one from https://nodejs.org');
  return Promise.resolve(found);
}

async function npm(): Promise<Check> {
  const version = await run('npm', ['--version'], { cwd: repository }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  if (version === null)
    return note('npm', 'It is not on PATH. Only npm start and npm test need it.', 'It comes with Node: https://nodejs.org');
  if (isAtLeast(version, LEAST_NPM)) return ok('npm', version);
  return fault('npm', `${version} is too old: it must be ${LEAST_NPM[0]} or newer.`, 'npm install --global npm@11');
}

/** The launcher's own answer, so that both mean the same. */
async function packages(): Promise<Check> {
  const launcher = fileURLToPath(new URL('tools/bootstrap.mjs', `file://${repository}`));
  if (!(await exists(launcher))) return note('packages', 'They came with this image.');
  const installed = await run(process.execPath, [launcher, 'check']).then(
    () => true,
    () => false,
  );
  return installed
    ? ok('packages', 'node_modules is what package-lock.json asks for')
    : fault('packages', 'node_modules is not what package-lock.json asks for.', 'npm ci (npm start does it by itself)');
}

async function builds(): Promise<Check> {
  const apps = ['api', 'worker', 'identity-provider', 'cli'];
  const there = await Promise.all(apps.map((app) => exists(`${repository}/apps/${app}/dist/main.js`)));
  const missing = apps.filter((_, index) => !there[index]);
  if (missing.length === 0) return ok('builds', apps.join(', '));
  return fault('builds', `Not built: ${missing.join(', ')}.`, 'npx nx run-many -t build (npm start does it by itself)');
}

async function dataDirectory(directory: string): Promise<Check> {
  if (!(await exists(directory))) return note('data directory', `${shown(directory)} is not there yet.`, 'npm start makes it');
  await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  return ok('data directory', shown(directory));
}

async function disk(directory: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearest(directory));
  return roomOnDisk(Math.floor((bavail * bsize) / MB), directory);
}

/** @param free in megabytes @internal */
export function roomOnDisk(free: number, directory: string): Check {
  const says = `${figure(free)} MB are free for ${shown(directory)}`;
  if (free < LEAST_MB) return fault('disk', `${says}; a database begins with about ${LEAST_MB}.`, 'Make some room.');
  return free < ROOMY_MB ? note('disk', `${says}; that is little.`, 'Make some room.') : ok('disk', says);
}

/** The folder itself, or the nearest one above it that exists. */
const nearest = async (path: string): Promise<string> => ((await exists(path)) || dirname(path) === path ? path : nearest(dirname(path)));

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
