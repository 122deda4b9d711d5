import { applicationRole, migrate, migrateQueue, migrationFolder, migrationStatus } from '@fagtorg/db';
import { seedPeople } from '../demonstration/index.js';
import { ReferenceImport, type ReferenceProblem, ReferenceService } from '../reference/index.js';
import { fileURLToPath } from 'node:url';
import { asOwner } from './owner.js';

/** Where the reference data lies in the repository. */
const referenceFolder = fileURLToPath(new URL('../../../../prisma/reference', import.meta.url));

interface Installation {
  /** Signs in as the owner of the tables. */
  readonly ownerUrl: string;
  /** Told, in a few words, what takes time. */
  readonly onProgress: (message: string) => void;
}

/** Reference data that could not be imported: every bad row by file and line. */
export class ReferenceRefused extends Error {
  constructor(readonly problems: readonly ReferenceProblem[]) {
    super(problems.map(({ file, line, reason }) => `${file}${line === null ? '' : `:${line}`} ${reason}`).join('\n'));
  }
}

/** Runs before the tables of a database that is in use are changed; what it throws keeps them from being changed. */
export type BeforeMigration = (found: { ownerUrl: string; pending: readonly string[] }) => Promise<void>;

/** Brings the schema of a database to what this version needs: ours and the queue's. @throws MigrationError; what `beforeMigration` throws */
export async function migrateAll({
  ownerUrl,
  onProgress,
  beforeMigration,
}: Installation & { beforeMigration?: BeforeMigration | undefined }): Promise<{ applied: string[] }> {
  if (beforeMigration !== undefined) {
    const { applied, pending, unknown, edited } = await migrationStatus({ ownerUrl, directory: migrationFolder });
    const willBeRefused = unknown.length > 0 || edited.length > 0;
    if (applied.length > 0 && pending.length > 0 && !willBeRefused) await beforeMigration({ ownerUrl, pending });
  }
  const done = await migrate({ ownerUrl, directory: migrationFolder, onProgress });
  await migrateQueue({ ownerUrl, grantTo: applicationRole });
  return done;
}

/** Brings the reference data in, unless it is there already. @throws ReferenceRefused with every bad row; nothing is changed then. */
export async function importReference({ ownerUrl, onProgress }: Installation): Promise<{ imported: boolean }> {
  return asOwner(ownerUrl, async (database) => {
    onProgress('Reference data: municipalities, regions, competences, duties');
    const done = await new ReferenceImport(database).run(referenceFolder);
    if (!done.ok) throw new ReferenceRefused(done.problems);
    return { imported: done.imported };
  });
}

/** Puts the people of the demonstration in place. Answers how many are new. */
export async function installPeople({ ownerUrl, onProgress }: Installation): Promise<number> {
  return asOwner(ownerUrl, async (database) => {
    const reference = new ReferenceService(database);
    await reference.reload();
    onProgress('People of the demonstration');
    return database.asSteward((tx) => seedPeople(tx, reference.organisations()));
  });
}
