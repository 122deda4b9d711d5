import { needTransitions, offerTransitions, type TransitionRule } from '@fagtorg/domain';

/** One recorded step of a need or an offer; `from` is null where it came into being. */
export interface RecordedStep {
  readonly act: string;
  readonly from: string | null;
  readonly to: string;
}

export type Kind = 'need' | 'offer';

const tables: Readonly<Record<Kind, Readonly<Record<string, TransitionRule<string>>>>> = { need: needTransitions, offer: offerTransitions };

/**
 * Whether the recorded steps of a thing explain its status: the transition table knows each of them, and together they are one walk from
 * nothing to where the thing stands. Answers what does not fit, or null. Times are not looked at: the clock of a demonstration goes back.
 */
export function unexplained(kind: Kind, status: string, steps: readonly RecordedStep[]): string | null {
  const unlawful = steps.find((step) => !isLawful(kind, step));
  if (unlawful) return `the step ${unlawful.act} from ${unlawful.from ?? 'nothing'} to ${unlawful.to} is not in the transition table`;
  const walks = balanced(steps, status) && connected(steps);
  return walks ? null : `its ${steps.length} recorded steps do not lead from nothing to ${status}`;
}

/** An act that is not in the table, such as a revision, must leave the status as it is. */
function isLawful(kind: Kind, { act, from, to }: RecordedStep): boolean {
  const rule = tables[kind][act];
  return rule ? rule.from.includes(from) && rule.to.includes(to) : from !== null && from === to;
}

/** Every status is left as often as it is arrived at; but nothing is left once, and the last one is arrived at once more. */
function balanced(steps: readonly RecordedStep[], last: string): boolean {
  const surplus = new Map<string | null, number>([
    [null, 1],
    [last, -1],
  ]);
  for (const { from, to } of steps) {
    surplus.set(from, (surplus.get(from) ?? 0) - 1);
    surplus.set(to, (surplus.get(to) ?? 0) + 1);
  }
  return [...surplus.values()].every((count) => count === 0);
}

/** Every step begins somewhere that can be reached from nothing. */
function connected(steps: readonly RecordedStep[]): boolean {
  const reached = new Set<string | null>([null]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const { from, to } of steps) if (reached.has(from)) reached.add(to);
  }
  return steps.every(({ from }) => reached.has(from));
}
