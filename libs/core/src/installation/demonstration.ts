import type { Database, Tx } from '@fagtorg/db';
import { installPeople } from './installation.js';
import { asOwner } from './owner.js';

/** Whom a database holds: people who are made up, and people who are not. */
export interface Inhabitants {
  readonly madeUp: number;
  readonly real: number;
}

/** Counts them. Only the owner's connection may ask. */
export async function inhabitants(ownersDatabase: Database): Promise<Inhabitants> {
  return ownersDatabase.asSteward(async ({ client }: Tx) => {
    const [found] = await client.$queryRaw<Inhabitants[]>`
      SELECT count(*) FILTER (WHERE demonstration)::int AS "madeUp", count(*) FILTER (WHERE NOT demonstration)::int AS real FROM person`;
    return found ?? { madeUp: 0, real: 0 };
  });
}

/** A demonstration was to be put among real people. */
export class RealPeopleLiveHere extends Error {}

/**
 * Puts the people of the demonstration in place and, where there are no needs and offers yet, a market.
 * @throws RealPeopleLiveHere where the database holds anybody who is not made up; nothing is changed then
 */
export async function installDemonstration(installation: {
  ownerUrl: string;
  onProgress: (message: string) => void;
}): Promise<{ people: number }> {
  const { real } = await asOwner(installation.ownerUrl, inhabitants);
  if (real > 0) throw new RealPeopleLiveHere(`The database holds ${real} people who are not made up.`);
  const people = await installPeople(installation);
  return { people };
}
