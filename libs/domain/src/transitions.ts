import { ok, type Result } from './result.js';
import { refuse } from './refusal.js';
import { isBlank, textProblems, tidy } from './text.js';
import { firstOf } from './problems.js';

/** Whether people give a reason with an act; `rule` where the system acts and the rule is the reason. */
export type ReasonGiven = 'none' | 'optional' | 'required' | 'rule';

/** One row of transitions.md. `null` among the statuses before is a thing that does not exist yet. */
export interface TransitionRule<S extends string> {
  readonly from: readonly (S | null)[];
  readonly to: readonly S[];
  readonly reason: ReasonGiven;
}

type TransitionTable = Readonly<Record<string, TransitionRule<string>>>;

/** Declares a transition table; its acts and statuses are checked by the compiler. */
export const transitions =
  <S extends string>() =>
  <T extends Readonly<Record<string, TransitionRule<S>>>>(table: T): T =>
    table;

/** A move that the table allows: what will be recorded. */
export interface Transition<S extends string> {
  readonly act: string;
  readonly from: S | null;
  readonly to: S;
  readonly reason: string | null;
}

/** The longest reason a person may give, in characters. */
export const REASON_LENGTH = 1000;

/** The statuses that a table speaks of. */
export type StatusOf<T extends TransitionTable> = T[keyof T]['to'][number] | NonNullable<T[keyof T]['from'][number]>;

/**
 * Moves a thing by the table. Refuses with ILLEGAL_TRANSITION where its status does not allow the act, naming the statuses that would,
 * and with INVALID_INPUT where a reason is missing.
 * @param to the status to arrive at, where the table leaves a choice
 */
export function move<T extends TransitionTable>(
  table: T,
  act: keyof T & string,
  from: StatusOf<T> | null,
  { to, reason }: { to?: StatusOf<T>; reason?: string | null | undefined } = {},
): Result<Transition<StatusOf<T>>> {
  const rule: TransitionRule<StatusOf<T>> | undefined = table[act];
  const arrival = to ?? rule?.to[0];
  if (!rule || arrival === undefined || !rule.from.includes(from) || !rule.to.includes(arrival)) {
    const allowed = rule?.from.filter((status) => status !== null) ?? [];
    return refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', { status: from ?? '', allowed });
  }
  const given = reason ?? '';
  if (rule.reason === 'required' && isBlank(given)) return refuse('INVALID_INPUT', ['reason'], 'reason-missing', undefined);
  const unfit = firstOf(textProblems(['reason'], given, { max: REASON_LENGTH, required: false }));
  if (unfit) return unfit;
  return ok({ act, from, to: arrival, reason: tidy(given) || null });
}
