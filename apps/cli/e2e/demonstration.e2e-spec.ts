import { Behind } from '@fagtorg/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, type Ended, fagtorg, start, type Started } from './support/fagtorg.js';
import { type ReadNeed, Visitor } from './support/market.js';
import { alive, commandsNaming, gone, type Process, startedBy } from './support/processes.js';

/** What a newcomer does with `npm start`, from the first start on; each step stands on those before it. */
let home: DataDirectory;
let started: Started;
let family: Process[];
let token: string;
let needId: string;

interface SignedIn {
  readonly viewer: unknown;
  readonly needs: { readonly totalCount: number };
}

interface Verified {
  readonly ok: boolean;
  readonly findings: readonly { readonly differences: readonly string[] }[];
}

const TITLE = 'Samfunnsdelen til kommuneplanen';

/** What stands on stdout: nothing but one line of JSON. */
const facts = (): { api: string; health: string; demonstration: boolean; queue: string } => {
  const [line, ...rest] = started.stdout().split('\n');
  expect(rest).toEqual(['']);
  return JSON.parse(line ?? '') as ReturnType<typeof facts>;
};
const startHere = async (): Promise<void> => {
  started = await start(['--json', '--api-port', '0', ...home.flag]);
  family = await startedBy(started.pid);
};
const tokenOf = (email: string, environment = {}): Promise<Ended> => fagtorg(['token', email, ...home.flag], environment);
const manager = (): Visitor => new Visitor(facts().api, token);
const postmaster = async (): Promise<number> =>
  Number((await readFile(join(await home.cluster(), 'postmaster.pid'), 'utf8')).split('\n')[0]);
const doctor = async (): Promise<Record<string, string>> => {
  const { checks } = (await answerOf(['doctor', ...home.flag])) as { checks: { name: string; state: string }[] };
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
};

beforeAll(async () => {
  home = await newDataDirectory();
});
afterAll(async () => {
  await started.kill();
  await gone(family);
  await home.remove();
});

describe('a demonstration', () => {
  it('is started by one command, which prints one line of JSON for programs and the rest for people', async () => {
    await startHere();
    expect(facts()).toMatchObject({ demonstration: true, queue: 'postgresql' });
    expect((await fetch(facts().health)).status).toBe(200);
  });

  it('lets somebody sign in', async () => {
    const [somebody, nobody] = await Promise.all([tokenOf('manager@3426.example'), tokenOf('nobody@3426.example')]);
    token = somebody.stdout.trim();
    const { viewer, needs } = await manager().asks<SignedIn>('{ viewer { memberships { role } } needs { totalCount } }');
    expect(viewer).toEqual({ memberships: [{ role: 'MANAGER' }] });
    expect(needs.totalCount).toBeGreaterThan(1000);
    expect(nobody).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it('matches a need that is posted, and explains how', async () => {
    needId = await manager().posts(TITLE);
    const { matches } = await manager().readsWhenMatched(needId);
    expect(matches.totalCount).toBeGreaterThan(0);
    const explanations = matches.edges.flatMap(({ node }) => node.criteria.map(({ explanation }) => explanation));
    expect(explanations.join('\n')).toMatch(/Dekker (alle )?\d+/);
  });

  it('is in good health by the doctor', async () => {
    const checks = await doctor();
    expect(checks).toMatchObject({
      installation: 'ok',
      database: 'ok',
      migrations: 'ok',
      roles: 'ok',
      people: 'ok',
      queue: 'ok',
      API: 'ok',
    });
    expect(Object.values(checks)).not.toContain('fault');
  });

  it('is checked by verify, which finds what is not as the rules say', async () => {
    const wrong = async (): Promise<string[]> => {
      const { ok, findings } = (await answerOf(['verify', '--sample', '20', ...home.flag])) as Verified;
      expect(ok).toBe(findings.every(({ differences }) => differences.length === 0));
      return findings.flatMap(({ differences }) => differences);
    };
    expect(await wrong()).toEqual([]);
    const behind = await Behind.of(await home.ownerUrl());
    await behind.run(`UPDATE need SET status = 'ON_HOLD' WHERE id = '${needId}'`);
    expect(await wrong()).toEqual([expect.stringContaining(needId)]);
    await behind.run(`UPDATE need SET status = 'OPEN' WHERE id = '${needId}'`);
    await behind.close();
  });

  it('is not started twice in one place', async () => {
    const second = await fagtorg(['start', '--api-port', '0', ...home.flag]);
    expect(second).toMatchObject({ exitCode: 69, stdout: '' });
    expect(second.stderr).toContain(`(process ${started.pid}), at ${facts().api.replace('/graphql', '')}.`);
    expect(second.stderr).toContain('--data-dir');
  });

  it('leaves no process when Ctrl-C stops it', async () => {
    expect(family.map(({ pid }) => pid)).toContain(await postmaster());
    for (const app of ['api', 'worker']) expect(family.map(({ command }) => command).join('\n')).toContain(`${app}/dist/main.js`);
    expect(await started.interrupt()).toMatchObject({ exitCode: 0 });
    expect(await alive(family)).toEqual([]);
    expect(await commandsNaming(await home.cluster())).toEqual([]);
  });

  it('is found by commands while it lies still, and left so', async () => {
    expect(await doctor()).toMatchObject({ installation: 'ok', people: 'ok', queue: 'ok', API: 'note' });
    expect(await answerOf(['outbox', 'list', ...home.flag])).toEqual({ requests: [] });
    expect(await commandsNaming(await home.cluster())).toEqual([]);
  });

  it('signs nobody in where NODE_ENV is production', async () => {
    const refused = await tokenOf('manager@3426.example', { NODE_ENV: 'production' });
    expect(refused).toMatchObject({ exitCode: 78, stdout: '' });
    expect(refused.stderr).toContain('A demonstration never runs in production');
    const notStarted = await fagtorg(['start', '--api-port', '0', ...home.flag], { NODE_ENV: 'production' });
    expect(notStarted).toMatchObject({ exitCode: 78, stdout: '' });
  });

  it('keeps what was posted for the next start', async () => {
    await startHere();
    const { title, matches }: ReadNeed = await manager().readsWhenMatched(needId);
    expect(title).toBe(TITLE);
    expect(matches.totalCount).toBeGreaterThan(0);
  });

  it('leaves no process when its launcher is killed, and nothing is lost', async () => {
    expect(family.map(({ pid }) => pid)).toContain(await postmaster());
    await started.kill();
    await gone(family);
    expect(await commandsNaming(await home.cluster())).toEqual([]);
    await startHere();
    expect(await manager().reads(needId)).toMatchObject({ title: TITLE });
    expect(await started.interrupt()).toMatchObject({ exitCode: 0 });
  });
});
