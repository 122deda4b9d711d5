import type { CalendarDate } from './calendar.js';
import type { NeedDraft } from './need-draft.js';
import type { NeedStatus } from './need.js';
import { refuse, type Refused } from './refusal.js';
import { ok, type Result } from './result.js';
import type { MatchScope } from './scope.js';
import { move, type Transition, transitions } from './transitions.js';

/** Who may move a need where (transitions.md). The status is never assigned anywhere else. */
export const needTransitions = transitions<NeedStatus>()({
  draft: { from: [null], to: ['DRAFT'], reason: 'none' },
  post: { from: [null], to: ['OPEN'], reason: 'none' },
  submit: { from: [null, 'DRAFT', 'RETURNED'], to: ['SUBMITTED'], reason: 'none' },
  return: { from: ['SUBMITTED'], to: ['RETURNED'], reason: 'required' },
  open: { from: ['DRAFT', 'SUBMITTED', 'RETURNED'], to: ['OPEN'], reason: 'none' },
  hold: { from: ['OPEN', 'PARTLY_FILLED'], to: ['ON_HOLD'], reason: 'optional' },
  resume: { from: ['ON_HOLD'], to: ['OPEN', 'PARTLY_FILLED'], reason: 'none' },
  withdraw: { from: ['OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED'], to: ['WITHDRAWN'], reason: 'required' },
  expire: { from: ['OPEN'], to: ['EXPIRED'], reason: 'rule' },
  close: { from: ['DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED'], to: ['CLOSED'], reason: 'optional' },
});

/** Statuses in which what was written can still be changed. */
const revisable: readonly NeedStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN', 'ON_HOLD', 'PARTLY_FILLED', 'FILLED'];

/** What a revision may not touch: another borrower, a need that is over, back to a draft, less than what has been agreed. Null where it may go on. */
export function checkRevision(
  need: { readonly status: NeedStatus; readonly borrower: string; readonly minutesAgreed: number },
  draft: NeedDraft,
  asDraft: boolean,
): Refused | null {
  if (need.borrower !== draft.borrower) return refuse('INVALID_INPUT', ['borrowerCode'], 'fixed-part', undefined);
  if (!revisable.includes(need.status)) {
    return refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', { status: need.status, allowed: revisable });
  }
  if (asDraft && need.status !== 'DRAFT') return refuse('INVALID_INPUT', ['draft'], 'fixed-part', undefined);
  if (draft.minutesTotal < need.minutesAgreed) {
    return refuse('CAPACITY_EXCEEDED', ['minutesTotal'], 'below-agreed', { agreed: need.minutesAgreed });
  }
  return null;
}

/** An act that others shall answer to, or see, is refused where the deadline for answers has passed: the need would end at once. */
export function checkDeadline(
  act: keyof typeof needTransitions,
  { answerBy }: { readonly answerBy: CalendarDate },
  today: CalendarDate,
): Refused | null {
  const asksForAnswers = act === 'submit' || act === 'open' || act === 'resume';
  return asksForAnswers && answerBy < today ? refuse('EXPIRED', [], 'answers-overdue', { answerBy }) : null;
}

/** Statuses in which it matters how far the search reaches. */
const searchable: readonly NeedStatus[] = ['DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN', 'ON_HOLD', 'PARTLY_FILLED'];

/** Sets how far a search reaches, wider or back, with a reason; the status stays. */
export function checkWidening(
  need: { readonly status: NeedStatus; readonly searchScope: MatchScope },
  scope: MatchScope,
  reason: string,
): Result<Transition<NeedStatus>> {
  const step = move({ widen: { from: searchable, to: searchable, reason: 'required' } }, 'widen', need.status, { to: need.status, reason });
  if (!step.ok) return step;
  if (scope === need.searchScope) return refuse('INVALID_INPUT', ['scope'], 'scope-adds-nothing', { scope });
  return ok(step.value);
}
