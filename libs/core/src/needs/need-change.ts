import { actFor, type Tx } from '@fagtorg/db';
import {
  type Action,
  type Actor,
  authorize,
  type NeedStatus,
  ok,
  privateNeedStatuses,
  refuse,
  type Result,
  type Transition,
} from '@fagtorg/domain';
import { type Author, authorOf, record } from '../history/index.js';
import { request } from '../outbox/index.js';
import type { ReferenceService } from '../reference/index.js';
import type { Done, Edit } from '../writing/index.js';
import { lockNeed, needsByIds, type NeedRow } from './need-rows.js';

/** What a change is called in the audit, and what somebody must be allowed to do for it. */
export interface Permitted {
  readonly act: string;
  readonly action: Action;
}

/**
 * What every change of a need has in common: who may, which edit, one transaction, and a new matching where others see it.
 * @param work answers the status after the change
 */
export async function changeNeed(
  tx: Tx,
  reference: ReferenceService,
  actor: Actor,
  edit: Edit,
  permitted: Permitted,
  work: (need: NeedRow, author: Author) => Promise<Result<NeedStatus>>,
): Promise<Result<Done>> {
  const [seen] = await needsByIds(tx, [edit.id]);
  if (!seen) return refuse('NOT_FOUND', ['needId'], 'not-found', undefined);
  const counties = reference.countiesOfRegion(seen.regionId);
  const member = authorize(actor, permitted.action, { organisationId: seen.borrowerId, counties });
  if (!member) return refuse('FORBIDDEN', [], sentenceFor(permitted.action), undefined);
  await actFor(tx, member.organisation.id);
  const need = await lockNeed(tx, edit.id);
  if (need?.revision !== edit.revision) {
    return refuse('STALE_REVISION', ['revision'], 'stale-revision', { current: need?.revision ?? seen.revision });
  }
  const author = authorOf(actor, member);
  const status = await work(need, author);
  if (!status.ok) return status;
  const revision = need.revision + 1;
  if (isPublic(need.status, status.value)) await request(tx, 'match-need', { needId: need.id, revision });
  const audit = { organisationId: need.borrowerId, act: permitted.act, by: author };
  return ok({ typename: 'Need', id: need.id, revision, audit });
}

function sentenceFor(action: Action): 'may-not-widen' | 'may-not-submit' | 'may-not-change-need' {
  if (action === 'widen-search') return 'may-not-widen';
  return action === 'submit-need' ? 'may-not-submit' : 'may-not-change-need';
}

export const isPrivate = (status: NeedStatus | null): boolean => status === null || privateNeedStatuses.includes(status);

/** Whether everyone sees the need after a step. One that is closed before it was ever open stays the borrower's own. */
const isPublic = (from: NeedStatus | null, to: NeedStatus): boolean => !isPrivate(to) && !(to === 'CLOSED' && isPrivate(from));

export const recordStep = (
  tx: Tx,
  need: { readonly id: string; readonly borrowerId: string },
  step: Transition<NeedStatus>,
  author: Author,
): Promise<void> => record(tx, { needId: need.id, ownerId: need.borrowerId }, step, author, isPublic(step.from, step.to));
