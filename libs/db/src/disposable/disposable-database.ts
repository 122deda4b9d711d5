import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { applicationRole, ownerRole, prepareOwner, signedInAs } from '../migrations/database-roles.js';
import { asAdministrator, type ClusterFacts } from './disposable-cluster.js';

/** A database of one's own, as long as it is wanted. */
export interface DisposableDatabase {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** Signs in as one whom no lock binds: for those who try the locks. */
  readonly superuserUrl: string;
  /** Removes it, and cuts off whoever is still signed in. */
  readonly drop: () => Promise<void>;
}

const clusterFacts = z.object({ adminUrl: z.string(), template: z.string(), prefix: z.string() });

/** The server that the harness of the specs has started; jest.config.mjs names the file by a global of that name. */
const clusterOfSpecs = async (): Promise<ClusterFacts> => {
  const { fagtorgClusterFile: path } = globalThis as { fagtorgClusterFile?: string };
  if (path === undefined) throw new Error('Only specs of the projects "integration" and "e2e" have a disposable cluster.');
  return clusterFacts.parse(JSON.parse(await readFile(path, 'utf8')));
};

const newName = ({ prefix }: ClusterFacts): string => prefix + randomBytes(6).toString('hex');

const databaseOf = (url: string, name: string): string => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
};

const described = (facts: ClusterFacts, name: string): DisposableDatabase => ({
  ownerUrl: signedInAs(facts.adminUrl, ownerRole, name),
  applicationUrl: signedInAs(facts.adminUrl, applicationRole, name),
  superuserUrl: databaseOf(facts.adminUrl, name),
  drop: () =>
    asAdministrator(facts.adminUrl, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${admin.escapeIdentifier(name)} WITH (FORCE)`);
    }),
});

/**
 * A database with everything that the migrations make and the reference data, as a copy of the template. Copies are made one at a time,
 * as a template must not be used by anybody else meanwhile.
 *
 * @param cluster outside the specs: the facts from openDisposableCluster()
 */
export const disposableDatabase = async (cluster?: ClusterFacts): Promise<DisposableDatabase> => {
  const facts = cluster ?? (await clusterOfSpecs());
  const name = newName(facts);
  await asAdministrator(facts.adminUrl, async (admin) => {
    const [copy, template, owner] = [name, facts.template, ownerRole].map((word) => admin.escapeIdentifier(word));
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [facts.template]);
    await admin.query(`CREATE DATABASE ${String(copy)} TEMPLATE ${String(template)} OWNER ${String(owner)}`);
  });
  return described(facts, name);
};

/** A database with nothing in it, owned as a real one is: for specs of the migrations themselves. */
export const emptyDatabase = async (cluster?: ClusterFacts): Promise<DisposableDatabase> => {
  const facts = cluster ?? (await clusterOfSpecs());
  const name = newName(facts);
  await prepareOwner({ adminUrl: facts.adminUrl, database: name });
  return described(facts, name);
};
