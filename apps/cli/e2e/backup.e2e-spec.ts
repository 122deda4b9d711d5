import { Database, importReference, installOnServer, installPeople, personOf } from '@fagtorg/core';
import { administratorOf, newTokenKey, openTokens, readLog, removeEmbeddedDatabase, startEmbeddedDatabase } from '@fagtorg/platform';
import { send } from '@fagtorg/testing';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run, start, type Started } from './support/command.js';

const A_WHILE_MS = 300_000;

let home: string;
let directory: string;
/** The id of somebody who may post needs. */
let manager: Awaited<ReturnType<typeof personOf>>;
let fagtorg: Started | null = null;

const silent = (): void => undefined;
const json = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** An installation with people in it, which is no demonstration: as one of a county is after a while. */
async function install(): Promise<void> {
  const database = await startEmbeddedDatabase({ dataDirectory: directory, durable: true, onProgress: silent });
  const signIns = await installOnServer({ ...database, onProgress: silent });
  await importReference({ ...signIns, onProgress: silent });
  await installPeople({ ...signIns, onProgress: silent });
  const owner = new Database({ url: signIns.ownerUrl, pool: 1 });
  manager = await personOf(owner, 'manager@3426.example');
  await owner.asSteward(({ client }) => client.$executeRaw`UPDATE person SET demonstration = false`).finally(() => owner.close());
  await database.stop();
  const tokenKey = JSON.stringify(await newTokenKey());
  await writeFile(join(directory, 'installation.json'), JSON.stringify({ tokenKey, demonstration: false, marketComplete: false }));
}

async function signIn(): Promise<Record<string, string>> {
  const { running } = await json<{ running: { variables: { TOKEN_KEY: string } } }>(join(directory, 'instance.json'));
  const key = JSON.parse(running.variables.TOKEN_KEY) as Parameters<typeof openTokens>[0]['key'];
  const tokens = await openTokens({ key, issuer: 'https://fagtorg.example', audience: 'fagtorg-api' });
  if (!manager) throw new Error('Tolga has no manager.');
  return { authorization: `Bearer ${await tokens.issue(manager, 600)}` };
}

async function post(api: string, headers: Record<string, string>): Promise<string> {
  const input = {
    ...{ borrowerCode: '3426', title: 'Samfunnsdelen til kommuneplanen', minutesTotal: 7200 },
    ...{ requirements: [{ competenceId: 'plan.samfunnsdel' }], period: { from: inDays(45), to: inDays(115) }, answerBy: inDays(30) },
  };
  const mutation = 'mutation ($input: PostNeedInput!) { postNeed(input: $input) { ... on Need { id } ... on Refusal { message } } }';
  const { body } = await send(api, mutation, { input }, headers);
  if (body.data === undefined) throw new Error(JSON.stringify(body));
  const { postNeed } = body.data as { postNeed: { id?: string; message?: string } };
  if (postNeed.id === undefined) throw new Error(postNeed.message);
  return postNeed.id;
}

async function titleOf(api: string, id: string, headers: Record<string, string>): Promise<unknown> {
  const { body } = await send(api, 'query ($id: UUID!) { need(id: $id) { title } }', { id }, headers);
  return (body.data as { need: { title: string } | null } | null | undefined)?.need?.title;
}

/** Resolves when everything that was written so far is in the log beside the backups. */
async function logged(): Promise<void> {
  const { running } = await json<{ running: { ownerUrl: string } }>(join(directory, 'instance.json'));
  const server = await administratorOf(directory, new URL(running.ownerUrl).port);
  for (let state = await readLog(server); state.line === null || state.behind > 0; state = await readLog(server)) await pause(50);
}

