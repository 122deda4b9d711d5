import { createHash } from 'node:crypto';
import type { Role } from '@fagtorg/domain';

/** An event as it is stored. Hashes are bytes. */
export interface ChainedEvent {
  readonly organisationId: string;
  readonly number: number;
  readonly at: Date;
  readonly act: string;
  readonly actorId: string | null;
  readonly role: Role | null;
  readonly actingForId: string | null;
  readonly thing: string;
  readonly thingId: string;
  /** JSON text, exactly as it was hashed. */
  readonly facts: string;
  readonly formerHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** The end of a chain: what an administrator exports, to prove later that nothing before it was changed. */
export interface ChainHead {
  readonly number: number;
  readonly hash: Uint8Array;
}

/** What every chain begins with. */
export const beginning: ChainHead = { number: 0, hash: Buffer.alloc(32) };

/** sha256(former hash ‖ netstrings of the event's parts), as the database computes it when it writes. */
export function hashOf(event: Omit<ChainedEvent, 'hash'>): Buffer {
  const { organisationId, number, at, act, actorId, role, actingForId, thing, thingId, facts } = event;
  const parts = [organisationId, String(number), at.toISOString(), act, actorId, role, actingForId, thing, thingId, facts];
  const text = parts.map((part) => `${part === null ? '-' : `${Buffer.byteLength(part)}:${part}`},`).join('');
  return createHash('sha256').update(event.formerHash).update(text, 'utf8').digest();
}

/**
 * Follows a chain from a head that is known to be right. Answers the new head, or the number of the first event that was changed, is
 * missing or was put in.
 * @param events in the order of their numbers, those after the head
 */
export function followChain(events: readonly ChainedEvent[], head: ChainHead = beginning): { head: ChainHead } | { brokenAt: number } {
  let { number, hash } = head;
  for (const event of events) {
    const follows = event.number === number + 1 && Buffer.compare(event.formerHash, hash) === 0;
    if (!follows || Buffer.compare(hashOf(event), event.hash) !== 0) return { brokenAt: number + 1 };
    ({ number, hash } = event);
  }
  return { head: { number, hash } };
}
