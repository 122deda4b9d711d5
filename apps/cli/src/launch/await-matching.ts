import { Database, matchingProgress, type MatchingProgress } from '@fagtorg/core';
import { setTimeout as wait } from 'node:timers/promises';
import { figure, type Progress } from '../progress.js';

const LOOK_AGAIN_MS = 250;
const PATIENCE_MS = 60_000;

interface Waiting {
  readonly applicationUrl: string;
  /** Whether everything that waits is waited for; else only the needs whose latest edit was never matched. */
  readonly everything: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Waits until the worker has matched what was posted, and tells how far it has come. Goes on when nothing has moved for a minute. */
export async function awaitMatching({ applicationUrl, everything, progress, signal }: Waiting): Promise<void> {
  const database = new Database({ url: applicationUrl, pool: 1 });
  try {
    let before = '';
    let moved = Date.now();
    for (;;) {
      const now = await database.asMatcher(matchingProgress);
      if (isDone(now, everything)) return;
      progress.count(`Matching ${figure(now.matched)} of ${figure(now.needs)} needs`);
      if (JSON.stringify(now) !== before) moved = Date.now();
      before = JSON.stringify(now);
      if (Date.now() - moved > PATIENCE_MS) {
        progress.say('Matching has not moved for a minute; it goes on by itself. Look with: npx fagtorg outbox list');
        return;
      }
      await wait(LOOK_AGAIN_MS, undefined, { signal });
    }
  } finally {
    await database.close();
  }
}

const isDone = ({ needs, matched, waiting }: MatchingProgress, everything: boolean): boolean =>
  matched >= needs && (!everything || waiting === 0);
