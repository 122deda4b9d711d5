import { disposableDatabase, openDisposableCluster, schemaDrift, schemaFile } from '@fagtorg/db';

/** Prints the SQL that leads from what the migrations make to what prisma/schema.prisma says: the tables of the next migration. */
const cluster = await openDisposableCluster({ serverUrl: undefined, onProgress: (words) => console.error(words) });
try {
  const { ownerUrl } = await disposableDatabase(cluster.facts);
  console.log((await schemaDrift({ ownerUrl, schemaFile })) ?? '-- nothing has changed');
} finally {
  await cluster.close();
}
