/** Writes prisma/powers.txt: what the migrations give to whom. Run it after a migration that grants, revokes, or changes row security. */
import { writeFile } from 'node:fs/promises';
import { Database, disposableDatabase, nobody, openDisposableCluster, powersFile, powersOf } from '@fagtorg/db';

const cluster = await openDisposableCluster({ onProgress: () => undefined });
try {
  const { ownerUrl } = await disposableDatabase(cluster.facts);
  const database = new Database({ url: ownerUrl, pool: 1 });
  const facts = await database.withTenant(nobody, powersOf).finally(() => database.close());
  await writeFile(powersFile, `${facts.join('\n')}\n`);
} finally {
  await cluster.close();
}
