import { disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import { newTokenKey, readLauncherEnvironment, startRedisServer } from '@fagtorg/platform';
import { Behind, send } from '@fagtorg/testing';
import { readdir } from 'node:fs/promises';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, type Ended, fagtorg, start, type Started } from './support/fagtorg.js';

let database: DisposableDatabase;
let behind: Behind;
let home: DataDirectory;
let environment: Record<string, string>;
let started: Started;

const here = (...words: string[]): string[] => [...words, ...home.flag];

/** A Fagtorg on a PostgreSQL and, where one is given, a Redis of the operator's own. */
function onOwnServers(redisUrl: () => string | null): void {
  beforeAll(async () => {
    [database, home] = await Promise.all([disposableDatabase(), newDataDirectory()]);
    const redis = redisUrl();
    const servers = { DATABASE_URL: database.applicationUrl, DATABASE_OWNER_URL: database.ownerUrl };
    environment = redis === null ? servers : { ...servers, REDIS_URL: redis };
    started = await start(['--json', '--no-demo', '--api-port', '0', ...home.flag], environment);
  });
  afterAll(async () => {
    await started.kill();
    await behind.close();
    await Promise.all([database.drop(), home.remove()]);
  });

  it('works with them, and keeps no database of its own', async () => {
    const { api, ...facts } = JSON.parse(started.stdout()) as { api: string };
    expect(facts).toMatchObject({ queue: redisUrl() === null ? 'postgresql' : 'redis', demonstration: false });
    const { body } = await send(api, '{ municipalities { code } }', {}, {});
    expect((body.data as { municipalities: unknown[] }).municipalities.length).toBeGreaterThan(300);
    expect((await readdir(home.path)).sort()).toEqual(['installation.json', 'instance.json']);
  });

  it('is in good health by the doctor', async () => {
    const redis = redisUrl();
    expect(await answerOf(here('doctor'))).toMatchObject({
      ok: true,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'database', says: `PostgreSQL at ${new URL(database.ownerUrl).host} answers` }),
        expect.objectContaining({ name: 'queue', says: redis === null ? 'in PostgreSQL' : `on Redis at ${new URL(redis).host}` }),
      ]) as unknown,
    });
  });

  it('sends again what was sent in vain', async () => {
    behind = await Behind.of(database.ownerUrl); // lifts a part of row security, which the doctor would tell
    const id = String(
      await behind.number(`INSERT INTO outbox (job, key, payload, dispatches, dispatched_at, parked_at, failure)
        VALUES ('sweep', 'sweep', '{}', 10, now(), now(), 'as a spec would have it') RETURNING id`),
    );
    const [parked, shown, health] = await Promise.all([
      answerOf(here('outbox', 'list', '--parked')),
      fagtorg(here('outbox', 'list')),
      answerOf(here('doctor')),
    ]);
    expect(parked).toEqual({ requests: [expect.objectContaining({ id, job: 'sweep', failure: 'as a spec would have it' })] });
    expect(shown.stdout).toContain('parked: as a spec would have it');
    const outbox = expect.objectContaining({ name: 'outbox', says: expect.stringMatching(/\b1 parked/) as string }) as unknown;
    expect(health).toMatchObject({ ok: false, checks: expect.arrayContaining([outbox]) as unknown });
    expect(await answerOf(here('outbox', 'retry', '--all'))).toEqual({ sent: [id] });
    await behind.until(`SELECT count(done_at) FROM outbox WHERE id = ${id}`, 1);
    const nothing = await fagtorg(here('outbox', 'retry', id));
    expect(nothing.exitCode).toBe(1);
    expect(nothing.stderr).toContain(`There is no request without an effect with the id ${id}.`);
  });
}

describe('an operator with a PostgreSQL of their own', () => {
  onOwnServers(() => null);

  it('signs nobody in but in a demonstration', async () => {
    const key = JSON.stringify(await newTokenKey());
    const token = (more: Record<string, string>): Promise<Ended> =>
      fagtorg(['token', 'manager@3426.example'], { ...environment, TOKEN_KEY: key, ...more });
    const [inOne, elsewhere] = await Promise.all([token({ DEMONSTRATION: 'true' }), token({})]);
    expect(inOne).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^eyJ\S+\n$/) as string });
    expect(elsewhere).toMatchObject({ exitCode: 78, stdout: '' });
  });

  it('moves the clock that all of it lives by', async () => {
    const noon = await answerOf(here('clock', 'set', '2027-03-15T12:00'));
    expect(noon).toMatchObject({ now: expect.stringMatching(/^2027-03-15T11:00/) as string, today: '2027-03-15' });
    expect(await answerOf(here('clock', 'advance', '2'))).toMatchObject({ today: '2027-03-17' });
    expect((await fagtorg(here('clock'))).stdout).toMatch(/^It is Wednesday, 17 March 2027 at 12:0\d in Norway/);
    expect(await answerOf(here('clock', 'reset'))).toMatchObject({ offsetSeconds: 0 });
  });

  it('keeps what is in their database from --fresh', async () => {
    expect(await started.interrupt()).toMatchObject({ exitCode: 0 });
    const refused = await fagtorg(['start', '--fresh', '--yes', '--api-port', '0', ...home.flag], environment);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain('Nothing was removed.');
    expect(await behind.number('SELECT count(*) FROM municipality')).toBeGreaterThan(300);
  });
});

const { CI, REDIS_TEST_URL } = readLauncherEnvironment();
const redis = REDIS_TEST_URL === undefined ? await startRedisServer() : { url: REDIS_TEST_URL, stop: () => Promise.resolve() };
const withRedis = redis !== null || CI ? describe : describe.skip;

withRedis('an operator with a PostgreSQL and a Redis of their own', () => {
  beforeAll(() => {
    if (!redis) throw new Error('There is no redis-server, and CI is set.');
  });
  afterAll(() => redis?.stop());
  onOwnServers(() => redis?.url ?? null);
});
