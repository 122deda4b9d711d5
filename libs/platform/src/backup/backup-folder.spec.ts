import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inNewFolder } from './backup-folder.js';

let place: string;
beforeEach(async () => (place = await mkdtemp(join(tmpdir(), 'fagtorg-place-'))));
afterEach(() => rm(place, { recursive: true, force: true }));

const machine = hostname().replaceAll(/\W/g, '_');
/** Greater than any process has. */
const NOBODY = 2 ** 30;

it('clears what a killed process of this machine has left, and nothing else', async () => {
  const left = `fagtorg-2026-11-21T13-30-00Z-daily.unfinished-${machine}-${NOBODY}`;
  const others = [
    `annual-report.unfinished-${NOBODY}`,
    `fagtorg-2026-11-21T13-30-00Z.unfinished-another_machine-${NOBODY}`,
    `fagtorg-2026-11-21T13-30-00Z.unfinished-${machine}-${process.pid}`,
  ];
  for (const name of [left, ...others]) await mkdir(join(place, name));
  const made = await inNewFolder({ place, reason: 'asked', moment: new Date('2026-11-22T08:00:00Z') }, () => Promise.resolve());
  expect((await readdir(place)).sort()).toEqual([...others, made.slice(place.length + 1)].sort());
});
