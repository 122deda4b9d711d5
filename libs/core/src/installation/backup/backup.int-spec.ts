import { Database, migrate, migrationFolder, prepareOwner, systemFor } from '@fagtorg/db';
import {
  backupsIn,
  type EmbeddedDatabase,
  keepNewest,
  type KeptBackup,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '@fagtorg/platform';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit, type ChainedEvent, followChain } from '../../audit/index.js';
import { request } from '../../outbox/index.js';
import { importReference, installPeople } from '../installation.js';
import { installOnServer, schemaStatus, type SignIns } from '../sign-ins.js';
import { restoreBackup, takeBackup } from './index.js';
import { allRows, destroy, postmasterOf } from './spec/destruction.js';

let home: string;
let dataDirectory: string;
let place: string;
let database: EmbeddedDatabase | null = null;
let signIns: SignIns;
let organisations: string[];

const silent = (): void => undefined;
const start = async (): Promise<EmbeddedDatabase> =>
  (database = await startEmbeddedDatabase({ dataDirectory, durable: true, onProgress: silent }));
const stop = async (): Promise<void> => {
  await database?.stop();
  database = null;
};
const opened = async (): Promise<EmbeddedDatabase> => {
  const running = database ?? (await start());
  signIns = await installOnServer({ adminUrl: running.adminUrl, onProgress: silent });
  return running;
};
const backUp = async (onCount: (line: string) => void = silent): Promise<KeptBackup> => {
  const { adminUrl } = await opened();
  const installation = { demonstration: true, marketComplete: false };
  return takeBackup({ adminUrl, place, of: 'embedded', reason: 'asked', installation, onProgress: silent, onCount });
};
const restored = async (folder: string): Promise<void> => {
  await stop();
  await restoreBackup({ folder, dataDirectory, onProgress: silent });
};
const rowsNow = async (): Promise<Record<string, string[]>> => allRows((await opened()).adminUrl);

interface Acknowledged {
  readonly needId: string;
  /** Where the log stood when the database had said that it is committed. */
  readonly at: bigint;
}

/** Writes on behalf of an organisation, with its audit; resolves when the database has said that it is committed. */
async function write(application: Database, organisationId: string): Promise<Acknowledged> {
  const needId = randomUUID();
  await application.withTenant(systemFor(organisationId), async (tx) => {
    await request(tx, 'match-need', { needId, revision: 1 });
    await appendAudit(tx, { organisationId, act: 'postNeed', by: { role: null, actingForId: null }, thing: 'Need', thingId: needId });
  });
  const [log] = await application.asMatcher(
    ({ client }) => client.$queryRaw<{ at: string }[]>`SELECT pg_current_wal_insert_lsn()::text AS at`,
  );
  return { needId, at: placeInLog(log?.at ?? '') };
}

/** A place of PostgreSQL's log, "0/16B3748", as a number. */
function placeInLog(place: string): bigint {
  const [high = '0', low = '0'] = place.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'fagtorg-backup-'));
  [dataDirectory, place] = [join(home, 'data'), join(home, 'backups')];
  await opened();
  await importReference({ ...signIns, onProgress: silent });
  await installPeople({ ...signIns, onProgress: silent });
  organisations = (await rowsNow())['organisation']?.slice(0, 3).map((row) => (JSON.parse(row) as { id: string }).id) ?? [];
});

afterAll(async () => {
  await stop();
  await removeEmbeddedDatabase(dataDirectory);
  await rm(home, { recursive: true });
});

