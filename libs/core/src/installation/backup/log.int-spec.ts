import { Database, nobody, systemFor } from '@fagtorg/db';
import {
  backupsIn,
  type EmbeddedDatabase,
  keepNewest,
  type KeptBackup,
  pruneLog,
  readLog,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '@fagtorg/platform';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from '../../outbox/index.js';
import { importReference } from '../installation.js';
import { installOnServer, type SignIns } from '../sign-ins.js';
import { restoreBackup, takeBackup, type Until } from './index.js';
import { allRows, destroy, postmasterOf } from './spec/destruction.js';

let home: string;
let dataDirectory: string;
let place: string;
let database: EmbeddedDatabase;
let signIns: SignIns;
let running = false;
const troubles: string[] = [];

const silent = (): void => undefined;
const start = async (): Promise<void> => {
  const log = { place, onTrouble: (sentence: string) => void troubles.push(sentence) };
  database = await startEmbeddedDatabase({ dataDirectory, durable: true, onProgress: silent, log });
  running = true;
  signIns = await installOnServer({ adminUrl: database.adminUrl, onProgress: silent });
};
const stop = async (): Promise<void> => {
  if (running) await database.stop();
  running = false;
};
/** Kills the database as a power cut does, and destroys all that it had on the disk. */
const lose = async (): Promise<void> => {
  process.kill(await postmasterOf(database), 'SIGKILL');
  await database.ended;
  running = false;
  await destroy(dataDirectory);
};
const restoreTo = async (folder: string, until: Until): Promise<void> => {
  await stop();
  await restoreBackup({ folder, dataDirectory, until, onProgress: silent });
  await start();
};
const taken = async (): Promise<KeptBackup> => {
  await kept();
  const installation = { demonstration: false, marketComplete: false };
  const order = {
    adminUrl: database.adminUrl,
    place,
    of: 'embedded',
    reason: 'daily',
    installation,
    onProgress: silent,
    onCount: silent,
  } as const;
  return takeBackup(order);
};
const asked = async <T>(sql: string): Promise<T[]> => {
  const url = new URL(database.adminUrl);
  url.pathname = '/fagtorg';
  const administrator = new Database({ url: url.href, pool: 1, patient: true });
  try {
    return await administrator.withTenant(nobody, ({ client }) => client.$queryRawUnsafe<T[]>(sql));
  } finally {
    await administrator.close();
  }
};
/** Resolves when everything that has been written by now is kept beside the backups. */
async function kept(): Promise<void> {
  const [now] = await asked<{ at: string }>('SELECT pg_current_wal_flush_lsn()::text AS at');
  const behind = `SELECT count(*)::int AS kept FROM pg_stat_replication WHERE flush_lsn >= '${now?.at ?? ''}'`;
  while ((await asked<{ kept: number }>(behind))[0]?.kept !== 1) await pause(50);
}

const write = (application: Database): Promise<string> =>
  application.withTenant(systemFor(randomUUID()), async (tx) => {
    const needId = randomUUID();
    await request(tx, 'match-need', { needId, revision: 1 });
    return needId;
  });
/** Writes so many requests, one transaction each; answers them. */
async function writeSome(count: number): Promise<string[]> {
  const application = new Database({ url: signIns.applicationUrl, pool: 1 });
  const written: string[] = [];
  for (let number = 0; number < count; number += 1) written.push(await write(application));
  await application.close();
  return written;
}
const requestsNow = async (): Promise<string[]> => {
  const { outbox = [] } = await allRows(database.adminUrl);
  return outbox.map((row) => (JSON.parse(row) as { key: string }).key).sort();
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fagtorg-log-'));
  [dataDirectory, place] = [join(home, 'data'), join(home, 'backups')];
  await start();
  await importReference({ ...signIns, onProgress: silent });
});

afterAll(async () => {
  await stop();
  await removeEmbeddedDatabase(dataDirectory);
  await rm(home, { recursive: true });
});

