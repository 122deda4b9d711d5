import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asideOf, restoredOf } from './aside.js';
import { enclosePassword, exchange, finishExchange, takeBack } from './exchange.js';
import type { Places } from './home.js';

let places: Places;
const moment = new Date('2026-11-23T12:00:00Z');

const cluster = async (path: string, name: string, password: string): Promise<void> => {
  await mkdir(path);
  await writeFile(join(path, 'name'), name);
  await enclosePassword(path, password, {});
};
const inPlace = async (): Promise<string[]> => [
  await readFile(join(places.cluster, 'name'), 'utf8'),
  (await readFile(places.password, 'utf8')).trim(),
];

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fagtorg-exchange-'));
  const inside = (name: string): string => join(folder, name);
  places = { folder, cluster: inside('cluster'), password: inside('password'), log: inside('log'), keeper: inside('keeper') };
  await cluster(places.cluster, 'former', 'old');
  await finishExchange(places);
  await cluster(restoredOf(places.cluster), 'restored', 'new');
});
afterEach(() => rm(places.folder, { recursive: true }));

describe('an exchange of clusters', () => {
  it('puts the restored one in place with its password, and the former one aside', async () => {
    expect(await exchange(places, moment)).toBe(asideOf(places.cluster, moment));
    expect(await inPlace()).toEqual(['restored', 'new']);
  });

  it('can be taken back, with the password that belongs to it', async () => {
    await takeBack(places, await exchange(places, moment));
    expect(await inPlace()).toEqual(['former', 'old']);
    expect(await readdir(places.folder)).toEqual(['cluster', 'password']);
  });

  it('where there was no cluster needs none', async () => {
    await rm(places.cluster, { recursive: true });
    expect(await exchange(places, moment)).toBeNull();
    expect(await inPlace()).toEqual(['restored', 'new']);
  });
});

describe('an exchange that was cut off', () => {
  it('before it began leaves the former cluster where it is', async () => {
    await finishExchange(places);
    expect(await inPlace()).toEqual(['former', 'old']);
  });

  it('after the former cluster was put aside is finished by the next start', async () => {
    await enclosePassword(places.cluster, 'old', {});
    await rm(places.password);
    const aside = asideOf(places.cluster, moment);
    await mkdir(aside);
    await rm(places.cluster, { recursive: true });
    await finishExchange(places);
    expect(await inPlace()).toEqual(['restored', 'new']);
  });

  it('while it was taken back brings the former cluster back at the next start', async () => {
    const former = await exchange(places, moment);
    expect(former).not.toBeNull();
    await rm(places.cluster, { recursive: true });
    await finishExchange(places);
    expect(await inPlace()).toEqual(['former', 'old']);
  });
});
