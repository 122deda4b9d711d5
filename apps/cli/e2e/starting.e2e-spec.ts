import { Behind } from '@fagtorg/testing';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, beginToStart, fagtorg, start } from './support/fagtorg.js';
import { alive, commandsNaming, startedBy } from './support/processes.js';

let home: DataDirectory;
const begin = ['--no-demo', '--api-port', '0'];

beforeAll(async () => {
  home = await newDataDirectory();
});
afterAll(() => home.remove());

describe('a start that can not succeed says why and how to go on:', () => {
  it('a port that is taken, before anything is written', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = await fagtorg(['start', '--api-port', String(port), ...home.flag]);
    other.close();
    expect(refused).toMatchObject({ exitCode: 69, stdout: '' });
    expect(refused.stderr).toContain(`Port ${port} on 127.0.0.1 is used by another program.\n→ Stop that program, or choose another port`);
    expect(await readdir(home.path)).toEqual([]);
  });

  it('a file in the place of the data directory, or above it', async () => {
    const file = join(home.path, 'notes.txt');
    await writeFile(file, 'kept');
    for (const place of [file, join(file, 'below')]) {
      const refused = await fagtorg(['start', ...begin, '--data-dir', place]);
      expect(refused).toMatchObject({ exitCode: 69, stdout: '' });
      expect(refused.stderr).toContain(`${place} can't be a data directory: there is a file in its place.\n→ Choose another place`);
    }
    expect(await readFile(file, 'utf8')).toBe('kept');
  });

  it('an environment that is wrong, all of it at once', async () => {
    const refused = await fagtorg(['start', ...begin, ...home.flag], { LOG_LEVEL: 'loud', DATABASE_POOL: 'many' });
    expect(refused).toMatchObject({ exitCode: 78, stdout: '' });
    expect(refused.stderr).toMatch(/LOG_LEVEL must be .*\n.*DATABASE_POOL must be/);
  });

  it('servers of the environment that do not answer', async () => {
    const [database, redis] = await Promise.all([
      fagtorg(['start', ...begin, ...home.flag], { DATABASE_URL: 'postgresql://owner:secret@127.0.0.1:9/fagtorg' }),
      fagtorg(['start', ...begin, ...home.flag], { REDIS_URL: 'redis://127.0.0.1:9' }),
    ]);
    expect(database).toMatchObject({ exitCode: 69, stdout: '' });
    expect(database.stderr).not.toContain('secret');
    expect(redis).toMatchObject({ exitCode: 69, stdout: '' });
    expect(redis.stderr).toContain('Redis at 127.0.0.1:9 (REDIS_URL) does not answer.\n→ ');
  });
});

describe('a data directory', () => {
  it('survives that its first start is interrupted', async () => {
    const starting = beginToStart([...begin, ...home.flag]);
    await starting.says(/Applying/);
    const family = await startedBy(starting.pid);
    expect(family).not.toEqual([]);
    const { exitCode, stdout, stderr } = await starting.interrupt();
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
    expect(stderr).toContain('Stopped before it was ready.');
    expect(await alive(family)).toEqual([]);
  });

  it('is completed by the next start', async () => {
    const started = await start(['--json', ...begin, ...home.flag]);
    const other = await answerOf(['doctor', ...home.flag]);
    const behind = await Behind.of(await home.ownerUrl());
    await behind.run(`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('newer', 'unknown', '29990101000000_newer', now(), now(), 1)`);
    await behind.close();
    expect(await started.interrupt()).toMatchObject({ exitCode: 0 });
    expect(other).toMatchObject({ ok: true });
  });

  it('of a newer Fagtorg is refused and left as it is', async () => {
    const refused = await fagtorg(['start', ...begin, ...home.flag]);
    expect(refused).toMatchObject({ exitCode: 69, stdout: '' });
    expect(refused.stderr).toContain('The database is of a newer version of Fagtorg');
    expect(await answerOf(['doctor', ...home.flag])).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([expect.objectContaining({ name: 'migrations', state: 'fault' })]) as unknown,
    });
    expect(await commandsNaming(await home.cluster())).toEqual([]);
  });

  it('of a newer PostgreSQL is refused and left as it is', async () => {
    const version = join(await home.cluster(), 'PG_VERSION');
    await writeFile(version, '19\n');
    const refused = await fagtorg(['start', ...begin, ...home.flag]);
    expect(refused).toMatchObject({ exitCode: 69, stdout: '' });
    expect(refused.stderr).toMatch(/was made by PostgreSQL 19; .* Nothing was changed\.\n→ .*--data-dir/);
    expect(await readFile(version, 'utf8')).toBe('19\n');
    await writeFile(version, '18\n');
  });

  it('whose notes are damaged is refused, and removed only when that is said twice', async () => {
    const notes = join(home.path, 'installation.json');
    await writeFile(notes, '{"tokenKey":');
    const refused = await fagtorg(['start', ...begin, ...home.flag]);
    expect(refused).toMatchObject({ exitCode: 69, stdout: '' });
    expect(refused.stderr).toContain('installation.json is damaged.\n→ Restore it from a backup, or begin anew with --fresh');
    expect(await fagtorg(['start', '--fresh', ...begin, ...home.flag])).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await readFile(notes, 'utf8')).toBe('{"tokenKey":');
    const anew = await start(['--fresh', '--yes', ...begin, ...home.flag]);
    expect(await anew.interrupt()).toMatchObject({ exitCode: 0 });
  });
});