describe('a backup', () => {
  it('that is taken at rest brings back every row of every table, after the database was killed and its files destroyed', async () => {
    const running = await opened();
    const application = new Database({ url: signIns.applicationUrl, pool: 1 });
    for (const organisation of organisations) await write(application, organisation);
    await application.close();
    const before = await rowsNow();
    const { folder, manifest } = await backUp();
    expect(manifest.contents.still).toBe(true);

    process.kill(await postmasterOf(running), 'SIGKILL');
    await running.ended;
    database = null;
    await destroy(dataDirectory);

    await restored(folder);
    expect(await rowsNow()).toEqual(before);
    expect(Object.values(before).flat().length).toBeGreaterThan(1000);
  });

  it('that is taken while others write holds what was acknowledged before it ended, and chains of audit without a gap', async () => {
    const running = await opened();
    const acknowledged: Acknowledged[] = [];
    let over = false;
    const application = new Database({ url: signIns.applicationUrl, pool: 3 });
    const writing = organisations.map(async (organisation) => {
      while (!over) acknowledged.push(await write(application, organisation));
    });
    const { folder, manifest } = await backUp();
    over = true;
    await Promise.all(writing);
    await application.close();
    expect(manifest.contents.still).toBe(false);
    const inTime = acknowledged.filter(({ at }) => at <= placeInLog(manifest.endsAt)).map(({ needId }) => needId);
    expect(inTime.length).toBeGreaterThan(0);
    const live = await rowsNow();

    process.kill(await postmasterOf(running), 'SIGKILL');
    await running.ended;
    database = null;
    await destroy(dataDirectory);
    await restored(folder);

    const found = await rowsNow();
    const ids = (found['outbox'] ?? []).map((row) => (JSON.parse(row) as { key: string }).key);
    expect(inTime.filter((id) => !ids.includes(id))).toEqual([]);
    for (const [table, rows] of Object.entries(found)) {
      // Nothing is there that was not written, and nothing is changed; heads move on.
      const known = new Set(live[table]);
      if (table !== 'audit_head') expect(rows.filter((row) => !known.has(row))).toEqual([]);
    }
    for (const organisation of organisations) expect(followChain(chainOf(found, organisation))).toHaveProperty('head');
  });

  it('is for the eyes of this user alone, and gives away no password', async () => {
    const { folder } = await backUp();
    for (const path of [place, folder]) expect((await stat(path)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const former = new URL((await opened()).adminUrl).password;
    await restored(folder);
    expect(new URL((await opened()).adminUrl).password).not.toBe(former);
  });
});

describe('a backup that is not as it was written', () => {
  let whole: string;
  const copy = async (): Promise<string> => {
    const folder = join(home, randomUUID());
    await cp(whole, folder, { recursive: true });
    return folder;
  };
  const archive = 'base.tar.gz';

  beforeAll(async () => {
    ({ folder: whole } = await backUp());
    await stop();
  });

  it.each([
    ['without its archive', 'CUT_OFF', (folder: string) => rm(join(folder, archive))],
    ['whose archive is empty', 'CUT_OFF', (folder: string) => truncate(join(folder, archive), 0)],
    [
      'cut off in the middle',
      'CUT_OFF',
      async (folder: string) => truncate(join(folder, archive), Math.floor((await stat(join(folder, archive))).size / 2)),
    ],
    [
      'cut off at its last byte',
      'CUT_OFF',
      async (folder: string) => truncate(join(folder, archive), (await stat(join(folder, archive))).size - 1),
    ],
    ['without the list of its files', 'CUT_OFF', (folder: string) => rm(join(folder, 'backup_manifest'))],
    ['that does not say what it is', 'NOT_A_BACKUP', (folder: string) => rm(join(folder, 'backup.json'))],
    [
      'that says half of what it is',
      'DAMAGED',
      async (folder: string) => truncate(join(folder, 'backup.json'), Math.floor((await stat(join(folder, 'backup.json'))).size / 2)),
    ],
    ['with one bit changed', 'DAMAGED', (folder: string) => flipBit(join(folder, archive))],
    ['with another list of its files', 'DAMAGED', (folder: string) => flipBit(join(folder, 'backup_manifest'))],
    ['of a newer Fagtorg', 'NEWER_FORMAT', (folder: string) => rewritten(folder, (manifest) => ({ ...manifest, format: 2 }))],
    [
      'with a migration that nobody knows here',
      'NEWER_FORMAT',
      (folder: string) => rewritten(folder, (manifest) => ({ ...manifest, migrations: ['20990101000000_later'] })),
    ],
    [
      'of another kind of machine',
      'OTHER_MACHINE',
      (folder: string) => rewritten(folder, (manifest) => ({ ...manifest, machine: 'aix-ppc64' })),
    ],
    [
      'that needs more room than there is',
      'NO_ROOM',
      (folder: string) => rewritten(folder, (manifest) => ({ ...manifest, unpackedBytes: 2 ** 52 })),
    ],
  ])('%s is refused as %s', async (_what, code, spoil) => {
    const folder = await copy();
    await spoil(folder);
    await expect(restoreBackup({ folder, dataDirectory, onProgress: silent })).rejects.toMatchObject({ code });
    await rm(folder, { recursive: true });
  });

  it('but promises more rows than come back is refused, and what was there is in place again', async () => {
    const before = await rowsNow();
    await stop();
    const folder = await copy();
    await rewritten(folder, (manifest) => {
      const { contents } = manifest as { contents: { after: { rows: object }; before: { rows: object } } };
      const rows = { ...contents.after.rows, organisation: 1 };
      return { ...manifest, contents: { still: true, before: { ...contents.before, rows }, after: { ...contents.after, rows } } };
    });
    await expect(restoreBackup({ folder, dataDirectory, onProgress: silent })).rejects.toMatchObject({ code: 'DIFFERS' });
    expect(await rowsNow()).toEqual(before);
  });

  it('is never taken for one while it is being made', async () => {
    const names: string[][] = [];
    const { folder } = await backUp(() => void readdir(place).then((found) => names.push(found)));
    expect(names.flat().filter((name) => join(place, name) === folder)).toEqual([]);
    expect(names.flat().some((name) => name.includes('.unfinished-'))).toBe(true);
    expect((await readdir(place)).filter((name) => name.includes('.unfinished-'))).toEqual([]);
  });
});

describe('a restore', () => {
  it('ends every sign-in that the backup holds: one that was revoked later must not come back to life', async () => {
    await opened();
    const application = new Database({ url: signIns.applicationUrl, pool: 1 });
    await application.asGatekeeper(async ({ client }) => {
      await client.$executeRaw`
        INSERT INTO session (person_id, secret_hash, expires_at, ended_at, device, issuer)
        SELECT p.id, sha256(kind::bytea), now() + interval '1 day', CASE kind WHEN 'ended' THEN timestamptz '2026-01-01' END, kind, ''
        FROM (SELECT id FROM person LIMIT 1) p, unnest(ARRAY['open', 'ended']) AS kind`;
      await client.$executeRaw`
        INSERT INTO refresh_token (family_id, person_id, session_id, secret_hash, issued_at, expires_at)
        SELECT gen_random_uuid(), person_id, id, secret_hash, now(), now() + interval '1 day' FROM session`;
    });
    await application.close();
    const { folder } = await backUp();
    await restored(folder);
    const found = await rowsNow();
    interface Row {
      readonly device?: string;
      readonly ended_at: string | null;
    }
    const rows = (table: string): Row[] => (found[table] ?? []).map((row) => JSON.parse(row) as Row);
    expect([rows('session').length, rows('refresh_token').length]).toEqual([2, 2]);
    expect([...rows('session'), ...rows('refresh_token')].filter((row) => row.ended_at === null)).toEqual([]);
    expect(rows('session').find(({ device }) => device === 'ended')?.ended_at).toMatch(/^2026-01-01|^2025-12-31/);
  });

  it('is refused while the database runs', async () => {
    const { folder } = await backUp();
    await expect(restoreBackup({ folder, dataDirectory, onProgress: silent })).rejects.toMatchObject({ code: 'IN_USE' });
  });
});

describe('a backup before a migration', () => {
  it('is taken where there is something to lose, and brings back what was there before', async () => {
    const older = join(home, 'older');
    await cp(migrationFolder, older, { recursive: true });
    const last =
      (await readdir(older, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
        .at(-1) ?? '';
    await rm(join(older, last), { recursive: true });
    const data = join(home, 'older-data');
    const running = await startEmbeddedDatabase({ dataDirectory: data, durable: true, onProgress: silent });
    const { adminUrl } = running;
    const taken: KeptBackup[] = [];
    const installation = { demonstration: false, marketComplete: false };
    const order = {
      adminUrl,
      place,
      of: 'embedded',
      reason: 'before-migration',
      installation,
      onProgress: silent,
      onCount: silent,
    } as const;
    const beforeMigration = async (): Promise<void> => void taken.push(await takeBackup(order));
    const { ownerUrl } = await prepareOwner({ adminUrl, database: 'fagtorg' });

    await migrate({ ownerUrl, directory: older, onProgress: silent });
    await installOnServer({ adminUrl, onProgress: silent, beforeMigration });
    await installOnServer({ adminUrl, onProgress: silent, beforeMigration });
    expect(taken).toHaveLength(1);
    expect((await schemaStatus({ ownerUrl })).pending).toEqual([]);
    await running.stop();

    await restoreBackup({ folder: taken[0]?.folder ?? '', dataDirectory: data, onProgress: silent });
    const again = await startEmbeddedDatabase({ dataDirectory: data, durable: true, onProgress: silent });
    const owner = await prepareOwner({ adminUrl: again.adminUrl, database: 'fagtorg' });
    expect((await schemaStatus(owner)).pending).toEqual([last]);
    await again.stop();
    await removeEmbeddedDatabase(data);
  });

  it('is not taken of a database with nothing in it', async () => {
    const data = join(home, 'new-data');
    const running = await startEmbeddedDatabase({ dataDirectory: data, durable: false, onProgress: silent });
    const refuse = (): Promise<void> => Promise.reject(new Error('There is nothing to back up.'));
    await installOnServer({ adminUrl: running.adminUrl, onProgress: silent, beforeMigration: refuse });
    await running.stop();
    await removeEmbeddedDatabase(data);
  });

  it('is kept until there are enough newer ones, and one that was asked for is kept for ever', async () => {
    const automatic = (await backupsIn(place)).filter(({ manifest }) => manifest.reason === 'before-migration');
    const asked = (await backupsIn(place)).length - automatic.length;
    expect(automatic).toHaveLength(1);
    expect(await keepNewest(place, 1, 'before-migration')).toEqual([]);
    expect(await keepNewest(place, 0, 'before-migration')).toEqual(automatic.map(({ folder }) => folder));
    expect(await backupsIn(place)).toHaveLength(asked);
  });
});

function chainOf(rows: Record<string, string[]>, organisation: string): ChainedEvent[] {
  const events = (rows['audit_event'] ?? []).map((row) => JSON.parse(row) as Record<string, string> & { number: number });
  const bytes = (hex = ''): Buffer => Buffer.from(hex.replace('\\x', ''), 'hex');
  return events
    .filter((event) => event['organisation_id'] === organisation)
    .sort((a, b) => a.number - b.number)
    .map((event) => ({
      ...{ organisationId: organisation, number: event.number, at: new Date(event['at'] ?? ''), act: event['act'] ?? '' },
      ...{ actorId: event['actor_id'] ?? null, role: null, actingForId: event['acting_for_id'] ?? null },
      ...{ thing: event['thing'] ?? '', thingId: event['thing_id'] ?? '', facts: event['facts'] ?? '' },
      ...{ formerHash: bytes(event['former_hash']), hash: bytes(event['hash']) },
    }));
}

async function flipBit(path: string): Promise<void> {
  const content = await readFile(path);
  const middle = Math.floor(content.length / 2);
  content[middle] = (content[middle] ?? 0) ^ 1;
  await writeFile(path, content);
}

async function rewritten(folder: string, change: (manifest: object) => object): Promise<void> {
  const path = join(folder, 'backup.json');
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as object)));
}
