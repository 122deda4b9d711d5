import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseWithoutRoom } from './room.js';
import { refuseUnlike } from './unpack.js';

let folder: string;
const list = (): string => join(folder, 'backup_manifest');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fagtorg-unpack-'));
  await writeFile(join(folder, 'PG_VERSION'), '18\n');
  const Checksum = createHash('sha256').update('18\n').digest('hex');
  await writeFile(list(), JSON.stringify({ Files: [{ Path: 'PG_VERSION', Size: 3, Checksum }] }));
});
afterEach(() => rm(folder, { recursive: true }));

describe('what came out of a backup', () => {
  it('is what PostgreSQL put in', () => expect(refuseUnlike(folder, list())).resolves.toBeUndefined());

  it.each([
    ['is missing', () => rm(join(folder, 'PG_VERSION'))],
    ['is shorter', () => writeFile(join(folder, 'PG_VERSION'), '18')],
    ['has other content', () => writeFile(join(folder, 'PG_VERSION'), '17\n')],
  ])('is refused where a file %s', async (_what, spoil) => {
    await spoil();
    await expect(refuseUnlike(folder, list())).rejects.toMatchObject({
      code: 'DAMAGED',
      message: expect.stringContaining('PG_VERSION') as string,
    });
  });
});

describe('room on a disk', () => {
  it('is enough for little', () => expect(refuseWithoutRoom(folder, 1, 'a backup')).resolves.toBeUndefined());
  it('is asked for before anything is written, also for a folder that is not there yet', () =>
    expect(refuseWithoutRoom(join(folder, 'new', 'newer'), 2 ** 52, 'a backup')).rejects.toMatchObject({ code: 'NO_ROOM' }));
});