/** Kills the database as a power cut does, and destroys all that it had on the disk. */
async function lose(): Promise<void> {
  const pointed = (await readFile(join(directory, 'embedded-database.path'), 'utf8').catch(() => '')).trim();
  const [pid] = (await readFile(join(pointed || directory, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await fagtorg?.ended;
  fagtorg = null;
  if (pointed !== '') await rm(pointed, { recursive: true });
  await rm(directory, { recursive: true });
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fagtorg-worst-day-'));
  directory = join(home, 'data');
  await install();
}, A_WHILE_MS);

afterAll(async () => {
  await fagtorg?.stop();
  await removeEmbeddedDatabase(directory);
  await rm(home, { recursive: true });
}, A_WHILE_MS);

describe('the worst day', () => {
  let backup: string;

  it(
    'takes the database and its disk, and a backup brings back what was acknowledged, with its audit and its matches',
    async () => {
      fagtorg = await start(directory);
      const { api } = fagtorg;
      const headers = await signIn();
      const acknowledged = [await post(api, headers), await post(api, headers)];
      const enough = new AbortController();
      const others = (async () => {
        while (!enough.signal.aborted) await post(api, headers);
      })();
      const taken = await run('backup', '--json', '--data-dir', directory);
      enough.abort();
      await others;
      expect(taken).toMatchObject({ exitCode: 0, answer: { reason: 'asked' } });
      ({ folder: backup } = taken.answer as { folder: string });
      expect((await run('restore', backup, '--yes', '--data-dir', directory)).exitCode).toBe(69);
      await lose();

      expect(await run('restore', backup, '--json', '--data-dir', directory)).toMatchObject({ exitCode: 0 });
      fagtorg = await start(directory);
      const again = await signIn();
      for (const id of acknowledged) expect(await titleOf(fagtorg.api, id, again)).toBe('Samfunnsdelen til kommuneplanen');
      expect(await titleOf(fagtorg.api, acknowledged[0] ?? '', headers)).toBeUndefined();
      expect(await run('verify', '--json', '--data-dir', directory)).toMatchObject({ exitCode: 0, answer: { ok: true } });
      expect(await fagtorg.stop()).toBe(0);
      fagtorg = null;
    },
    A_WHILE_MS,
  );

  it(
    'loses nothing that the log holds: it goes on from the backup to the last write that was acknowledged, or to a moment',
    async () => {
      fagtorg = await start(directory);
      const { api } = fagtorg;
      await logged();
      const daily = async (): Promise<string | undefined> => {
        const { answer } = await run('backup', 'list', '--json', '--data-dir', directory);
        return (answer as { backups: { folder: string; reason: string }[] }).backups.find(({ reason }) => reason === 'daily')?.folder;
      };
      let folder = await daily();
      while (folder === undefined) folder = await daily(); // a start takes one when it is ready
      const headers = await signIn();
      const early = await post(api, headers);
      const moment = new Date();
      await pause(1_000);
      const late = await post(api, headers);
      await logged();
      const { answer: health } = await run('doctor', '--json', '--data-dir', directory);
      expect(health).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ name: 'log', state: 'ok' })]) as unknown });
      await lose();

      for (const [until, there] of [
        ['latest', 'Samfunnsdelen til kommuneplanen'],
        [moment.toISOString(), undefined],
      ] as const) {
        expect(await run('restore', folder, '--yes', '--until', until, '--data-dir', directory)).toMatchObject({ exitCode: 0 });
        fagtorg = await start(directory);
        const again = await signIn();
        expect(await titleOf(fagtorg.api, early, again)).toBe('Samfunnsdelen til kommuneplanen');
        expect(await titleOf(fagtorg.api, late, again)).toBe(there);
        expect(await run('verify', '--json', '--data-dir', directory)).toMatchObject({ exitCode: 0, answer: { ok: true } });
        expect(await fagtorg.stop()).toBe(0);
        fagtorg = null;
      }
    },
    A_WHILE_MS,
  );

  it('is not made by a restore: what is no demonstration is replaced only when that is said', async () => {
    expect(await run('restore', backup, '--data-dir', directory)).toMatchObject({
      exitCode: 2,
      said: expect.stringContaining('--yes') as string,
    });
  });

  it('is not made by a damaged backup: it is refused, and what is there stays', async () => {
    await truncate(join(backup, 'base.tar.gz'), 1000);
    const refused = await run('restore', backup, '--yes', '--data-dir', directory);
    expect(refused).toMatchObject({ exitCode: 1, said: expect.stringContaining('is not whole') as string });
    expect(await run('verify', '--json', '--data-dir', directory)).toMatchObject({ exitCode: 0, answer: { ok: true } });
  }, 120_000);

  it('finds a list of the backups', async () => {
    const { answer } = await run('backup', 'list', '--json', '--data-dir', directory);
    const { backups } = answer as { backups: unknown[] };
    expect(backups).toContainEqual(expect.objectContaining({ folder: backup, reason: 'asked', demonstration: false }));
  });
});
