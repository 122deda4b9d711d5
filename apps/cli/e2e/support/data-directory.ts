import { removeEmbeddedDatabase } from '@fagtorg/platform';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A data directory of one's own. */
export interface DataDirectory {
  readonly path: string;
  /** Words of a command that say where it is. */
  readonly flag: readonly string[];
  /** The folder with PostgreSQL's files: as root it lies elsewhere. */
  readonly cluster: () => Promise<string>;
  /** How the owner of the tables signs in to what runs here. */
  readonly ownerUrl: () => Promise<string>;
  readonly remove: () => Promise<void>;
}

export async function newDataDirectory(): Promise<DataDirectory> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'fagtorg-cli-')));
  const file = (name: string): Promise<string> => readFile(join(path, name), 'utf8');
  return {
    path,
    flag: ['--data-dir', path],
    cluster: async () => join((await file('embedded-database.path').catch(() => path)).trim(), 'cluster'),
    ownerUrl: async () => (JSON.parse(await file('instance.json')) as { running: { ownerUrl: string } }).running.ownerUrl,
    remove: async () => {
      await removeEmbeddedDatabase(path);
      await rm(path, { recursive: true, force: true });
      await rm(`${path}.backups`, { recursive: true, force: true });
    },
  };
}
