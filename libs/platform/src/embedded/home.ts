import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formerClusters, restoredOf } from './aside.js';
import { binariesFor, type Binaries, copyBinaries, findBinaryPackage } from './binaries.js';
import { EmbeddedDatabaseError, explainFileFailure } from './embedded-error.js';
import { type RunAs, serviceUser } from './service-user.js';

/** Where a database lives: its programs, its files, and whom its processes run as. */
export interface Home extends Places {
  readonly binaries: Binaries;
  readonly runAs: RunAs;
}

/** The files of one database, all in one folder. */
export interface Places {
  readonly folder: string;
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
  readonly keeper: string;
}

/** As root everything lies here: a service user can't enter a home directory of mode 0700. */
const systemFolder = '/var/lib/fagtorg';
const pointerName = 'embedded-database.path';
const clusterName = 'cluster';

const isRoot = (): boolean => process.getuid?.() === 0;

const placesIn = (folder: string): Places => ({
  folder,
  cluster: join(folder, clusterName),
  password: join(folder, 'password'),
  log: join(folder, 'postgresql.log'),
  keeper: join(folder, 'keeper.json'),
});

const ownerOf = (path: string): Promise<number | null> =>
  lstat(path).then(
    (found) => found.uid,
    () => null,
  );

const otherOwner = (message: string): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError('OTHER_OWNER', message, 'Start as the user that began it, or choose another place with --data-dir.');

/** Reads where root's database of this data directory lies; null when there is none. Anything but a folder of ours is refused. */
const readPointer = async (dataDirectory: string): Promise<string | null> => {
  const pointed = (await readFile(join(dataDirectory, pointerName), 'utf8').catch(() => '')).trim();
  if (pointed === '') return null;
  if (/^\/var\/lib\/fagtorg\/[0-9a-f]{16}$/.test(pointed)) return pointed;
  throw new EmbeddedDatabaseError(
    'DATA_MISSING',
    `${join(dataDirectory, pointerName)} does not point to a database of Fagtorg.`,
    'Put the file back as it was, or choose another place with --data-dir.',
  );
};

/**
 * A folder of its own for each data directory. Its name says nothing of the path, so that a data directory which was deleted and made
 * again begins anew, and one that was moved away keeps its data.
 */
const makeSystemFolder = async (dataDirectory: string): Promise<string> => {
  const folder = join(systemFolder, randomBytes(8).toString('hex'));
  try {
    await mkdir(folder, { recursive: true });
    // The service user must reach the folder, whatever the umask is.
    await chmod(systemFolder, 0o755);
    await writeFile(join(folder, 'belongs-to'), `${dataDirectory}\n`);
  } catch (failure) {
    throw explainFileFailure(failure, systemFolder);
  }
  await writeFile(join(dataDirectory, pointerName), `${folder}\n`);
  return folder;
};

/** The files of the database that belongs to a data directory; makes the folder where it is new. */
export const openPlaces = async (dataDirectory: string): Promise<Places> => {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    const real = await realpath(dataDirectory);
    const pointed = await readPointer(real);
    if (!isRoot()) {
      if (pointed !== null) throw otherOwner(`The database of ${dataDirectory} was begun by root and lies in ${pointed}.`);
      return placesIn(real);
    }

    const owner = await ownerOf(join(real, clusterName));
    if (owner !== null) throw otherOwner(`The database in ${dataDirectory} belongs to the user with number ${String(owner)}.`);
    if (pointed !== null && (await ownerOf(pointed)) === null) {
      throw new EmbeddedDatabaseError(
        'DATA_MISSING',
        `The database of ${dataDirectory} should lie in ${pointed}, and there is nothing there.`,
        'Bring back a backup with npx fagtorg restore, or begin anew with --fresh.',
      );
    }
    return placesIn(pointed ?? (await makeSystemFolder(real)));
  } catch (failure) {
    throw explainFileFailure(failure, dataDirectory);
  }
};

/** Forgets where root's database lay when it lies there no longer, so that another can be put in its stead. */
export const forgetLostPlaces = async (dataDirectory: string): Promise<void> => {
  if (!isRoot()) return;
  const pointed = await readPointer(dataDirectory);
  if (pointed !== null && (await ownerOf(pointed)) === null) await rm(join(dataDirectory, pointerName));
};

/** Brings programs and user to the places; as root the programs are copied once for all databases. */
export const furnish = async (places: Places): Promise<Home> => {
  const found = await findBinaryPackage();
  try {
    if (!isRoot()) return { ...places, binaries: await binariesFor(found, places.folder), runAs: {} };
    const runAs = await serviceUser();
    const { uid, gid } = runAs;
    if (uid !== undefined && gid !== undefined) await chown(places.folder, uid, gid);
    await chmod(places.folder, 0o700);
    return { ...places, binaries: await copyBinaries(found, systemFolder), runAs };
  } catch (failure) {
    throw explainFileFailure(failure, places.folder);
  }
};

/** Removes a database for good, and what points to it. The caller has made sure that nobody uses it. */
export const removePlaces = async (dataDirectory: string, places: Places): Promise<void> => {
  const aside = await formerClusters(places.folder);
  const clusters = [places.cluster, `${places.cluster}.draft`, restoredOf(places.cluster), ...aside];
  const own = [...clusters, places.password, places.log, places.keeper];
  for (const path of own) await rm(path, { recursive: true, force: true });
  if (places.folder.startsWith(`${systemFolder}/`)) await rm(places.folder, { recursive: true, force: true });
  await rm(join(dataDirectory, pointerName), { force: true });
};
