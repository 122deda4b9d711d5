import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes } from '../exit-codes.js';
import { Trouble } from '../trouble.js';

const LOOK_AGAIN_MS = 100;
const LIMIT_MS = 60_000;

/** Waits until something of ours answers at an address. @throws Trouble when it has not for a minute */
export async function awaitAnswer(name: string, url: string, signal: AbortSignal): Promise<void> {
  const began = Date.now();
  while (Date.now() - began < LIMIT_MS) {
    const answer = await fetch(url, { signal }).catch(() => null); // nobody listens yet
    if (answer?.ok) return;
    await wait(LOOK_AGAIN_MS, undefined, { signal });
  }
  throw new Trouble(
    exitCodes.failed,
    `The ${name} at ${new URL(url).origin} was not ready within a minute.`,
    'What it wrote stands above; then: npx fagtorg doctor',
  );
}
