import { createHmac } from 'node:crypto';
import pg from 'pg';

/** Owns the tables and migrates. No superuser, so that what it may do is what an operator's own owner may do. */
export const ownerRole = 'fagtorg_owner';
/** What API and worker sign in as. A migration makes it, without a password. */
export const applicationRole = 'fagtorg_app';

const ourLock = 'fagtorg roles';
const duplicateObject = '42710';
const duplicateDatabase = '42P04';

const withClient = async <T>(url: string, task: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, application_name: 'fagtorg-roles', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await task(client);
  } finally {
    await client.end();
  }
};

/** Roles belong to the whole server, and two sessions that change one at once fail: they take turns. */
const inTurn = <T>(adminUrl: string, task: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient(adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [ourLock]);
    return task(client);
  });

const unless =
  (code: string) =>
  (failure: unknown): void => {
    if (!(failure instanceof pg.DatabaseError && failure.code === code)) throw failure;
  };

/**
 * The same password for a role at every start, from the administrator's own: nothing more needs to be kept, and two processes on one
 * server agree.
 */
const passwordOf = (adminUrl: string, role: string): string =>
  createHmac('sha256', decodeURIComponent(new URL(adminUrl).password))
    .update(role)
    .digest('base64url');

/** The address of a database for one of our roles, on a server that we administer. */
export const signedInAs = (adminUrl: string, role: string, database: string): string => {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = passwordOf(adminUrl, role);
  url.pathname = `/${database}`;
  return url.href;
};

/**
 * Makes the owner's role and its database on a server that we administer (the embedded one, or one for the specs), where they do not
 * exist yet, and returns how the owner signs in.
 *
 * @param adminUrl signs in as a role that may make roles and databases
 */
export const prepareOwner = async ({ adminUrl, database }: { adminUrl: string; database: string }): Promise<{ ownerUrl: string }> => {
  await inTurn(adminUrl, async (admin) => {
    const role = admin.escapeIdentifier(ownerRole);
    await admin.query(`CREATE ROLE ${role}`).catch(unless(duplicateObject));
    const password = admin.escapeLiteral(passwordOf(adminUrl, ownerRole));
    await admin.query(`ALTER ROLE ${role} WITH LOGIN NOSUPERUSER CREATEDB CREATEROLE PASSWORD ${password}`);
  });
  const maintenance = new URL(adminUrl).pathname.slice(1);
  await withClient(signedInAs(adminUrl, ownerRole, maintenance), (owner) =>
    owner.query(`CREATE DATABASE ${owner.escapeIdentifier(database)}`).catch(unless(duplicateDatabase)),
  );
  return { ownerUrl: signedInAs(adminUrl, ownerRole, database) };
};

/** Gives the application's role, which a migration has made, its password, and returns how it signs in. No password is ever in a file. */
export const openApplication = async ({
  adminUrl,
  database,
}: {
  adminUrl: string;
  database: string;
}): Promise<{ applicationUrl: string }> => {
  await inTurn(adminUrl, (admin) => {
    const password = admin.escapeLiteral(passwordOf(adminUrl, applicationRole));
    return admin.query(`ALTER ROLE ${admin.escapeIdentifier(applicationRole)} WITH LOGIN PASSWORD ${password}`);
  });
  return { applicationUrl: signedInAs(adminUrl, applicationRole, database) };
};
