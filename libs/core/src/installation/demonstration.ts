import { Database, type Tx } from '@fagtorg/db';
import { type SeededMarket, seedMarket } from '../demonstration/index.js';
import { ReferenceService } from '../reference/index.js';
import { installPeople } from './installation.js';
import { asOwner } from './owner.js';

/** Whom a database holds: people who are made up, and people who are not. */
export interface Inhabitants {
  readonly madeUp: number;
  readonly real: number;
}

/** Counts them. Only the owner's connection may ask. */
export function inhabitants(ownersDatabase: Database): Promise<Inhabitants> {
  return ownersDatabase.asSteward(async ({ client }) => {
    const [found] = await client.$queryRaw<Inhabitants[]>`
      SELECT count(*) FILTER (WHERE demonstration)::int AS "madeUp", count(*) FILTER (WHERE NOT demonstration)::int AS real FROM person`;
    return found ?? { madeUp: 0, real: 0 };
  });
}

/** A demonstration was to be put among real people. */
export class RealPeopleLiveHere extends Error {}

interface DemonstrationInstallation {
  /** Signs in as the owner of the tables. */
  readonly ownerUrl: string;
  /** Signs in as the application. */
  readonly applicationUrl: string;
  /** Whether an earlier run has made the market up to its end; one that was cut off is continued. */
  readonly marketComplete: boolean;
  readonly onProgress: (message: string) => void;
}

/**
 * Puts the people and the market of the demonstration in place, where they are not yet. Answers how many people are new, and what the market
 * made; null where it was complete.
 * @throws RealPeopleLiveHere where the database holds anybody who is not made up; nothing is changed then
 */
export async function installDemonstration({
  ownerUrl,
  applicationUrl,
  marketComplete,
  onProgress,
}: DemonstrationInstallation): Promise<{ people: number; made: SeededMarket | null }> {
  const { real } = await asOwner(ownerUrl, inhabitants);
  if (real > 0) throw new RealPeopleLiveHere(`The database holds ${real} people who are not made up.`);
  const people = await installPeople({ ownerUrl, onProgress });
  const database = new Database({ url: applicationUrl, pool: 6, patient: true });
  try {
    if (marketComplete && (await database.asMatcher(hasNeeds))) return { people, made: null };
    const reference = new ReferenceService(database);
    await reference.reload();
    return { people, made: await seedMarket(database, reference, { onProgress }) };
  } finally {
    await database.close();
  }
}

async function hasNeeds({ client }: Tx): Promise<boolean> {
  const [found] = await client.$queryRaw<{ some: boolean }[]>`SELECT EXISTS (SELECT FROM need) AS some`;
  return found?.some ?? false;
}
