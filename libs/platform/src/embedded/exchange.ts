import { chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asideOf, formerClusters, restoredOf } from './aside.js';
import type { Places } from './home.js';
import type { RunAs } from './service-user.js';
import { systemCode } from './system-code.js';

/** Inside a cluster: the password that belongs to it, so that both change places with one rename. */
const passwordInside = 'administrator.password';

const moved = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (failure: unknown) => {
      if (systemCode(failure) === 'ENOENT') return false;
      throw failure;
    },
  );

const isThere = (path: string): Promise<boolean> =>
  readdir(path).then(
    () => true,
    () => false,
  );

/** Puts a password into a cluster, to be taken over when the cluster is in its place. */
export async function enclosePassword(cluster: string, password: string, { uid, gid }: RunAs): Promise<void> {
  const path = join(cluster, passwordInside);
  await writeFile(path, `${password}\n`, { mode: 0o600, flush: true });
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

/**
 * Brings to its end an exchange of clusters that was cut off between its two steps: without this, a start would find no cluster and make an
 * empty one. Changes nothing otherwise.
 */
export async function finishExchange(places: Places): Promise<void> {
  if (!(await isThere(places.cluster))) {
    const candidates = [restoredOf(places.cluster), ...(await formerClusters(places.folder))];
    for (const candidate of candidates) if (await moved(candidate, places.cluster)) break;
  }
  await moved(join(places.cluster, passwordInside), places.password);
}

/** Puts the restored cluster in place, and the one that was there aside. Answers where that is now, or null where there was none. */
export async function exchange(places: Places, moment: Date): Promise<string | null> {
  const aside = asideOf(places.cluster, moment);
  const password = await readFile(places.password, 'utf8').catch(() => '');
  if (password !== '' && (await isThere(places.cluster))) await enclosePassword(places.cluster, password.trim(), {});
  const former = (await moved(places.cluster, aside)) ? aside : null;
  await finishExchange(places);
  return former;
}

/** Takes back an exchange: what had been put aside is in place again, and what was restored is gone. */
export async function takeBack(places: Places, former: string | null): Promise<void> {
  const refused = `${places.cluster}.refused`;
  await rm(refused, { recursive: true, force: true });
  await moved(places.cluster, refused);
  if (former !== null) await moved(former, places.cluster);
  await finishExchange(places);
  await rm(refused, { recursive: true, force: true });
}
