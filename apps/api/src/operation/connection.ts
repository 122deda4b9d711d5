import type { Page, Slice } from '@fagtorg/core';
import { fromGlobalId, toGlobalId } from 'graphql-relay';
import { badInput } from './bad-input.js';

/** The list that a cursor belongs to; a cursor of another list is refused. */
export type Kind = 'need' | 'offer' | 'match-of-need' | 'match-of-offer' | 'member' | 'invitation' | 'service-account' | 'audit-event';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** What a key in a cursor looks like, so that a made-up cursor is refused before it reaches the database. */
const keys: Readonly<Record<Kind, RegExp>> = {
  need: new RegExp(`^[01]:\\d{1,5}:\\d{1,13}:${UUID}$`),
  offer: new RegExp(`^\\d{1,13}:${UUID}$`),
  member: new RegExp(`^${UUID}$`),
  invitation: new RegExp(`^${UUID}$`),
  'service-account': new RegExp(`^${UUID}$`),
  'audit-event': /^\d{1,9}$/,
  'match-of-need': /^\d{1,4}$/,
  'match-of-offer': new RegExp(`^\\d{1,7}:${UUID}$`),
};

/**
 * Reads Relay's `first` and `after`. Refuses pages that are too long and cursors that are not ours.
 * @param limit the most rows that a page may hold
 */
export function sliceOf(kind: Kind, { first, after }: { first?: number | null; after?: string | null }, limit: number): Slice {
  const size = first ?? 20;
  if (size < 0 || size > limit) throw badInput('page-size', { limit });
  if (after === null || after === undefined) return { first: size, after: null };
  const { type, id } = fromGlobalId(after);
  if (type !== kind || !keys[kind].test(id)) throw badInput('unknown-cursor', undefined);
  return { first: size, after: id };
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** Counted only when it is asked for. */
  readonly totalCount: () => Promise<number>;
}

/** A page as a Relay connection. */
export function connectionOf<Node>(
  kind: Kind,
  page: Page<Node>,
  keyOf: (node: Node) => string,
  totalCount: () => Promise<number>,
): Connection<Node> {
  const edges = page.rows.map((node) => ({ node, cursor: toGlobalId(kind, keyOf(node)) }));
  return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: edges.at(-1)?.cursor ?? null }, totalCount };
}
