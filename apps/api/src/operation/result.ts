import type { Effect, Once } from '@fagtorg/core';
import type { Actor, Refusal, Result } from '@fagtorg/domain';
import { createHash } from 'node:crypto';
import type { Operation } from './operation.js';
import { signInNeeded } from './signed-in.js';

type Answer<Row> = Row | (Refusal & { readonly __typename: 'Refusal' }) | null;

/**
 * Runs a mutation for whoever is signed in and answers its union: what was changed, read anew with the caller's selection, or the refusal.
 * The reads of the operation are closed first, so that a write never waits for a connection that its own operation holds.
 * @param typename of the answer, where it is not the thing that was changed
 */
export async function mutate<Row extends object>(
  operation: Operation,
  field: string,
  input: unknown,
  work: (actor: Actor, once: Once | null) => Promise<Result<Effect>>,
  read: (id: string) => Promise<Row | null>,
  typename?: string,
): Promise<Answer<Row>> {
  const { actor } = operation;
  if (!actor) throw signInNeeded(operation.language);
  await operation.reading.close();
  const result = await work(actor, onceOf(operation, actor, field, input));
  if (!result.ok) return { ...result.refusal, __typename: 'Refusal' };
  operation.loaders.forget();
  const row = await read(result.value.id);
  return row && { ...row, __typename: typename ?? result.value.typename };
}

function onceOf({ idempotencyKey }: Operation, { personId }: Actor, field: string, input: unknown): Once | null {
  if (idempotencyKey === null) return null;
  const inputHash = createHash('sha256').update(canonical(input)).digest('hex');
  return { personId, field, key: idempotencyKey, inputHash };
}

/** The same input gives the same text, in whatever order its fields came; what is null is as what is left out, which means the same to every mutation. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(',')}}`;
}
