import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { RefusedScript } from './engine-adapter.js';
import { listed, MigrationError } from './migration-error.js';
import { readMigrations } from './migration-folder.js';
import { connectAsOwner, withMigrationLock } from './migration-lock.js';
import { withSchemaEngine } from './schema-engine.js';

export interface MigrateOptions {
  /** The database, signed in as the owner of its tables. No superuser is needed, nor wanted. */
  readonly ownerUrl: string;
  /** A folder in Prisma's layout; `migrationFolder` is our own. */
  readonly directory: string;
  readonly onProgress: (message: string) => void;
}

/** How a database stands to a folder of migrations; all names in the folder's order. */
export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Begun once and never finished: PostgreSQL rolled them back, and they are tried again. */
  readonly cutOff: readonly string[];
  /** Applied, and changed in the folder since. */
  readonly edited: readonly string[];
  /** In the database and not in the folder: the database is of a newer version. */
  readonly unknown: readonly string[];
}

const noFilters = { externalTables: [], externalEnums: [] };
const silent = (): void => undefined;

const statusOf = async (engine: SchemaEngine, list: MigrationList): Promise<MigrationStatus> => {
  const found = await engine.diagnoseMigrationHistory({ migrationsList: list, optInToShadowDatabase: false, filters: noFilters });
  const { history } = found;
  const pending = history !== null && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [];
  const open = new Set([...pending, ...found.failedMigrationNames]);
  return {
    applied: list.migrationDirectories.map(({ path }) => path).filter((name) => !open.has(name)),
    pending,
    cutOff: found.failedMigrationNames,
    edited: found.editedMigrationNames,
    unknown: history !== null && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
  };
};

const refuseUnlessOurs = ({ unknown, edited }: MigrationStatus): void => {
  if (unknown.length > 0) {
    throw new MigrationError(
      'DATABASE_NEWER',
      `The database is of a newer version of Fagtorg: it has migrations that this one does not know (${listed(unknown)}). Nothing was changed.`,
      'Use that newer version, restore a backup from before it, or use another database.',
      unknown[0],
    );
  }
  if (edited.length > 0) {
    throw new MigrationError(
      'EDITED',
      `Migrations were changed after this database had applied them (${listed(edited)}). Nothing was changed.`,
      'Restore the files as they were and put the change into a new migration; a database without value can begin anew with --fresh.',
      edited[0],
    );
  }
};

/** Where in a script PostgreSQL pointed to, counted from 1. */
const lineOf = ({ error, script }: RefusedScript): string => {
  if (error.position === undefined) return '';
  return `, line ${String(script.slice(0, Number(error.position) - 1).split('\n').length)}`;
};

const explain = (refused: RefusedScript): string =>
  [refused.error.message, refused.error.detail, refused.error.hint].filter((part) => part !== undefined && part !== '').join(' ');

const couldNotApply = (migration: string | null, refused: RefusedScript | null, cause: unknown): MigrationError => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'P3005') {
    return new MigrationError(
      'NOT_EMPTY',
      'The database holds tables that were not made by these migrations. Nothing was changed.',
      'Use an empty database that belongs to the owner alone.',
      null,
      { cause },
    );
  }
  const reason = refused === null ? String(cause) : explain(refused);
  const where = `${migration ?? 'unknown'}${refused === null ? '' : lineOf(refused)}`;
  const forbidden = refused?.error.code === '42501';
  return new MigrationError(
    forbidden ? 'NOT_ALLOWED' : 'FAILED',
    `The migration ${where} failed: ${reason}. Nothing of it was kept; those before it were.`,
    forbidden
      ? 'The owner needs to own the database and the rights LOGIN, CREATEDB and CREATEROLE. Grant them and migrate again.'
      : 'Correct its cause and migrate again: it begins where it stopped.',
    migration,
    { cause },
  );
};

/** Picks the name of the migration out of a line of the engine's log; null for any other line. */
const appliedIn = (line: string): string | null => /"message":"Applying `([^`"]+)`"/.exec(line)?.[1] ?? null;

/** How the database stands to the folder, without changing anything. Throws MigrationError CANNOT_CONNECT or FOLDER_MISSING. */
export const migrationStatus = async ({ ownerUrl, directory }: Omit<MigrateOptions, 'onProgress'>): Promise<MigrationStatus> => {
  const list = await readMigrations(directory);
  const client = await connectAsOwner(ownerUrl);
  await client.end();
  return withSchemaEngine(ownerUrl, silent, ({ engine }) => statusOf(engine, list));
};

/**
 * Brings a database to the state of the folder, as `prisma migrate deploy` would, and returns the names it applied. Every migration is
 * one transaction (none may commit by itself), so one that failed or was cut off has left nothing and is simply tried again; a lock
 * keeps others out meanwhile, also Prisma's own command.
 *
 * @throws MigrationError with a plain sentence and the way out.
 */
export const migrate = async ({ ownerUrl, directory, onProgress }: MigrateOptions): Promise<{ applied: string[] }> => {
  const list = await readMigrations(directory);
  let current: string | null = null;
  const onLog = (line: string): void => {
    const name = appliedIn(line);
    if (name === null) return;
    current = name;
    onProgress(`Applying ${name}`);
  };

  return withMigrationLock(ownerUrl, onProgress, () =>
    withSchemaEngine(ownerUrl, onLog, async ({ engine, refused }) => {
      const status = await statusOf(engine, list);
      refuseUnlessOurs(status);
      for (const migrationName of status.cutOff) await engine.markMigrationRolledBack({ migrationName });
      try {
        const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list, filters: noFilters });
        return { applied: appliedMigrationNames };
      } catch (cause) {
        // Should the database be gone as well, the next run finds it cut off and does the same.
        if (current !== null) await engine.markMigrationRolledBack({ migrationName: current }).catch(silent);
        throw couldNotApply(current, refused(), cause);
      }
    }),
  );
};
