import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, removeEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
import { openPlaces } from './home.js';
import { beginningOf, isGoneWithin } from './processes.js';

let dataDirectory: string;
const running: EmbeddedDatabase[] = [];

const start = async (durable = false): Promise<EmbeddedDatabase> => {
  const database = await startEmbeddedDatabase({ dataDirectory, durable, onProgress: () => undefined });
  running.push(database);
  return database;
};

const ask = async (database: EmbeddedDatabase, sql: string): Promise<unknown> => {
  const client = new pg.Client(database.adminUrl);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
};

const postmasterOf = async (directory: string): Promise<number> => {
  const { cluster } = await openPlaces(directory);
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
};

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'fagtorg-embedded-'));
});

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop();
});

afterAll(async () => {
  await removeEmbeddedDatabase(dataDirectory);
  await rm(dataDirectory, { recursive: true });
});

describe('the embedded database', () => {
  it('is a PostgreSQL 18 that this machine alone can reach', async () => {
    const database = await start();
    expect(await ask(database, "SELECT current_setting('server_version_num')::int / 10000")).toBe(18);
    expect(await ask(database, "SELECT current_setting('listen_addresses')")).toBe('127.0.0.1');
    expect(new URL(database.adminUrl).port).toBe(String(database.port));
  });

  it('lets nobody in without its password, which nobody else can read', async () => {
    const database = await start();
    const stranger = new URL(database.adminUrl);
    stranger.password = 'guess';
    await expect(new pg.Client(stranger.href).connect()).rejects.toMatchObject({ code: '28P01' });
    expect((await stat((await openPlaces(dataDirectory)).password)).mode & 0o077).toBe(0);
  });

  it('sorts as Norwegian does and finds words with æ, ø, å and Sámi letters', async () => {
    const database = await start();
    expect(await ask(database, "SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(ARRAY['å','ø','z','æ','a']) w")).toBe('a z æ ø å');
    expect(await ask(database, "SELECT to_tsvector('norwegian', 'ØKONOMI Čáhci')::text")).toBe("'økonomi':1 'čáhci':2");
    await ask(database, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
    expect(
      await ask(database, "SELECT similarity('Čáhceguolbba', 'Čáhceguolbba kommune') > similarity('hceguolbba', 'Čáhceguolbba')"),
    ).toBe(true);
    expect(await ask(database, "SELECT cardinality(show_trgm('æøå'))")).toBe(4);
  });

  it('keeps what was written for the next start', async () => {
    const first = await start();
    await ask(first, "CREATE TABLE kept AS SELECT 'Vega' AS municipality");
    await first.stop();
    const second = await start();
    expect(await ask(second, 'SELECT municipality FROM kept')).toBe('Vega');
  });

  it('leaves no process behind when it is stopped, and can be stopped twice', async () => {
    const database = await start();
    const postmaster = await postmasterOf(dataDirectory);
    await database.stop();
    await database.stop();
    await database.ended;
    expect(await beginningOf(postmaster)).toBeNull();
  });

  it('is not shared by two', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'IN_USE' });
    await expect(removeEmbeddedDatabase(dataDirectory)).rejects.toMatchObject({ code: 'IN_USE' });
  });

  it('says when it died on its own, and recovers what was committed', async () => {
    const first = await start(true);
    await ask(first, "CREATE TABLE committed AS SELECT 'Frosta' AS municipality");
    process.kill(await postmasterOf(dataDirectory), 'SIGKILL');
    await first.ended;
    const second = await start();
    expect(await ask(second, 'SELECT municipality FROM committed')).toBe('Frosta');
  });

  it('shuts itself down when its launcher is killed', async () => {
    const module = new URL('embedded-database.ts', import.meta.url).href;
    const script = `import { startEmbeddedDatabase } from '${module}';
      await startEmbeddedDatabase({ dataDirectory: '${dataDirectory}', durable: true, onProgress: () => undefined });
      console.log('started');
      setInterval(() => undefined, 60_000);`;
    const launcher = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
    await once(launcher.stdout, 'data');
    const postmaster = await postmasterOf(dataDirectory);
    launcher.kill('SIGKILL');
    expect(await isGoneWithin(postmaster, 30_000)).toBe(true);
    await expect(start()).resolves.toBeDefined();
  });

  it('starts although a stranger now has the number of a crashed server', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60']);
    await once(stranger, 'spawn');
    const { cluster } = await openPlaces(dataDirectory);
    await writeFile(join(cluster, 'postmaster.pid'), `${String(stranger.pid)}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    await (await start()).stop();
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await once(stranger, 'close');
  });
});

describe('a data directory that this PostgreSQL can not open', () => {
  let cluster: string;
  const pretend = (version: string): Promise<void> => writeFile(join(cluster, 'PG_VERSION'), `${version}\n`);

  beforeAll(async () => ({ cluster } = await openPlaces(dataDirectory)));
  afterEach(() => pretend('18'));

  it.each([
    ['19', 'NEWER_VERSION'],
    ['17', 'OLDER_VERSION'],
  ])('of version %s is refused with the way out, and untouched', async (version, code) => {
    await pretend(version);
    const before = await readdir(cluster);
    await expect(start()).rejects.toMatchObject({ code, wayOut: expect.stringContaining('--fresh') as string });
    expect(await readdir(cluster)).toEqual(before);
    expect(await readFile(join(cluster, 'PG_VERSION'), 'utf8')).toBe(`${version}\n`);
  });

  it('for want of its password is refused', async () => {
    const { password } = await openPlaces(dataDirectory);
    const kept = await readFile(password, 'utf8');
    await rm(password);
    await expect(start()).rejects.toMatchObject({ code: 'DATA_MISSING' });
    await writeFile(password, kept, { mode: 0o600 });
  });
});
