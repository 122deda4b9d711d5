import { administratorOf, backupsIn, keepNewest, pruneLog, readLog } from '@fagtorg/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { shown } from '../home/data-directory.js';
import type { Progress } from '../progress.js';
import { explain } from '../trouble.js';
import { backupPlace } from './place.js';
import { takeOfEmbedded } from './take.js';

interface Daily {
  readonly directory: string;
  /** Signs in to the embedded database, which runs. */
  readonly ownerUrl: string;
  /** So many of them are kept, and the log since the oldest. */
  readonly keep: number;
  readonly progress: Progress;
}

const DAY_MS = 86_400_000;
const SOON_MS = 2_000;
const LATER_MS = 60_000;

/** How long until it is looked again whether a backup is due: soon while there is no log yet that could take one further. */
async function look(daily: Daily): Promise<number> {
  const { directory, ownerUrl, keep, progress } = daily;
  const place = backupPlace(directory);
  const { line } = await readLog(await administratorOf(shown(directory), new URL(ownerUrl).port));
  if (line === null) return SOON_MS;
  const [newest] = (await backupsIn(place)).filter(({ manifest }) => manifest.reason === 'daily' && manifest.log === line);
  if (newest !== undefined && Date.now() - Date.parse(newest.manifest.endedAt) < DAY_MS) return LATER_MS;
  const quiet = { ...progress, say: () => undefined, count: () => undefined };
  await takeOfEmbedded({ directory, ownerUrl, place, reason: 'daily', progress: quiet });
  await keepNewest(place, keep, 'daily');
  await pruneLog(place, line);
  return LATER_MS;
}

/**
 * Takes a backup of the embedded database when there is none that its log goes on from, and once a day. What goes wrong is said once, and
 * tried again; nothing else is kept from working. Hands back what ends it: a backup that is being taken then is given up by the database
 * as that ends.
 */
export function backUpDaily(daily: Daily): () => Promise<void> {
  const over = new AbortController();
  void again(daily, over.signal);
  return () => {
    over.abort();
    return Promise.resolve();
  };
}

async function again(daily: Daily, signal: AbortSignal): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const wait = await look(daily).catch((failure: unknown) => {
      const { message, wayOut } = explain(failure);
      if (!signal.aborted && message !== told) daily.progress.say(`There was no daily backup. ${message}\n→ ${wayOut}`);
      told = message;
      return LATER_MS;
    });
    await pause(wait, undefined, { signal }).catch(() => undefined); // told to end
  }
}