describe('the log that is kept beside the backups', () => {
  it('brings back every acknowledged write that it holds, after the database was killed under load and its files destroyed', async () => {
    const { folder } = await taken();
    const acknowledged: string[] = [];
    const application = new Database({ url: signIns.applicationUrl, pool: 3 });
    let over = false;
    const writers = [1, 2, 3].map(async () => {
      while (!over)
        acknowledged.push(
          ...(await write(application).then(
            (id) => [id],
            () => [],
          )),
        );
    });
    // More than one file of the log, so that one is completed, and compressed, on the way.
    await asked(`SELECT pg_logical_emit_message(true, 'fagtorg', repeat('x', 20000000))::text, pg_switch_wal()::text`);
    while (acknowledged.length < 300) await pause(50);
    const sure = [...acknowledged];
    await kept();
    await lose();
    over = true;
    await Promise.all(writers);
    await application.close();

    await restoreTo(folder, 'latest');
    const found = await requestsNow();
    expect(sure.filter((id) => !found.includes(id))).toEqual([]);
    // Beside them there is at most what each of the three had just sent off.
    expect(found.filter((id) => !acknowledged.includes(id)).length).toBeLessThanOrEqual(3);
  });

  it('goes to a moment: what was committed before it is there, and nothing after it', async () => {
    const before = await requestsNow();
    const { folder } = await taken();
    const early = await writeSome(20);
    const [moment] = await asked<{ now: Date }>('SELECT clock_timestamp() AS now');
    await pause(20);
    const late = await writeSome(20);
    await kept();
    await restoreTo(folder, moment?.now ?? 'latest');
    expect(await requestsNow()).toEqual([...before, ...early].sort());

    // The line that was left is kept as long as its backup is, and the later moment can still be had.
    await restoreTo(folder, 'latest');
    expect(await requestsNow()).toEqual([...before, ...early, ...late].sort());
  });

  it('is taken to its last byte when the database is stopped in good order', async () => {
    const before = await requestsNow();
    const { folder } = await taken();
    const written = await writeSome(50);
    await stop();
    await destroy(dataDirectory);
    await restoreTo(folder, 'latest');
    expect(await requestsNow()).toEqual([...before, ...written].sort());
  });

  it('goes on in the same line after a restart, and after a crash', async () => {
    const { folder, manifest } = await taken();
    const first = await writeSome(5);
    await stop();
    await start();
    const second = await writeSome(5);
    process.kill(await postmasterOf(database), 'SIGKILL');
    await database.ended;
    await start();
    const third = await writeSome(5);
    await kept();
    expect((await readLog(database)).line).toBe(manifest.log);
    await restoreTo(folder, 'latest');
    expect(await requestsNow()).toEqual(expect.arrayContaining([...first, ...second, ...third]));
  });

  it('begins another line where its folder was lost, and says where a backup can not be taken further', async () => {
    const { folder, manifest } = await taken();
    await stop();
    await rm(join(place, 'log'), { recursive: true });
    await start();
    await kept();
    expect((await readLog(database)).line).not.toBe(manifest.log);
    await stop();
    const wanted = restoreBackup({ folder, dataDirectory, until: 'latest', onProgress: silent });
    await expect(wanted).rejects.toMatchObject({ code: 'LOG', message: expect.stringContaining('no log') as string });
    await start();
  });

  it('that has a gap, is damaged, or ends before the moment, is refused, and what was there stays', async () => {
    const { folder, manifest } = await taken();
    for (const word of ['one', 'two', 'three'])
      await asked(`SELECT pg_logical_emit_message(true, 'fagtorg', '${word}')::text, pg_switch_wal()::text`);
    const written = await writeSome(3);
    await kept();
    await stop();
    const line = join(place, 'log', manifest.log ?? '');
    const whole = join(home, 'whole');
    await cp(line, whole, { recursive: true });
    const complete = (await readdir(line)).filter((name) => name.endsWith('.gz')).sort();
    const refusal = (until: Until): Promise<void> =>
      expect(restoreBackup({ folder, dataDirectory, until, onProgress: silent })).rejects.toMatchObject({ code: 'LOG' });

    await rm(join(line, complete.at(-2) ?? ''));
    await refusal('latest');
    await cp(whole, line, { recursive: true });
    const last = join(line, complete.at(-1) ?? '');
    await truncate(last, Math.floor((await readFile(last)).length / 2));
    await refusal('latest');
    await cp(whole, line, { recursive: true, force: true });
    await refusal(new Date(Date.now() + 86_400_000));
    await refusal(new Date(Date.parse(manifest.endedAt) - 1));

    await start();
    expect(await requestsNow()).toEqual(expect.arrayContaining(written));
  });

  it('is removed with the backups that it goes on from', async () => {
    const { manifest } = await taken();
    await keepNewest(place, 1, 'daily');
    await pruneLog(place, manifest.log ?? null);
    expect(await readdir(join(place, 'log'))).toEqual([manifest.log]);
    expect(await backupsIn(place)).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  it('can not be kept where its place is no folder: that is said, the database works on, and the log is kept again when it can be', async () => {
    await stop();
    const away = join(home, 'away');
    await rename(place, away);
    await writeFile(place, 'in the way');
    await start();
    while (troubles.length === 0) await pause(50);
    expect(troubles).toEqual([expect.stringContaining("can't be kept")]);
    const written = await writeSome(3);
    expect(await requestsNow()).toEqual(expect.arrayContaining(written));
    await rm(place);
    await rename(away, place);
    await kept();
    expect(troubles.at(-1)).toContain('is kept again');
  });
});
