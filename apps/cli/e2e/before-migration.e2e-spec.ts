import { Database, importReference } from '@fagtorg/core';
import { migrate, migrationFolder, nobody, openApplication, prepareOwner } from '@fagtorg/db';
import { embeddedFiles, newTokenKey, startEmbeddedDatabase } from '@fagtorg/platform';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, fagtorg, start } from './support/fagtorg.js';

const execute = promisify(execFile);
const silent = (): void => undefined;
const database = 'fagtorg';

let home: DataDirectory;
let older: string;
/** The migrations of the version before, and the one that this version brings. */
let [before, latest]: [string[], string] = [[], ''];

interface Listed {
  readonly folder: string;
  readonly reason: string;
  readonly newestMigration: string;
}
const backupsAt = async (place: string): Promise<Listed[]> =>
  ((await answerOf(['backup', 'list', '--to', place, ...home.flag])) as { backups: Listed[] }).backups;
const beforeMigrations = async (): Promise<string[]> =>
  (await backupsAt(`${home.path}.backups`))
    .filter(({ reason }) => reason === 'before-migration')
    .map(({ newestMigration }) => newestMigration);

const startServer = (): ReturnType<typeof startEmbeddedDatabase> =>
  startEmbeddedDatabase({ dataDirectory: home.path, durable: true, onProgress: silent });

/** What the version before left behind: its tables, with Norway in them. */
async function installOlder(adminUrl: string): Promise<{ ownerUrl: string; applicationUrl: string }> {
  const { ownerUrl } = await prepareOwner({ adminUrl, database });
  await migrate({ ownerUrl, directory: older, onProgress: silent });
  await importReference({ ownerUrl, onProgress: silent });
  return { ownerUrl, ...(await openApplication({ adminUrl, database })) };
}

beforeAll(async () => {
  older = join(await mkdtemp(join(tmpdir(), 'fagtorg-older-')), 'migrations');
  await cp(migrationFolder, older, { recursive: true });
  const names = (await readdir(older, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  before = names.sort();
  latest = before.pop() ?? '';
  await rm(join(older, latest), { recursive: true });
});
afterAll(() => rm(join(older, '..'), { recursive: true }));

beforeEach(async () => {
  home = await newDataDirectory();
});
afterEach(() => home.remove());

describe('a new version that changes the tables', () => {
  it('takes a backup first, at a start and by migrate, and what it brings back is the version before', async () => {
    const server = await startServer();
    await installOlder(server.adminUrl);
    await server.stop();
    const installation = { tokenKey: JSON.stringify(await newTokenKey()), demonstration: false, marketComplete: false };
    await writeFile(join(home.path, 'installation.json'), JSON.stringify(installation));

    const started = await start(['--api-port', '0', ...home.flag]);
    const { stderr } = await started.interrupt();
    expect(stderr).toContain(`A backup first, as the database is about to be changed (${latest})`);
    expect(await beforeMigrations()).toEqual([before.at(-1)]);

    const [backup] = (await backupsAt(`${home.path}.backups`)).filter(({ reason }) => reason === 'before-migration');
    expect(await fagtorg(['restore', backup?.folder ?? '', '--yes', ...home.flag])).toMatchObject({ exitCode: 0 });
    expect(await answerOf(['migrate', ...home.flag])).toEqual({ applied: [latest] });
    expect(await answerOf(['migrate', ...home.flag])).toEqual({ applied: [] });
    expect(await beforeMigrations()).toEqual([before.at(-1), before.at(-1)]);
  });
});

describe("a PostgreSQL of the operator's own", () => {
  it('is backed up before a migration by a role that may copy it, and comes back with its own tools; without that role it is said that none is taken', async () => {
    const server = await startServer();
    const { ownerUrl, applicationUrl } = await installOlder(server.adminUrl);
    const run = async (sql: string): Promise<void> => {
      const url = Object.assign(new URL(server.adminUrl), { pathname: `/${database}` }).href;
      const administrator = new Database({ url, pool: 1 });
      await administrator.withTenant(nobody, ({ client }) => client.$executeRawUnsafe(sql)).finally(() => administrator.close());
    };
    const servers = { DATABASE_URL: applicationUrl, DATABASE_OWNER_URL: ownerUrl };
    const place = `${home.path}.backups`;

    // Without a role, or with one that may not do it all, nothing is taken, and what to do is said.
    const none = await fagtorg(['backup', ...home.flag], servers);
    expect(none).toMatchObject({ exitCode: 78, stderr: expect.stringContaining('CREATE ROLE fagtorg_backup LOGIN REPLICATION') as string });
    const url = new URL(ownerUrl);
    [url.username, url.password] = ['fagtorg_backup', 'as-a-spec-would-have-it'];
    const all = { ...servers, DATABASE_BACKUP_URL: url.href };
    const refused = async (exitCode: number, words: string): Promise<void> =>
      expect(await fagtorg(['backup', '--to', place, ...home.flag], all)).toMatchObject({
        exitCode,
        stderr: expect.stringContaining(words) as string,
      });
    await refused(78, 'DATABASE_BACKUP_URL signs in to');
    await run(`CREATE ROLE fagtorg_backup LOGIN PASSWORD 'as-a-spec-would-have-it' IN ROLE pg_read_all_data, pg_monitor`);
    await refused(78, 'BYPASSRLS');
    await run(`ALTER ROLE fagtorg_backup BYPASSRLS`);
    await refused(1, 'ALTER ROLE fagtorg_backup REPLICATION');
    await run(`ALTER ROLE fagtorg_backup REPLICATION`);
    expect(await backupsAt(place)).toEqual([]);

    const migrated = await fagtorg(['migrate', '--json', '--to', place, ...home.flag], all);
    expect(migrated).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('A backup first') as string });
    const [backup] = await backupsAt(place);
    expect(backup).toMatchObject({ reason: 'before-migration', newestMigration: before.at(-1) });
    const folder = backup?.folder ?? '';
    const ours = await fagtorg(['restore', folder, '--yes', '--data-dir', `${home.path}-other`]);
    expect(ours).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`unpack ${join(folder, 'base.tar.gz')}`) as string });

    // As the way out says it: stop, empty, unpack, start.
    await server.stop();
    const [cluster = ''] = await embeddedFiles(home.path);
    const { uid, gid } = await stat(cluster);
    for (const name of await readdir(cluster)) await rm(join(cluster, name), { recursive: true });
    await execute('tar', ['-xzf', join(folder, 'base.tar.gz'), '-C', cluster]);
    await execute('chown', ['-R', `${uid}:${gid}`, cluster]);
    const again = await startServer();
    const { port } = new URL(again.adminUrl);
    const moved = Object.fromEntries(
      Object.entries(servers).map(([name, address]) => [name, Object.assign(new URL(address), { port }).href]),
    );

    const without = await fagtorg(['migrate', ...home.flag], moved);
    expect(without).toMatchObject({ exitCode: 0, stdout: `Applied: ${latest}\n` });
    expect(without.stderr).toContain(`No backup is taken before the database is changed (${latest}), as DATABASE_BACKUP_URL is not set.`);
    expect(await backupsAt(place)).toHaveLength(1);
    await again.stop();
    await rm(`${home.path}-other`, { recursive: true, force: true });
  });
});
