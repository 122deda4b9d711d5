import { transformFile } from '@swc/core';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
    await writeFile(join(folder, CONFIG), jestConfig(factsFile));
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
    const only = tests === undefined ? [] : ['-t', tests];
    const said = await this.jest(
      CONFIG,
      [`--selectProjects=${projectOf(spec)}`, '--runInBand', '--runTestsByPath', spec, ...only],
      stopped,
    );
    const [run] = await this.runs();
    return run ?? { broken: said };
  }

  /**
   * Runs the specs of many guards in one go, each as a project of its own in which a file without the guard stands in for the file. For specs that
   * start no processes, as those run builds.
   */
  async runTogether(guards: readonly GuardMutant[], stopped: AbortSignal): Promise<Run[]> {
    const projects = await Promise.all(
      guards.map(async ({ file, spec, text, instead }, number) => {
        const written = await readFile(join(this.folder, file), 'utf8');
        const pieces = written.split(text);
        if (pieces.length !== 2) throw new Error(`"${text}" stands ${pieces.length - 1} times in ${file}`);
        const without = file.replace(/\.ts$/, `.mutant-${number}.ts`);
        await writeFile(join(this.folder, without), pieces.join(instead));
        return { number, project: projectOf(spec), spec, name: basename(file, '.ts'), without };
      }),
    );
    await writeFile(join(this.folder, TOGETHER), togetherConfig(projects));
    const said = await this.jest(TOGETHER, ['--maxWorkers=2'], stopped);
    const runs = await this.runs();
    for (const { without } of projects) await rm(join(this.folder, without), { force: true });
    return guards.map((_, number) => runs[number] ?? { broken: said });
  }

  private async jest(config: string, flags: readonly string[], stopped: AbortSignal): Promise<string> {
    await rm(join(this.folder, REPORT), { force: true });
    const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
    const reporters = ['--reporters', join(this.folder, 'tools/mutants/reporter.mjs')];
    // A spec whose API does not start may leave something open: jest ends all the same, and with it what it has started.
    return inAGroup([...node, '-c', config, '--forceExit', ...reporters, ...flags], this.folder, stopped);
  }

  /** What the reporter has written, by the numbers of projects. */
  private async runs(): Promise<Run[]> {
    const lines = await readFile(join(this.folder, REPORT), 'utf8').catch(() => '');
    const runs: Run[] = [];
    for (const line of lines.split('\n').filter((one) => one !== '')) {
      const { project, passed, failed, broken } = JSON.parse(line) as { project: string; passed: number; failed: number; broken: string };
      runs[Number(project) || 0] = passed + failed > 0 ? { ran: passed + failed, failed } : { broken };
    }
    return runs;
  }
}

/** Runs Node; ends it when the trial is stopped or it takes too long, and all it has started with it. Answers the end of what it wrote. */
function inAGroup(args: readonly string[], cwd: string, stopped: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    let written = '';
    child.stderr.on('data', (chunk: Buffer) => (written = (written + chunk.toString()).slice(-2000)));
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nobody of the group is left.
      }
    };
    const late = setTimeout(end, LONGEST_RUN_MS);
    stopped.addEventListener('abort', end);
    child.on('close', () => {
      end(); // an API without a limit may be too busy to hear that it shall stop
      clearTimeout(late);
      stopped.removeEventListener('abort', end);
      resolve(written);
    });
  });
}

const LONGEST_RUN_MS = 15 * 60_000;
const CONFIG = 'jest.mutants.config.mjs';
const TOGETHER = 'jest.together.config.mjs';
const REPORT = 'report.jsonl';

const projectOf = (spec: string): string =>
  spec.endsWith('.e2e-spec.ts') ? 'e2e' : spec.endsWith('.int-spec.ts') ? 'integration' : 'unit';

/** The specs of the house as they are, but on a server that stands already. */
const jestConfig = (factsFile: string): string => `import config from './jest.config.mjs';
const projects = config.projects.map(({ globalSetup, globalTeardown, ...project }) =>
  globalSetup ? { ...project, globals: { fagtorgClusterFile: ${JSON.stringify(factsFile)} } } : project);
export default { ...config, projects };
`;

/** One project for each guard: its spec alone, and another file in the place of the one with the guard. */
const togetherConfig = (guards: readonly { number: number; project: string; spec: string; name: string; without: string }[]): string => `
import config from './${CONFIG}';
const guards = ${JSON.stringify(guards)};
const projects = guards.map(({ number, project, spec, name, without }) => {
  const like = config.projects.find(({ displayName }) => displayName === project);
  const folder = spec.slice(0, spec.lastIndexOf('/'));
  return {
    ...like,
    displayName: String(number),
    roots: ['<rootDir>/' + folder],
    cache: false,
    transform: Object.fromEntries(Object.entries(like.transform).map(([files, [, options]]) => [files, ['<rootDir>/tools/mutants/transform.mjs', options]])),
    testMatch: ['<rootDir>/' + spec],
    moduleNameMapper: { ['^[.]{1,2}/(?:.*/)?' + name.replaceAll('.', '[.]') + '[.]js$']: '<rootDir>/' + without, ...like.moduleNameMapper },
  };
});
export default { ...config, projects };
`;
