import { type Database, nobody, Prisma, systemFor, type Tx } from '@fagtorg/db';
import type { CalendarDate } from '@fagtorg/domain';
import { matchedStatuses } from '../needs/index.js';
import { requestEach } from '../outbox/index.js';
import type { ReferenceService } from '../reference/index.js';
import { insertNeeds } from './market/insert-needs.js';
import { insertOffers } from './market/insert-offers.js';
import { makeMarket, type Stall } from './market/market.js';
import { participants } from './market/participant.js';
import { everyStaff, type Staff } from './market/staff.js';

/** The seed of a market that nobody asked to be another. */
const MARKET_SEED = 'torget';

export interface MarketOptions {
  readonly seed?: string;
  /** The day on which everything is made up; left out, the day that the database has. */
  readonly today?: CalendarDate;
  readonly onProgress: (message: string) => void;
}

/** What a seed made; what was there before is not counted. */
export interface SeededMarket {
  readonly seed: string;
  readonly today: CalendarDate;
  readonly needs: number;
  readonly offers: number;
}

/** As many organisations are written for at once. */
const AT_ONCE = 4;

/**
 * Fills the market with made-up needs and offers of the demonstration's people, as the application: the domain's checks and transition
 * tables judge every one, and row security stays on. Each organisation's are one transaction on its behalf. Who has offers, or needs,
 * keeps just those, so that a run that was cut off can be run again.
 *
 * All offers come before the first need, and a need's request to be matched stands in its own transaction: every need is matched once,
 * with all offers there, and no offer has to ask for its needs anew.
 */
export async function seedMarket(database: Database, reference: ReferenceService, options: MarketOptions): Promise<SeededMarket> {
  const { seed = MARKET_SEED, onProgress } = options;
  const { today, staff, lenders, borrowers } = await takeStock(database, reference);
  const market = makeMarket(participants(reference, options.today ?? today), seed, options.today ?? today);
  const eachOf = (stalls: readonly Stall[], work: (tx: Tx, stall: Stall, staff: Staff) => Promise<string[]>): Promise<string[]> =>
    onBehalfOfEach(database, stalls, (tx, stall) => work(tx, stall, staff.get(stall.participant.id) ?? new Map()));

  onProgress(`Made-up offers, with the seed "${seed}"`);
  const lending = market.filter(({ participant }) => !lenders.has(participant.id));
  const offers = await eachOf(lending, (tx, stall, people) => insertOffers(tx, reference, stall, people));
  if (offers.length > 0) await database.asMatcher((tx) => tellMatching(tx, offers));

  onProgress(`Made-up needs, with the seed "${seed}"`);
  const borrowing = market.filter(({ participant }) => !borrowers.has(participant.id));
  const needs = await eachOf(borrowing, (tx, stall, people) => insertNeeds(tx, reference, stall, people));
  return { seed, today: options.today ?? today, needs: needs.length, offers: offers.length };
}

interface Stock {
  readonly today: CalendarDate;
  readonly staff: ReadonlyMap<string, Staff>;
  /** Organisations that have offers or needs already. */
  readonly lenders: ReadonlySet<string>;
  readonly borrowers: ReadonlySet<string>;
}

/** Looks, as the system for every organisation, at who works there and what is there already. */
function takeStock(database: Database, reference: ReferenceService): Promise<Stock> {
  const all = reference.organisations().map(({ id }) => id);
  return database.withTenant({ ...nobody, managed: all, drafting: all, staffed: all }, async (tx) => {
    const lenders = await tx.client.offer.findMany({ distinct: 'lenderId', select: { lenderId: true } });
    const borrowers = await tx.client.need.findMany({ distinct: 'borrowerId', select: { borrowerId: true } });
    return {
      today: tx.today,
      staff: await everyStaff(tx),
      lenders: new Set(lenders.map(({ lenderId }) => lenderId)),
      borrowers: new Set(borrowers.map(({ borrowerId }) => borrowerId)),
    };
  });
}

/** Does something for every organisation, each in a transaction on its behalf; answers the ids of what came of it. */
async function onBehalfOfEach(
  database: Database,
  stalls: readonly Stall[],
  work: (tx: Tx, stall: Stall) => Promise<string[]>,
): Promise<string[]> {
  const waiting = [...stalls];
  const ids: string[] = [];
  const worker = async (): Promise<void> => {
    for (let stall = waiting.shift(); stall; stall = waiting.shift()) {
      const one = stall;
      ids.push(...(await database.withTenant(systemFor(one.participant.id), (tx) => work(tx, one))));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids;
}

/** The new offers count as worked in, as the needs to come find them; the needs that were there before are matched anew. */
async function tellMatching(tx: Tx, offerIds: readonly string[]): Promise<void> {
  await tx.client.$executeRaw`
    INSERT INTO listing_matching (listing_id, matched_revision, matched_at)
    SELECT id, revision, app.now() FROM listing WHERE id = ANY (${offerIds}::uuid[]) ON CONFLICT DO NOTHING`;
  await requestEach(
    tx,
    'match-need',
    Prisma.sql`SELECT id::text AS key, jsonb_build_object('needId', id, 'revision', revision) AS payload
      FROM need WHERE status IN ${matchedStatuses}`,
  );
}
