import type { Listed } from '@fagtorg/core';
import type { Actor, Result } from '@fagtorg/domain';
import { RefusedQuery } from '../operation/bad-input.js';
import { connectionOf, type Kind } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { signInNeeded } from '../operation/signed-in.js';

/** A list of an organisation's own as a Relay connection, or the refusal as an error. */
export async function listed<Row>(
  { actor, language, reading }: Operation,
  kind: Kind,
  read: (actor: Actor) => Promise<Result<Listed<Row>>>,
  keyOf: (row: Row) => string,
): Promise<unknown> {
  if (!actor) throw signInNeeded(language);
  const list = await read(actor);
  if (!list.ok) throw new RefusedQuery(list.refusal);
  const { page, count } = list.value;
  return connectionOf(kind, page, keyOf, async () => count(await reading.tx()));
}
