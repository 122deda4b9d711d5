import type { Tx } from '@fagtorg/db';
import { beginning, type ChainedEvent, type ChainHead, followChain } from './chain.js';

/** The end of an organisation's chain as it is stored, at one moment. */
export interface StoredHead extends ChainHead {
  readonly organisationId: string;
  readonly organisationCode: string;
  /** The highest number among the events; null where there are none. */
  readonly last: number | null;
  /** When the event at the head happened; null at the beginning. */
  readonly at: Date | null;
}

/** What is wrong with a chain: where it breaks, or that a former head is not in it any more though it holds in itself. */
export interface ChainFault {
  readonly kind: 'broken' | 'rewritten';
  readonly at: number;
}

/** So many events are in memory at once. */
const BATCH = 1_000;

/** The heads of all organisations that have any audit, in one statement: what is written meanwhile lies behind them. */
export function storedHeads({ client }: Tx): Promise<StoredHead[]> {
  return client.$queryRaw<StoredHead[]>`
    SELECT o.id AS "organisationId", o.code AS "organisationCode", coalesce(h.number, 0) AS number,
      coalesce(h.hash, decode(repeat('00', 32), 'hex')) AS hash, l.last, e.at
    FROM organisation o
    LEFT JOIN audit_head h ON h.organisation_id = o.id
    LEFT JOIN audit_event e ON e.organisation_id = o.id AND e.number = h.number
    CROSS JOIN LATERAL (SELECT max(number) AS last FROM audit_event WHERE organisation_id = o.id) l
    WHERE h.number IS NOT NULL OR l.last IS NOT NULL ORDER BY o.code`;
}

/** Events of a chain in their order, behind a number and up to another. */
export const eventsBehind = ({ client }: Tx, { organisationId, number: upTo }: StoredHead, behind: number): Promise<ChainedEvent[]> =>
  client.$queryRaw<ChainedEvent[]>`
    SELECT organisation_id AS "organisationId", number, at, act, actor_id AS "actorId", role, acting_for_id AS "actingForId", thing,
      thing_id AS "thingId", facts, former_hash AS "formerHash", hash
    FROM audit_event WHERE organisation_id = ${organisationId}::uuid AND number > ${behind} AND number <= ${upTo} ORDER BY number LIMIT ${BATCH}`;

/**
 * Follows a stored chain from its beginning to its head. Answers the first fault, or null.
 * @param read events behind a number, in batches
 * @param former a head that was exported before: the chain must still go through it
 */
export async function faultIn(
  stored: StoredHead,
  read: (behind: number) => Promise<ChainedEvent[]>,
  former: ChainHead = beginning,
): Promise<ChainFault | null> {
  let head = beginning;
  let passed = former.number === 0;
  while (head.number < stored.number) {
    const events = await read(head.number);
    if (events.length === 0) return { kind: 'broken', at: head.number + 1 };
    const followed = followChain(events, head);
    if ('brokenAt' in followed) return { kind: 'broken', at: followed.brokenAt };
    passed ||= events.some(({ number, hash }) => number === former.number && Buffer.compare(hash, former.hash) === 0);
    ({ head } = followed);
  }
  if (Buffer.compare(head.hash, stored.hash) !== 0) return { kind: 'broken', at: stored.number };
  if ((stored.last ?? 0) > stored.number) return { kind: 'broken', at: stored.number + 1 };
  return passed ? null : { kind: 'rewritten', at: Math.min(former.number, stored.number + 1) };
}
