import { embeddedFiles, inNewFolder, removeEmbeddedDatabase, writeManifest } from '@fagtorg/platform';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backups, log, putAside } from './backups.js';
import { eviction, fileRights, room } from './keeping.js';
import { roomOnDisk } from './machine.js';

const MB = 1_048_576;
const DAY_MS = 86_400_000;

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'fagtorg-doctor-')), 'data');
});
afterEach(async () => {
  await removeEmbeddedDatabase(directory);
  await rm(dirname(directory), { recursive: true });
});

async function backup(endedAt: Date): Promise<string> {
  const contents = { rows: {}, auditHeads: {} };
  return inNewFolder({ place: `${directory}.backups`, reason: 'asked', moment: endedAt }, (folder) =>
    writeManifest(folder, {
      ...{ reason: 'asked', of: 'embedded', beganAt: endedAt.toISOString(), endedAt: endedAt.toISOString() },
      ...{ server: '18.4', machine: 'linux-x64', endsAt: '0/3000000', unpackedBytes: 1, demonstration: false, marketComplete: false },
      ...{ migrations: ['one'], contents: { still: true, before: contents, after: contents }, files: [] },
    }),
  );
}

describe('a Redis that may evict jobs', () => {
  it('is a fault that names the setting and what it must be', () =>
    expect(eviction('allkeys-lru')).toMatchObject({
      state: 'fault',
      says: expect.stringContaining('allkeys-lru') as string,
      wayOut: 'Set maxmemory-policy to noeviction.',
    }));
  it('is none where it evicts nothing', () => expect(eviction('noeviction').state).toBe('ok'));
  it('is worth a look where it does not tell', () => expect(eviction(null)).toMatchObject({ name: 'eviction', state: 'note' }));
});

describe('files that others may look into', () => {
  it('are a fault that names them, and how to close them', async () => {
    const folder = await backup(new Date());
    const [cluster = ''] = await embeddedFiles(directory);
    await mkdir(cluster, { mode: 0o700 });
    await writeFile(join(directory, 'installation.json'), '{}', { mode: 0o600 });
    expect(await fileRights(directory)).toMatchObject({ state: 'ok' });

    const open = [cluster, join(directory, 'installation.json'), join(folder, 'backup.json')];
    for (const path of open) await chmod(path, 0o755);
    const found = await fileRights(directory);
    expect(found.state).toBe('fault');
    for (const path of open) {
      expect(found.says).toContain(path);
      expect(found.wayOut).toContain(path);
    }
    expect(found.wayOut).toMatch(/^chmod -R go-rwx /);
  });
});

describe('room', () => {
  it.each([
    [100, 1000, 'ok'],
    [100, 150, 'note'],
    [100, 99, 'fault'],
  ])('for a database of %d MB where %d are free is: %s', (bytes, free, state) => expect(room(bytes * MB, free * MB).state).toBe(state));

  it('that is missing is told in figures, with the way out', () =>
    expect(room(2_000 * MB, 99 * MB)).toMatchObject({
      says: 'the database takes 2 000 MB, and 99 MB are free: too little for a backup or a restore.',
      wayOut: expect.stringContaining('--to') as string,
    }));

  it.each([
    [299, 'fault'],
    [300, 'note'],
    [999, 'note'],
    [1000, 'ok'],
  ])('of %d MB on the disk of a data directory is: %s', (free, state) =>
    expect(roomOnDisk(free, directory)).toMatchObject({ name: 'disk', state, says: expect.stringContaining('MB are free for') as string }),
  );
});

describe('backups', () => {
  it('that there are none of are worth a word', async () =>
    expect(await backups(directory)).toMatchObject({ state: 'note', wayOut: 'npx fagtorg backup' }));

  it('are well while the newest is of this week', async () => {
    await backup(new Date(Date.now() - 30 * DAY_MS));
    await backup(new Date(Date.now() - 6 * DAY_MS));
    expect(await backups(directory)).toMatchObject({ state: 'ok' });
  });

  it('are told to be old after a week', async () => {
    await backup(new Date(Date.now() - 8 * DAY_MS));
    const says = expect.stringMatching(/8 days ago$/) as string;
    expect(await backups(directory)).toMatchObject({ state: 'note', says, wayOut: 'npx fagtorg backup' });
  });
});

describe('what a restore that was cut off has left', () => {
  it('is named, with what to look at before it is deleted', async () => {
    expect(await putAside(directory)).toMatchObject({ state: 'ok' });
    const [cluster = ''] = await embeddedFiles(directory);
    const left = `${cluster}.former-2026-11-21T13-30-00.000Z`;
    await mkdir(left);
    const wayOut = `When the one in place is right (npx fagtorg verify), delete it: rm -r ${left}`;
    expect(await putAside(directory)).toMatchObject({ state: 'note', says: expect.stringContaining(left) as string, wayOut });
  });
});

describe('the log beside the backups', () => {
  const state = { line: 'ab12', lost: false, active: true, behind: 0 };
  const kept = { isRunning: true, since: '2026-11-21 13:30', gap: false, place: '.fagtorg.backups' };

  it('is well while somebody takes it and a backup goes on with it', () =>
    expect(log(state, kept)).toMatchObject({ state: 'ok', says: 'a restore can go to any moment since 2026-11-21 13:30 UTC' }));

  it.each([
    ['PostgreSQL has thrown a part of it away', { lost: true }, {}, 'fault', 'thrown a part of it away'],
    ['nobody takes it', { active: false, behind: 20 * MB }, {}, 'fault', '20 MB wait'],
    ['it was never begun', { line: null, active: false }, {}, 'fault', 'would be lost'],
    ['files of it are gone', {}, { gap: true }, 'fault', 'Files of the log are missing in .fagtorg.backups'],
    ['no backup goes on with it', {}, { since: null }, 'note', 'no backup yet'],
    ['its disk is slow', { behind: 100 * MB }, {}, 'note', '100 MB wait'],
    ['nothing runs that could take it', { active: false }, { isRunning: false }, 'ok', 'any moment since'],
  ] as const)('where %s', (_what, more, other, found, words) => {
    const check = log({ ...state, ...more }, { ...kept, ...other });
    expect(check).toMatchObject({ name: 'log', state: found, says: expect.stringContaining(words) as string });
    if (found !== 'ok') expect(check.wayOut).toBeTruthy();
  });
});
