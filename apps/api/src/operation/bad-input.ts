import { dateProblem, type Reasons, type Refusal, refuse } from '@fagtorg/domain';
import { GraphQLError } from 'graphql';

/** Carries a refusal out of a query, which has no union to answer it in. The edge says it in the reader's language, with status 400. */
export class RefusedQuery extends GraphQLError {
  /** @param code GraphQL's own word for arguments that are refused, except where the contract names another */
  constructor(
    readonly refusal: Refusal,
    code: string = refusal.code === 'INVALID_INPUT' ? 'BAD_USER_INPUT' : refusal.code,
  ) {
    super(refusal.say('en'), { extensions: { code, http: { status: 400 } } });
  }
}

/** Refuses the arguments of a query. */
export const badInput = <K extends keyof Reasons>(reason: K, facts: Parameters<Reasons[K]['nb']>[0]): RefusedQuery =>
  new RefusedQuery(refuse('INVALID_INPUT', [], reason, facts).refusal);

/** Refuses a date that is none, or that lies beyond what dates are taken for. */
export function checkDate(date: string | null | undefined): void {
  const problem = date == null ? null : dateProblem(date);
  if (problem) throw new RefusedQuery(problem.refusal);
}
