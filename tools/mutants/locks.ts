import { importReference, installPeople } from '@fagtorg/core';
import { type ClusterFacts, disposableDatabase, openDisposableCluster } from '@fagtorg/db';
import { type Ground, type Lock, nameOf, openGround, probeOf, standingLocks, Unbroken } from '@fagtorg/db/locks';
import type { Trial } from '../trials/trial.js';
import type { Fate } from './mutant.js';

/** Starts a database server with a template for copies, as the specs have it. */
export const openCluster = async (trial: Trial, serverUrl: string | undefined): Promise<ClusterFacts> => {
  const cluster = await trial.open(
    openDisposableCluster({
      serverUrl,
      onProgress: () => undefined,
      seed: async ({ ownerUrl }) => {
        await importReference({ ownerUrl, onProgress: () => undefined });
        await installPeople({ ownerUrl, onProgress: () => undefined });
      },
    }),
    (opened) => opened.close(),
  );
  return cluster.facts;
};

/**
 * Breaks every lock of the database, one at a time and in every way that it has, and asks what tries it whether it notices. It is what
 * libs/db/src/locks/locks.int-spec.ts asks of whole locks.
 */
export async function breakLocks(trial: Trial, facts: ClusterFacts, wanted: (name: string) => boolean): Promise<Fate[]> {
  const disposable = await trial.open(disposableDatabase(facts), ({ drop }) => drop());
  const ground = await trial.open(openGround(disposable), ({ close }) => close());
  const locks = await ground.trying(null, ({ client }) => standingLocks(client));
  const fates: Fate[] = [];
  for (const lock of locks) {
    if (trial.stopped.aborted) break;
    const breaches = lock.breaches.filter(({ how }) => wanted(`${nameOf(lock)}: ${how}`));
    if (breaches.length === 0) continue;
    const whole = await noticed(ground, lock, null);
    for (const { how, sql } of breaches) {
      const name = `${nameOf(lock)}: ${how}`;
      fates.push(whole === null ? await fateOf(ground, lock, name, sql) : { name, fate: 'untried', because: `whole already: ${whole}` });
    }
  }
  return fates;
}

async function fateOf(ground: Ground, lock: Lock, name: string, breach: string): Promise<Fate> {
  try {
    return (await noticed(ground, lock, breach)) === null
      ? { name, fate: 'survived', because: 'what tries it notices nothing' }
      : { name, fate: 'caught' };
  } catch (fault) {
    return { name, fate: 'untried', because: String(fault) };
  }
}

/** What the probe says against a lock; null where it is content. */
async function noticed(ground: Ground, lock: Lock, breach: string | null): Promise<string | null> {
  const probe = probeOf(lock);
  if (!probe) return breach === null ? 'nobody has said what it lets through and refuses' : null;
  try {
    await ground.trying(breach, (trying) => probe(trying, lock));
    return null;
  } catch (fault) {
    if (fault instanceof Unbroken) throw fault;
    return String(fault);
  }
}
