import { Database } from '@fagtorg/db';
import { MatchingService } from '../../matching/index.js';
import { ReferenceService } from '../../reference/index.js';
import { verifyChains } from './chains.js';
import type { Finding } from './finding.js';
import { differenceInMatches, publicNeeds, staleNeeds } from './matches.js';
import { everyOrganisation, recordedThings } from './recorded-steps.js';
import { verifyReference } from './reference.js';
import { unexplained } from './statuses.js';

export interface Verification {
  /** Signs in as the application. */
  readonly applicationUrl: string;
  /** How many needs to rank anew; null is all. */
  readonly sample: number | null;
  readonly onProgress: (message: string) => void;
}

/** How many needs are ranked at once, each on a connection of its own. */
const AT_ONCE = 4;

/** Looks whether what is stored is what the rules say. Changes nothing. */
export async function verify({ applicationUrl, sample, onProgress }: Verification): Promise<Finding[]> {
  const database = new Database({ url: applicationUrl, pool: AT_ONCE + 1, patient: true });
  try {
    const reference = new ReferenceService(database);
    await reference.reload();
    onProgress('Reference data');
    const counts = verifyReference(reference);
    onProgress('Steps of needs and offers');
    const statuses = await verifyStatuses(database, reference);
    onProgress('The audit of every organisation');
    const chains = await verifyChains(database);
    onProgress('Whether every change is worked in');
    const freshness = await verifyFreshness(database);
    const matches = await verifyMatches(database, reference, { sample, onProgress });
    return [counts, statuses, chains, freshness, matches];
  } finally {
    await database.close();
  }
}

async function verifyStatuses(database: Database, reference: ReferenceService): Promise<Finding> {
  const all = everyOrganisation(reference.organisations().map(({ id }) => id));
  const things = await database.withTenant(all, recordedThings);
  const differences = things.flatMap(({ kind, id, status, steps }) => {
    const fault = unexplained(kind, status, steps);
    return fault === null ? [] : [`The ${kind} ${id}: ${fault}.`];
  });
  return { check: 'statuses', looked: things.length, differences };
}

async function verifyFreshness(database: Database): Promise<Finding> {
  return database.asMatcher(async (tx) => {
    const needs = await publicNeeds(tx, null);
    const stale = await staleNeeds(tx, needs);
    return { check: 'freshness', looked: needs.length, differences: stale.map((id) => `Need ${id} waits for something to be worked in.`) };
  });
}

/** A need that is being changed while it is looked at is no difference: it is stale then, which is a finding of its own. */
async function verifyMatches(
  database: Database,
  reference: ReferenceService,
  { sample, onProgress }: Pick<Verification, 'sample' | 'onProgress'>,
): Promise<Finding> {
  const matching = new MatchingService(database, reference);
  const needs = await database.asMatcher((tx) => publicNeeds(tx, sample));
  const waiting = [...needs];
  const differences: string[] = [];
  const rank = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const needId = id;
      const difference = await database.asMatcher(async (tx) => {
        const found = await differenceInMatches(tx, matching, needId);
        return found !== null && (await staleNeeds(tx, [needId])).length > 0 ? null : found;
      });
      if (difference !== null) differences.push(difference);
      const done = needs.length - waiting.length;
      if (done % 100 === 0 || done === needs.length) onProgress(`Ranked anew: ${done} of ${needs.length} needs`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, rank));
  return { check: 'matches', looked: needs.length, differences };
}
