import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beginningOf } from '../embedded/processes.js';
import { type BackupManifest, readManifest } from './backup-manifest.js';

/** A backup that is complete, as its folder says. */
export interface KeptBackup {
  readonly folder: string;
  readonly manifest: BackupManifest;
}

/** A folder named so is being made by a process of that machine, or was cut off: never taken for a backup. */
const unfinished = /^fagtorg-[\dTZ-]+[a-z\d-]*\.unfinished-(\w+)-(\d+)$/;
const machine = hostname().replaceAll(/\W/g, '_');
const named = /^fagtorg-[\dTZ-]+[a-z-]*$/;

const nameOf = (reason: BackupManifest['reason'], moment: Date): string =>
  `fagtorg-${moment.toISOString().replaceAll(/:|\.\d+/g, (sign) => (sign === ':' ? '-' : ''))}${reason === 'asked' ? '' : `-${reason}`}`;

/** Makes sure that what was renamed is still so after a power cut. */
export async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Those that a killed process of this machine has left. What others keep in the same place, or are making there, is not ours to judge. */
async function clearUnfinished(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const [, of, number] = unfinished.exec(name) ?? [];
    const pid = Number(number);
    if (of === machine && pid > 0 && (await beginningOf(pid)) === null) await rm(join(place, name), { recursive: true, force: true });
  }
}

/**
 * Makes a backup's folder under a name that says it is unfinished, lets it be filled, and gives it its own name when it is whole. Nobody but
 * this user may look inside, as it holds personal data. What fails leaves nothing.
 *
 * @param place where all backups lie; made where it is missing
 * @returns the folder of the backup
 */
export async function inNewFolder(
  { place, reason, moment }: { place: string; reason: BackupManifest['reason']; moment: Date },
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  await clearUnfinished(place);
  const whole = await freeName(join(place, nameOf(reason, moment)));
  const draft = `${whole}.unfinished-${machine}-${String(process.pid)}`;
  await rm(draft, { recursive: true, force: true });
  try {
    await mkdir(draft, { mode: 0o700 });
    await fill(draft);
    await settle(draft);
    await rename(draft, whole);
    await settle(place);
    return whole;
  } catch (failure) {
    await rm(draft, { recursive: true, force: true });
    throw failure;
  }
}

/** Two in the same second: the later one is numbered. */
async function freeName(wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${String(number)}`;
    const taken = await readdir(name).then(
      () => true,
      () => false,
    );
    if (!taken) return name;
  }
}

/** The backups of a place, the newest first; what is unreadable or unfinished is left out. */
export async function backupsIn(place: string): Promise<KeptBackup[]> {
  const names = await readdir(place).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => named.test(name))
      .map(async (name) => {
        const folder = join(place, name);
        const manifest = await readManifest(folder).catch(() => null); // `restore` says what is wrong with it
        return manifest === null ? [] : [{ folder, manifest }];
      }),
  );
  return found.flat().sort((a, b) => b.manifest.endedAt.localeCompare(a.manifest.endedAt));
}

/** Removes the automatic backups of a kind but for the newest; those that were asked for stay. Answers what was removed. */
export async function keepNewest(place: string, count: number, kind: Exclude<BackupManifest['reason'], 'asked'>): Promise<string[]> {
  const automatic = (await backupsIn(place)).filter(({ manifest }) => manifest.reason === kind);
  const old = automatic.slice(count).map(({ folder }) => folder);
  for (const folder of old) await rm(folder, { recursive: true, force: true });
  return old;
}
