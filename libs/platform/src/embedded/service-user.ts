import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError, useAnotherDatabase } from './embedded-error.js';

/** Whom PostgreSQL's processes run as; empty for an ordinary user, who runs them as they are. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const run = promisify(execFile);

/** Programs of the system are found here, whatever the caller's own PATH says. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const ownUser = 'fagtorg-postgres';

const find = async (name: string): Promise<RunAs | null> => {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name], { env: { PATH: systemPath } })).stdout)),
    );
    return uid !== undefined && gid !== undefined && uid > 0 ? { uid, gid } : null;
  } catch {
    // `id` fails for an unknown user, which is an answer here.
    return null;
  }
};

const create = async (): Promise<void> => {
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  await run('useradd', [...flags, ownUser], { env: { PATH: systemPath } });
};

/**
 * The unprivileged user for PostgreSQL, which refuses to run as root: the system's `postgres` where there is one, else
 * `fagtorg-postgres`, made on the first start. Throws NO_SERVICE_USER where it can't be made.
 */
export const serviceUser = async (): Promise<RunAs> => {
  const known = (await find('postgres')) ?? (await find(ownUser));
  if (known !== null) return known;
  const failure: unknown = await create().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const made = await find(ownUser);
  if (made !== null) return made;
  throw new EmbeddedDatabaseError(
    'NO_SERVICE_USER',
    `PostgreSQL refuses to run as root, and the user ${ownUser} for it could not be made.`,
    `Start as an ordinary user, make the user yourself (useradd --system ${ownUser}), ${useAnotherDatabase}.`,
    { cause: failure },
  );
};
