import { type Database, nobody } from '@fagtorg/db';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveReach } from './import/derive-reach.js';
import { loadFacts, loadOrganisations } from './import/load-tables.js';
import { type ReferenceReading, readReferenceFiles } from './reference-files.js';

type Problems = Extract<ReferenceReading, { ok: false }>;

/** Brings the files of prisma/reference into the database, as the owner of its tables. What is used by needs and offers is never removed. */
export class ReferenceImport {
  constructor(private readonly ownersDatabase: Database) {}

  /**
   * Imports a directory, unless the database holds just these files already. All in one transaction; bad rows are answered by file and
   * line, and nothing is changed then.
   */
  async run(directory: string): Promise<{ ok: true; imported: boolean } | Problems> {
    const fingerprint = fingerprintOf(directory);
    const known = await this.ownersDatabase.withTenant(nobody, (tx) => tx.client.referenceImport.findUnique({ where: { fingerprint } }));
    if (known) return { ok: true, imported: false };
    const reading = readReferenceFiles(directory);
    if (!reading.ok) return reading;
    await this.ownersDatabase.withTenant(nobody, async (tx) => {
      await loadFacts(tx, reading.value);
      await loadOrganisations(tx, reading.value);
      await deriveReach(tx, reading.value);
      await tx.client.referenceImport.deleteMany();
      await tx.client.referenceImport.create({ data: { fingerprint } });
      await tx.client.$executeRaw`NOTIFY reference`;
    });
    return { ok: true, imported: true };
  }
}

function fingerprintOf(directory: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(directory).sort()) hash.update(file).update(readFileSync(join(directory, file)));
  return hash.digest('hex');
}
