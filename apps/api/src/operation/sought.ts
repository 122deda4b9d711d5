import { firstOf, textProblems } from '@fagtorg/domain';
import { RefusedQuery } from './bad-input.js';

/** The longest text that is sought. */
const LENGTH = 200;

/** What people look for, once it is known that all its texts can be looked for. */
export function sought<T>(filter: T): T {
  for (const value of Object.values(filter ?? {}).flat()) {
    const problem = typeof value === 'string' ? firstOf(textProblems([], value, { max: LENGTH, required: false })) : null;
    if (problem) throw new RefusedQuery(problem.refusal);
  }
  return filter;
}
