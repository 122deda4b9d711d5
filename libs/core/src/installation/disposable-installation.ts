import { disposableDatabase, openDisposableCluster } from '@fagtorg/db';
import { importReference, installPeople } from './installation.js';

/** All of Fagtorg's database, with Norway and the people of the demonstration in it and nothing else, until it is closed. */
export interface DisposableInstallation {
  /** Signs in as the owner of the tables. */
  readonly ownerUrl: string;
  /** Signs in as API and worker do. */
  readonly applicationUrl: string;
  /** Removes it, and the server where it was ours. */
  readonly close: () => Promise<void>;
}

/**
 * Opens an installation that is thrown away.
 *
 * @param serverUrl a server on which databases may be made; left out, an embedded one is started and thrown away as well
 * @throws EmbeddedDatabaseError, MigrationError or ReferenceRefused; nothing is left running then
 */
export async function openDisposableInstallation({
  serverUrl,
  onProgress,
}: {
  serverUrl?: string | undefined;
  onProgress: (message: string) => void;
}): Promise<DisposableInstallation> {
  const cluster = await openDisposableCluster({
    serverUrl,
    onProgress,
    seed: async ({ ownerUrl }) => {
      await importReference({ ownerUrl, onProgress });
      await installPeople({ ownerUrl, onProgress });
    },
  });
  try {
    const { ownerUrl, applicationUrl } = await disposableDatabase(cluster.facts);
    return { ownerUrl, applicationUrl, close: cluster.close };
  } catch (failure) {
    await cluster.close();
    throw failure;
  }
}
