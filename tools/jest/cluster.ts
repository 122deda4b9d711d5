/**
 * Keeps the database server of the specs, in a process of its own that jest's main process starts: it writes the facts into the file
 * that it is given, says "ready", and cleans up when its input ends, which happens however jest ends.
 */
import { rm, writeFile } from 'node:fs/promises';
import { importReference, installPeople } from '@fagtorg/core';
import { openDisposableCluster } from '@fagtorg/db';
import { readLauncherEnvironment } from '@fagtorg/platform';

const [factsFile] = process.argv.slice(2);
if (factsFile === undefined) throw new Error('Give the file for the facts as the argument.');

// Ctrl-C is for jest; the end of our input follows.
process.on('SIGINT', () => undefined);

const explain = (failure: unknown): string =>
  failure instanceof Error && 'wayOut' in failure ? `${failure.message}\n${String(failure.wayOut)}` : String(failure);

const inputHasEnded = new Promise<void>((resolve) => process.stdin.on('end', resolve).resume());

try {
  const cluster = await openDisposableCluster({
    serverUrl: readLauncherEnvironment().TEST_DATABASE_URL,
    onProgress: () => undefined,
    seed: async ({ ownerUrl }) => {
      await importReference({ ownerUrl, onProgress: () => undefined });
      await installPeople({ ownerUrl, onProgress: () => undefined });
    },
  });
  await writeFile(factsFile, JSON.stringify(cluster.facts), { mode: 0o600 });
  process.stdout.write('ready\n');
  await inputHasEnded;
  await cluster.close();
} catch (failure) {
  process.stderr.write(`There is no database for the specs: ${explain(failure)}\n`);
  process.exitCode = 1;
} finally {
  await rm(factsFile, { force: true });
}
