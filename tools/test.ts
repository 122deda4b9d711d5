import { readLauncherEnvironment } from '@fagtorg/platform';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs every check of the house, from the form of the files to the whole system, and ends with one line that counts them all. */

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** Checks that pass or fail as one. Two at a time, since each uses about one core. */
const checks: Readonly<Record<string, readonly string[]>> = {
  format: ['prettier', '--check', '--log-level', 'warn', '.'],
  contract: ['tsx', 'tools/codegen.ts', '--check'],
  'environment example': ['tsx', '--conditions=source', 'tools/env-example.ts', '--check'],
  'policy document': ['tsx', '--conditions=source', 'tools/policy-document.ts', '--check'],
  types: ['tsc', '-p', '.'],
  lint: ['eslint', '--max-warnings', '0', '.'],
  roads: ['depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'libs'],
  unused: ['knip'],
  images: ['dockerfile-utils', 'lint', 'docker/Dockerfile'],
  compose: ['dclint', '--config', 'docker/.dclintrc.yaml', '--max-warnings', '0', 'docker'],
};
const AT_ONCE = 2;

const suites = ['unit', 'integration', 'e2e'] as const;

interface Finished {
  readonly code: number;
  readonly output: string;
}

function run(command: string, args: readonly string[], show: boolean): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function check(name: string, args: readonly string[], count: Count): Promise<void> {
  const began = performance.now();
  const { code, output } = await run('npx', args, false);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (code === 0) count.passed += 1;
  else count.failed += 1;
  console.error(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)${code === 0 ? '' : `\n${output}`}`);
}

async function suite(name: string, folder: string, count: Count): Promise<void> {
  const report = join(folder, `${name}.json`);
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const { code } = await run(process.execPath, [...jest, `--selectProjects=${name}`, '--json', `--outputFile=${report}`], true);
  const found = countOf(report);
  count.passed += found.passed;
  count.failed += found.failed + (code !== 0 && found.failed === 0 ? 1 : 0);
  count.skipped += found.skipped;
}

/** A suite that could not even be loaded counts as a failure. */
function countOf(report: string): Count {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    return {
      passed: result['numPassedTests'] ?? 0,
      failed: (result['numFailedTests'] ?? 0) + (result['numRuntimeErrorTestSuites'] ?? 0),
      skipped: (result['numPendingTests'] ?? 0) + (result['numTodoTests'] ?? 0),
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const asked = process.argv.slice(2);
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);
const count: Count = { passed: 0, failed: 0, skipped: 0 };
const folder = mkdtempSync(join(tmpdir(), 'fagtorg-test-'));
try {
  const waiting = Object.entries(checks).filter(([name]) => wanted(name) || asked.includes('checks'));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await check(...next, count);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const name of suites) if (wanted(name)) await suite(name, folder, count);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (count.skipped > 0 && !readLauncherEnvironment().CI) {
  console.error('Skipped: what needs a redis-server on PATH, or REDIS_TEST_URL. Debian: apt-get install redis-server');
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 ? 0 : 1);
