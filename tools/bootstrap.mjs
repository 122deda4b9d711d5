/**
 * What `npm start`, `npm test` and their like run. Brings a fresh clone to where it can run (packages by the lockfile, generated code, builds), then
 * hands over to the command itself. Plain JavaScript without dependencies, as there may be none yet; it writes to stderr alone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const LEAST_NODE = [20, 19];
const LEAST_NPM = [10, 0];

/** sysexits.h: something that is needed is not to be had. */
const UNAVAILABLE = 69;

const commands = {
  start: ['apps/cli/dist/main.js', 'start'],
  test: ['--import', 'tsx', 'tools/test.ts'],
  chaos: ['--import', 'tsx', 'tools/trials/chaos.ts'],
  bench: ['--import', 'tsx', 'tools/trials/bench.ts'],
  audit: ['--import', 'tsx', 'tools/audit-packages.ts'],
  fuzz: ['--import', 'tsx', 'tools/trials/fuzz.ts'],
  security: ['--import', 'tsx', 'tools/trials/security.ts'],
  mutants: ['--conditions=source', '--import', 'tsx', 'tools/mutants.ts'],
};

const say = (words) => process.stderr.write(`${words}\n`);

function giveUp(...lines) {
  for (const line of lines) say(line);
  process.exit(UNAVAILABLE);
}

const isOlder = (version, [major, minor]) => {
  const [ours = 0, next = 0] = version.split('.').map(Number);
  return ours < major || (ours === major && next < minor);
};

function checkNode() {
  if (!isOlder(process.versions.node, LEAST_NODE)) return;
  giveUp(
    `Fagtorg needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.`,
    'Get one from https://nodejs.org or with your version manager (as in: nvm install 24), and try again.',
  );
}

function checkNpm() {
  const { stdout, error } = spawnSync('npm', ['--version'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const version = (stdout || '').trim();
  if (error || version === '') giveUp('Fagtorg needs npm, and there is none on PATH.', 'It comes with Node: https://nodejs.org');
  if (isOlder(version, LEAST_NPM)) {
    giveUp(`Fagtorg needs npm ${LEAST_NPM[0]} or newer; this is ${version}.`, 'Get it with: npm install --global npm@11');
  }
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(`${root}${file}`, 'utf8')).packages || {};
  } catch {
    return null; // missing or cut off: there is nothing to compare with
  }
}

/**
 * Whether node_modules is what the lockfile asks for. npm writes its own account of an install when that is complete, so that an install by
 * hand counts too and one that was cut off does not. Packages for other platforms are asked for and not there.
 */
function isInstalled() {
  const asked = packagesIn('package-lock.json');
  const found = packagesIn('node_modules/.package-lock.json');
  if (!asked || !found) return false;
  const same = (a, b) => ['version', 'integrity', 'link', 'bin'].every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
  return Object.entries(asked).every(([path, entry]) => {
    if (path === '') return true;
    const there = found[path];
    return there ? same(entry, there) : Boolean(entry.optional);
  });
}

/** Whoever asks us to stop asks what we run; the one that is running now. */
let running = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (running) running.kill(signal);
    else process.exit(128 + constants.signals[signal]);
  });
}

/** npm hands on SIGINT and SIGTERM. When it is gone in another way, nobody is left who could ask us to stop. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && running) running.kill('SIGTERM');
}, 1000).unref();

/** Runs a program to its end and resolves with its exit code, and with what it wrote where that is kept. */
function run(program, args, { keep }) {
  return new Promise((resolve) => {
    const stdio = keep ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(program, args, { cwd: root, stdio });
    running = child;
    let written = '';
    for (const stream of [child.stdout, child.stderr]) if (stream) stream.on('data', (chunk) => (written += chunk));
    child.on('error', (error) => resolve({ code: UNAVAILABLE, written: String(error) }));
    child.on('close', (code, signal) => {
      running = null;
      resolve({ code: code === null ? 128 + constants.signals[signal] : code, signal, written });
    });
  });
}

/** Runs what takes time, in one line that tells how long it has taken. What it wrote is shown only when it failed. */
async function runQuietly(words, program, args, wayOut) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const onTerminal = process.stderr.isTTY;
  process.stderr.write(onTerminal ? words : `${words}\n`);
  const ticking = onTerminal && setInterval(() => process.stderr.write(`\r${words} ${seconds()} s`), 1000);
  const { code, signal, written } = await run(program, args, { keep: true });
  if (ticking) clearInterval(ticking);
  if (onTerminal) process.stderr.write(`\r${words} ${seconds()} s\n`);
  if (code === 0) return;
  if (signal) process.exit(code);
  say(written.trim());
  say(`That did not succeed. ${wayOut}`);
  process.exit(1);
}

async function install() {
  if (isInstalled()) return;
  checkNpm();
  // Also where NODE_ENV is production, or npm is told to leave some out: the build needs them all.
  const flags = ['--loglevel=error', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  await runQuietly(
    'Installing packages by the lockfile (a minute or two) ...',
    'npm',
    // Not `npm ci`: it gives up where a registry lacks an optional package of another platform. This installs the same versions.
    ['install', '--no-save', ...flags],
    'npm says why above. It needs the npm registry and about 800 MB of disk; then run the same command again.',
  );
  if (!isInstalled()) giveUp('What npm installed is not what the lockfile asks for.', 'Try again after removing node_modules.');
}

async function build() {
  const nx = ['node_modules/nx/dist/bin/nx.js', 'run-many', '--targets=build', '--output-style=static'];
  await runQuietly(
    'Building ...',
    process.execPath,
    nx,
    'The reason stands above. After a pull, removing .nx and node_modules helps most often.',
  );
}

async function main([task = '', ...args]) {
  checkNode();
  if (task === 'check') process.exit(isInstalled() ? 0 : 1);
  if (!(task in commands))
    giveUp(
      'Usage: npm start, npm test, npm run chaos, npm run bench, npm run fuzz, npm run security, npm run security:mutants, npm run audit:packages, or node tools/bootstrap.mjs check (is what the lockfile asks for installed?)',
    );
  await install();
  await build();
  const { code } = await run(process.execPath, [...commands[task], ...args], { keep: false });
  process.exit(code);
}

main(process.argv.slice(2));
