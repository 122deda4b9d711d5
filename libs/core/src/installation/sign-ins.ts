import { migrationFolder, migrationStatus, type MigrationStatus, openApplication, prepareOwner } from '@fagtorg/db';
import { type BeforeMigration, migrateAll } from './installation.js';

/** How the owner of the tables and the application, which owns nothing, sign in. */
export interface SignIns {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
}

interface Server {
  /** Signs in as a role that may make roles and databases. */
  readonly adminUrl: string;
}

interface Progress {
  readonly onProgress: (message: string) => void;
}

interface Installing extends Progress {
  /** Given where there may be something to lose. */
  readonly beforeMigration?: BeforeMigration | undefined;
}

/** Our database on a server of our own. */
const database = 'fagtorg';

/** Makes our database on a server that is ours to administer, or brings it to what this version needs. @throws MigrationError */
export async function installOnServer({ adminUrl, onProgress, beforeMigration }: Server & Installing): Promise<SignIns> {
  const { ownerUrl } = await prepareOwner({ adminUrl, database });
  await migrateAll({ ownerUrl, onProgress, beforeMigration });
  const { applicationUrl } = await openApplication({ adminUrl, database });
  return { ownerUrl, applicationUrl };
}

/**
 * Brings a database that its operator made to what this version needs, and lets the application in. The application's password follows from
 * the owner's, which must therefore stand in the address.
 *
 * @param ownerUrl signs in as the owner of that database, who may make roles
 * @throws MigrationError; PostgreSQL's error where the role of the application is somebody else's
 */
export async function installInDatabase({ ownerUrl, onProgress, beforeMigration }: { ownerUrl: string } & Installing): Promise<SignIns> {
  const { pathname, password } = new URL(ownerUrl);
  if (password === '') throw new Error('The address of the owner has no password for that of the application to follow from.');
  await migrateAll({ ownerUrl, onProgress, beforeMigration });
  const { applicationUrl } = await openApplication({ adminUrl: ownerUrl, database: decodeURIComponent(pathname.slice(1)) });
  return { ownerUrl, applicationUrl };
}

/** How both sign in on a server of our own where our database has been made. Rejects where it has not. */
export async function signInsOnServer({ adminUrl }: Server): Promise<SignIns> {
  const { applicationUrl } = await openApplication({ adminUrl, database });
  const { ownerUrl } = await prepareOwner({ adminUrl, database });
  return { ownerUrl, applicationUrl };
}

/** How the schema of a database stands to what this version needs. Nothing is changed. @throws MigrationError CANNOT_CONNECT */
export const schemaStatus = ({ ownerUrl }: { ownerUrl: string }): Promise<MigrationStatus> =>
  migrationStatus({ ownerUrl, directory: migrationFolder });
