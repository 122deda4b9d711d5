import { applicationRole, migrate, migrateQueue, migrationFolder } from '@fagtorg/db';
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

/** Brings the schema of a database to what this version needs: ours and the queue's. */
export async function migrateAll({ ownerUrl, onProgress }: Installation): Promise<{ applied: string[] }> {
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
