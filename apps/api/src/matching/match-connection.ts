import { matchKey, type MatchOutcome } from '@fagtorg/core';
import { connectionOf, sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';

/** The matches of a need or an offer as a connection; those of many things are read together. */
export async function matchConnection(
  { loaders, pageLimit }: Operation,
  side: 'need' | 'offer',
  id: string,
  args: { outcome?: MatchOutcome | null; first?: number | null; after?: string | null },
): Promise<unknown> {
  const outcome = args.outcome ?? 'ELIGIBLE';
  const kind = side === 'need' ? 'match-of-need' : 'match-of-offer';
  const page = await loaders.matches(side, outcome, sliceOf(kind, args, pageLimit)).load(id);
  return connectionOf(
    kind,
    page,
    (match) => matchKey(side, match),
    () => loaders.matchCount(side, outcome).load(id),
  );
}
