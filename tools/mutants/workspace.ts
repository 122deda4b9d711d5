import { transformFile } from '@swc/core';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GuardMutant } from './mutant.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What specs need of the house, with its builds. */
const parts = [
  'apps',
  'libs',
  'prisma',
  'tools',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'jest.config.mjs',
  '.swcrc',
  '.env.example',
];
const OURS = '@fagtorg';

/** Tests that failed of those that ran, or why they could not run. */
export type Run = { readonly ran: number; readonly failed: number } | { readonly broken: string };

/** A copy of the house in which a guard can be taken out. */
export class Workspace {
  private constructor(private readonly folder: string) {}

  /** Copies the house, with the packages of the original. Specs run on the database server whose facts the file has. */
  static async open(factsFile: string): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), 'fagtorg-mutants-'));
    const here = (path: string): boolean => !path.includes('/node_modules');
    for (const part of parts) await cp(join(root, part), join(folder, part), { recursive: true, filter: here });
    await mkdir(join(folder, 'node_modules', OURS), { recursive: true });
    const packages = (await readdir(join(root, 'node_modules'))).filter((name) => name !== OURS);
    for (const name of packages) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    for (const kind of ['apps', 'libs'])
      for (const name of await readdir(join(root, kind))) {
        await symlink(join(folder, kind, name), join(folder, 'node_modules', OURS, name));
        const own = join(kind, name, 'node_modules');
        if (existsSync(join(root, own))) await symlink(join(root, own), join(folder, own));
      }
    await writeFile(join(folder, 'jest.mutants.config.mjs'), jestConfig(factsFile));
    return new Workspace(folder);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** Runs work without the guard, in source and build, and puts it back. */
  async without<T>({ file, text, instead }: GuardMutant, work: () => Promise<T>): Promise<T> {
    const source = join(this.folder, file);
    const build = source.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
    const [written, built] = [await readFile(source, 'utf8'), await readFile(build, 'utf8')];
    const pieces = written.split(text);
    if (pieces.length !== 2) throw new Error(`"${text}" stands ${pieces.length - 1} times in ${file}`);
    try {
      await writeFile(source, pieces.join(instead));
      const { code } = await transformFile(source, { configFile: join(this.folder, '.swcrc'), sourceMaps: false });
      await writeFile(build, code);
      return await work();
    } finally {
      await writeFile(source, written);
      await writeFile(build, built);
    }
  }

  /** Runs one spec, or those of its tests that are named. */
  async run(spec: string, tests: string | undefined, stopped: AbortSignal): Promise<Run> {
    const report = join(this.folder, 'report.json');
    await rm(report, { force: true });
    const project = spec.endsWith('.e2e-spec.ts') ? 'e2e' : spec.endsWith('.int-spec.ts') ? 'integration' : 'unit';
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
    const jest = [
      ...flags,
      '-c',
      'jest.mutants.config.mjs',
      `--selectProjects=${project}`,
      '--json',
      `--outputFile=${report}`,
      '--runInBand',
    ];
    const only = tests === undefined ? [] : ['-t', tests];
    const said = await promisify(execFile)(process.execPath, [...jest, '--runTestsByPath', spec, ...only], {
      cwd: this.folder,
      signal: stopped,
      maxBuffer: 1 << 28,
    }).then(
      () => '',
      (fault: unknown) => String((fault as { stderr?: unknown }).stderr),
    );
    return readFile(report, 'utf8').then(outcome, () => ({ broken: said.slice(-2000) }));
  }
}

function outcome(report: string): Run {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { message: string }[];
  };
  const ran = numPassedTests + numFailedTests;
  return ran > 0
    ? { ran, failed: numFailedTests }
    : {
        broken: testResults
          .map(({ message }) => message)
          .join('\n')
          .slice(0, 2000),
      };
}

/** The specs of the house as they are, but on a server that stands already. */
const jestConfig = (factsFile: string): string => `import config from './jest.config.mjs';
const projects = config.projects.map(({ globalSetup, globalTeardown, ...project }) =>
  globalSetup ? { ...project, globals: { fagtorgClusterFile: ${JSON.stringify(factsFile)} } } : project);
export default { ...config, projects };
`;
