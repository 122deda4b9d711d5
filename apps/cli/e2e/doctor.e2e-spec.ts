import { Database, importReference, installOnServer } from '@fagtorg/core';
import { nobody } from '@fagtorg/db';
import { type EmbeddedDatabase, readLauncherEnvironment, startEmbeddedDatabase, startRedisServer } from '@fagtorg/platform';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf } from './support/fagtorg.js';

/** A server of the spec's own: what is broken here (roles belong to a whole server) must not be seen by other specs. */
let home: DataDirectory;
let server: EmbeddedDatabase;
let servers: Record<string, string>;
let administrator: Database;

interface Found {
  readonly state: string;
  readonly says: string;
  readonly wayOut?: string;
}

const doctor = async (environment: Record<string, string> = {}): Promise<Record<string, Found>> => {
  const { checks } = (await answerOf(['doctor', ...home.flag], { ...servers, ...environment })) as { checks: (Found & { name: string })[] };
  return Object.fromEntries(checks.map(({ name, ...found }) => [name, found]));
};
const run = (sql: string): Promise<unknown> => administrator.withTenant(nobody, ({ client }) => client.$executeRawUnsafe(sql));
const fault = (says: string, wayOut: string): unknown =>
  expect.objectContaining({
    state: 'fault',
    says: expect.stringContaining(says) as string,
    wayOut: expect.stringContaining(wayOut) as string,
  });

beforeAll(async () => {
  home = await newDataDirectory();
  server = await startEmbeddedDatabase({ dataDirectory: home.path, durable: false, onProgress: () => undefined });
  const { ownerUrl, applicationUrl } = await installOnServer({ ...server, onProgress: () => undefined });
  await importReference({ ownerUrl, onProgress: () => undefined });
  servers = { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: applicationUrl };
  administrator = new Database({ url: Object.assign(new URL(server.adminUrl), { pathname: '/fagtorg' }).href, pool: 1 });
});
afterAll(async () => {
  await administrator.close();
  await server.stop();
  await home.remove();
});

describe('the doctor names what is wrong, and how to mend it:', () => {
  it('nothing where nothing is', async () => {
    const found = await doctor();
    expect(Object.entries(found).filter(([, { state }]) => state === 'fault')).toEqual([]);
    expect(found['builds']?.says).toBe('api, worker, identity-provider, cli');
  });

  it.each([
    ['a grant that no migration gives', 'GRANT DELETE ON need TO fagtorg_app', 'fagtorg_app may DELETE need, which no migration gives'],
    ['a grant that was taken back', 'REVOKE SELECT ON need FROM fagtorg_app', 'missing: fagtorg_app may SELECT need'],
    [
      'row security that was lifted from the owner',
      'ALTER TABLE person NO FORCE ROW LEVEL SECURITY',
      'missing: person is bound by row security, also for its owner',
    ],
    ['row security that was lifted', 'ALTER TABLE person DISABLE ROW LEVEL SECURITY', 'missing: person is bound by row security'],
    ['a policy of somebody', 'CREATE POLICY mine ON person USING (true)', 'person has the permissive policy mine'],
    ['a role that may become another', 'GRANT fagtorg_steward TO fagtorg_app', 'fagtorg_app may become fagtorg_steward'],
    [
      'the application with BYPASSRLS',
      'ALTER ROLE fagtorg_app BYPASSRLS',
      'fagtorg_app is a role that may sign in, passes by row security',
    ],
    ['another role with BYPASSRLS', 'ALTER ROLE fagtorg_matcher BYPASSRLS', 'fagtorg_matcher is a role, passes by row security'],
  ])('%s, and what it says mends it', async (_what, breaking, says) => {
    await run(breaking);
    const { rights } = await doctor();
    expect(rights).toEqual(fault(says, 'As the owner'));
    for (const statement of rights?.wayOut?.split(': ')[1]?.split('; ') ?? []) await run(statement);
    expect((await doctor())['rights']).toMatchObject({ state: 'ok' });
  });

  it('an application that signs in as the owner', async () => {
    const { DATABASE_OWNER_URL: owner = '' } = servers;
    const superuser = Object.assign(new URL(server.adminUrl), { pathname: '/fagtorg' }).href;
    expect((await doctor({ DATABASE_URL: superuser }))['roles']).toEqual(fault('superuser', 'DATABASE_URL'));
    expect((await doctor({ DATABASE_URL: owner }))['roles']).toMatchObject({
      state: 'note',
      wayOut: expect.stringContaining('fagtorg_app') as string,
    });
  });

  it('requests that were sent in vain ten times', async () => {
    await run(`INSERT INTO outbox (job, key, payload, dispatches, dispatched_at, parked_at, failure)
      VALUES ('sweep', 'sweep', '{}', 10, now(), now(), 'as a spec would have it')`);
    const found = await doctor().finally(() => run('DELETE FROM outbox'));
    expect(found['outbox']).toEqual(fault('1 parked', 'npx fagtorg outbox retry --all'));
  });

  it('a request that nobody takes', async () => {
    await run(`INSERT INTO outbox (job, key, payload, requested_at) VALUES ('sweep', 'sweep', '{}', now() - interval '1 hour')`);
    const found = await doctor().finally(() => run('DELETE FROM outbox'));
    expect(found['oldest request']).toMatchObject({ state: 'note', says: expect.stringContaining('3 60') as string });
  });

  it('a Redis that is away', async () =>
    expect((await doctor({ REDIS_URL: 'redis://127.0.0.1:1' }))['queue']).toEqual(
      fault('does not answer', 'Start Redis, or correct REDIS_URL.'),
    ));

  it('a database that is away, or lets nobody in', async () => {
    const { DATABASE_OWNER_URL: owner = '' } = servers;
    const away = Object.assign(new URL(owner), { port: '1' }).href;
    const stranger = Object.assign(new URL(owner), { password: 'guessed' }).href;
    for (const DATABASE_OWNER_URL of [away, stranger])
      expect((await doctor({ DATABASE_OWNER_URL }))['database']).toEqual(fault('does not answer to fagtorg_owner', 'DATABASE_OWNER_URL'));
  });

  it('backups that nobody takes', async () =>
    expect((await doctor())['backups']).toMatchObject({
      state: 'note',
      wayOut: expect.stringContaining('npx fagtorg backup --help') as string,
    }));
});

/** Of the spec's own as well: others must not see another policy. */
const redis = await startRedisServer();

/** Says one line to it, as an operator does by telnet; resolves when it has answered. */
async function tell(line: string): Promise<void> {
  const { port, hostname } = new URL(redis?.url ?? '');
  const socket = connect(Number(port), hostname);
  socket.write(`${line}\r\n`);
  await once(socket, 'data');
  socket.destroy();
}

(redis !== null || readLauncherEnvironment().CI ? describe : describe.skip)('a Redis that evicts when its memory is full', () => {
  afterAll(() => redis?.stop());

  it('is named, with the setting that mends it', async () => {
    if (!redis) throw new Error('There is no redis-server, and CI is set.');
    const environment = { REDIS_URL: redis.url };
    await tell('CONFIG SET maxmemory-policy allkeys-lru');
    expect((await doctor(environment))['eviction']).toEqual(fault('allkeys-lru', 'Set maxmemory-policy to noeviction.'));
    await tell('CONFIG SET maxmemory-policy noeviction');
    expect((await doctor(environment))['eviction']).toMatchObject({ state: 'ok' });
  });
});
