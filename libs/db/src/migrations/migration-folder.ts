import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { MigrationError } from './migration-error.js';

/** Where Fagtorg's own migrations lie, in Prisma's layout: `<timestamp>_<name>/migration.sql` and `migration_lock.toml`. */
export const migrationFolder = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/** The Prisma schema that the migrations must lead to. */
export const schemaFile = fileURLToPath(new URL('../../../../prisma/schema.prisma', import.meta.url));

const lockfileName = 'migration_lock.toml';
const scriptName = 'migration.sql';

const readScript = async (path: string): Promise<{ tag: 'ok' | 'error'; value: string }> => {
  try {
    return { tag: 'ok', value: await readFile(path, 'utf8') };
  } catch (failure) {
    // The engine reports it with the migration's name.
    return { tag: 'error', value: String(failure) };
  }
};

/** Reads a folder of migrations, in the order of their names. Throws FOLDER_MISSING when there is no such folder, or nothing in it. */
export const readMigrations = async (directory: string): Promise<MigrationList> => {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (names.length === 0) {
    throw new MigrationError(
      'FOLDER_MISSING',
      `There are no migrations in ${directory}.`,
      'Restore the folder prisma/migrations from the repository.',
    );
  }
  return {
    baseDir: directory,
    lockfile: { path: lockfileName, content: await readFile(join(directory, lockfileName), 'utf8').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: { path: scriptName, content: await readScript(join(directory, name, scriptName)) },
      })),
    ),
  };
};
