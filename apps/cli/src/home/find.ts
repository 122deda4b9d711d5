import { type SignIns, signInsOnServer } from '@fagtorg/core';
import { type LauncherEnvironment, readLauncherEnvironment, startEmbeddedDatabase } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';
import { logPlace } from '../backup/place.js';
import { type Installation, readInstallation, shown } from './data-directory.js';
import { type Running, runningIn, stillStarts } from './instance.js';

/** A Fagtorg that a command can work on. */
export interface Found extends SignIns {
  /** Told to the operator: which one it is. */
  readonly where: string;
  readonly redisUrl: string | undefined;
  /** What runs, where it was found by that. */
  readonly running: Running | null;
  /** Where a command found it: by what runs, by the environment, or by what lies in the data directory. */
  readonly kind: Place['kind'];
}

/** Whether its database is the embedded one, and not on a server of the operator's own. */
export const isEmbedded = ({ kind, running }: Pick<Found, 'kind' | 'running'>): boolean =>
  kind === 'installed' || (kind === 'running' && running?.startedWith === null);

export type Place =
  | { readonly kind: 'running'; readonly running: Running }
  | { readonly kind: 'environment'; readonly environment: LauncherEnvironment; readonly ownerUrl: string }
  | { readonly kind: 'installed'; readonly installation: Installation };

/**
 * Looks where Fagtorg is. What the environment names goes before what runs in the data directory, unless that was started with it.
 * @throws Trouble where there is none, or one that is still starting
 */
export async function findPlace(directory: string): Promise<Place> {
  const environment = readLauncherEnvironment();
  const ownerUrl = environment.DATABASE_OWNER_URL ?? environment.DATABASE_URL;
  const instance = await runningIn(directory);
  if (instance?.running && (ownerUrl === undefined || instance.running.startedWith === ownerUrl)) {
    return { kind: 'running', running: instance.running };
  }
  if (ownerUrl !== undefined) return { kind: 'environment', environment, ownerUrl };
  if (instance) throw stillStarts(directory, instance);
  const installation = await readInstallation(directory);
  if (installation) return { kind: 'installed', installation };
  throw new Trouble(
    exitCodes.unavailable,
    `There is no Fagtorg in ${shown(directory)}.`,
    'Begin with npm start, say where it is with --data-dir, or set DATABASE_URL and DATABASE_OWNER_URL.',
  );
}

/** Runs a command's work on the Fagtorg that it finds; where the database lies still, it runs for as long as the work takes. */
export async function onInstallation<T>(
  { directory, onProgress }: { directory: string; onProgress: (message: string) => void },
  work: (found: Found) => Promise<T>,
): Promise<T> {
  const place = await findPlace(directory);
  if (place.kind === 'running') return work(foundRunning(place.running, directory));
  if (place.kind === 'environment') {
    const { DATABASE_URL, REDIS_URL } = place.environment;
    const { ownerUrl } = place;
    return work({
      where: 'the database of the environment',
      ownerUrl,
      applicationUrl: DATABASE_URL ?? ownerUrl,
      redisUrl: REDIS_URL,
      running: null,
      kind: 'environment',
    });
  }
  onProgress(`Nothing runs in ${shown(directory)}: its database is started for this command`);
  const log = logPlace(directory, place.installation, onProgress);
  const embedded = await startEmbeddedDatabase({ dataDirectory: shown(directory), durable: true, onProgress, log });
  try {
    const signIns = await signInsOnServer(embedded).catch((cause: unknown) => {
      const message = `The database in ${shown(directory)} was never completed.`;
      throw new Trouble(exitCodes.unavailable, message, 'Complete it with npm start.', { cause });
    });
    return await work({
      ...signIns,
      where: `${shown(directory)}, which does not run`,
      redisUrl: readLauncherEnvironment().REDIS_URL,
      running: null,
      kind: 'installed',
    });
  } catch (failure) {
    throw await embedded.explain(failure);
  } finally {
    await embedded.stop();
  }
}

const foundRunning = (running: Running, directory: string): Found => ({
  where: `${shown(directory)}, which runs at ${running.api}`,
  ownerUrl: running.ownerUrl,
  applicationUrl: running.variables['DATABASE_URL'] ?? '',
  redisUrl: running.variables['REDIS_URL'],
  running,
  kind: 'running',
});
