import { actFor, type Tx } from '@fagtorg/db';
import {
  type Action,
  type ActiveMembership,
  type Actor,
  authorize,
  brokerIn,
  checkNeed,
  findOrganisation,
  type MatchScope,
  move,
  type NeedDraft,
  type NeedOutcome,
  needTransitions,
  type NeedStatus,
  ok,
  privateNeedStatuses,
  refuse,
  type Result,
  type Transition,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { type Author, record } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import { request } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, type Once, Writing } from '../writing/index.js';
import { insertNeed, lockNeed, needsByIds, type NeedRow, reviseNeed } from './need-rows.js';

/** A person's edit of a thing: what they saw is the revision. */
export interface Edit {
  readonly id: string;
  readonly revision: number;
}

/** What borrowers do with their needs. Every method refuses with a code and a sentence, and writes nothing then. */
@Injectable()
export class NeedsService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * Posts a need: open at once for who may post, awaiting approval for a case worker, a draft when asked. Refuses with FORBIDDEN or
   * INVALID_INPUT.
   */
  async post(actor: Actor, draft: NeedDraft, asDraft: boolean, once: Once | null): Promise<Result<Effect>> {
    const borrower = findOrganisation(this.reference, draft.borrower, ['borrowerCode']);
    if (!borrower.ok) return borrower;
    const poster = authorize(actor, 'post-need', borrower.value.id);
    const author = poster ?? authorize(actor, 'draft-need', borrower.value.id);
    if (!author) return refuse('FORBIDDEN', ['borrowerCode'], 'may-not-post', { organisation: borrower.value.name });

    return this.writing.run(contextOf(actor, borrower.value.id), once, async (tx) => {
      const checked = checkNeed(draft, this.reference, tx.today);
      if (!checked.ok) return checked;
      const step = move(needTransitions, asDraft ? 'draft' : poster ? 'post' : 'submit', null);
      if (!step.ok) return step;
      const id = await insertNeed(tx, checked.value, step.value.to, this.regionOf(checked.value.place.code, tx));
      await recordStep(tx, { id, borrowerId: borrower.value.id }, step.value, authorOf(actor, author));
      if (step.value.to === 'OPEN') await request(tx, 'match-need', { needId: id, revision: 1 });
      return ok({ typename: 'Need', id, revision: 1 });
    });
  }

  /** Replaces what was written. The borrower can't change. Refuses with STALE_REVISION where somebody else was first. */
  revise(actor: Actor, edit: Edit, draft: NeedDraft, once: Once | null): Promise<Result<Effect>> {
    return this.change(actor, edit, once, { action: 'draft-need' }, async (tx, need) => {
      const borrower = this.reference.organisationById(need.borrowerId);
      if (borrower?.code !== draft.borrower) return refuse('INVALID_INPUT', ['changes', 'borrowerCode'], 'fixed-part', undefined);
      if (!isPrivate(need.status) && !authorize(actor, 'post-need', need.borrowerId)) {
        return refuse('FORBIDDEN', [], 'may-not-change-need', undefined);
      }
      if (['CLOSED', 'WITHDRAWN', 'EXPIRED'].includes(need.status)) {
        return refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', {
          status: need.status,
          allowed: ['DRAFT', 'RETURNED', 'OPEN', 'ON_HOLD'],
        });
      }
      const checked = checkNeed(draft, this.reference, tx.today);
      if (!checked.ok) return { ok: false, refusal: { ...checked.refusal, path: ['changes', ...checked.refusal.path] } };
      if (checked.value.minutesTotal < need.minutesAgreed) {
        return refuse('CAPACITY_EXCEEDED', ['changes', 'minutesTotal'], 'below-agreed', { agreed: need.minutesAgreed });
      }
      await reviseNeed(tx, need, checked.value, this.regionOf(checked.value.place.code, tx));
      return ok(need.status);
    });
  }

  submit(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'submit', once, { action: 'draft-need' });
  }

  return(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'return', once, { reason });
  }

  open(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'open', once, {});
  }

  hold(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'hold', once, { reason });
  }

  /** Open again, or partly filled, by what is confirmed. */
  resume(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'resume', once, { to: (need) => (need.minutesAgreed > 0 ? 'PARTLY_FILLED' : 'OPEN') });
  }

  withdraw(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'withdraw', once, { reason });
  }

  close(actor: Actor, edit: Edit, outcome: NeedOutcome, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'close', once, { reason, outcome });
  }

  /**
   * Sets how far the search reaches, wider or back. The borrower's manager may, and a broker whose county the region touches (product.md,
   * Where a match may come from, 2). A reason is always given.
   */
  widen(actor: Actor, edit: Edit, scope: MatchScope, reason: string, once: Once | null): Promise<Result<Effect>> {
    return this.change(actor, edit, once, { orBroker: true }, async (tx, need, author) => {
      const matched = ['OPEN', 'PARTLY_FILLED', 'ON_HOLD'].includes(need.status);
      if (!matched && !isPrivate(need.status)) {
        return refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', {
          status: need.status,
          allowed: ['OPEN', 'PARTLY_FILLED', 'ON_HOLD'],
        });
      }
      const said = move({ widen: { from: [need.status], to: [need.status], reason: 'required' } }, 'widen', need.status, { reason });
      if (!said.ok) return said;
      if (scope === need.searchScope) return refuse('INVALID_INPUT', ['scope'], 'scope-adds-nothing', { scope });
      await tx.client.need.updateMany({ where: { id: need.id }, data: { searchScope: scope, revision: need.revision + 1 } });
      await recordStep(tx, need, said.value, author);
      return ok(need.status);
    });
  }

  /** Ends an open need whose answers are overdue. For the system; does nothing where the need has moved on. */
  async expire(tx: Tx, needId: string, author: Author): Promise<void> {
    const need = await lockNeed(tx, needId);
    if (need?.status !== 'OPEN' || need.answerBy >= tx.today || need.minutesAgreed > 0) return;
    const step = move(needTransitions, 'expire', need.status as NeedStatus);
    if (!step.ok) return;
    await tx.client.need.updateMany({ where: { id: need.id }, data: { status: step.value.to } });
    await recordStep(tx, need, step.value, author);
    await request(tx, 'match-need', { needId, revision: need.revision });
  }

  /** Moves a need by the table, as a manager with the right to post unless said otherwise. */
  private step(
    actor: Actor,
    edit: Edit,
    act: keyof typeof needTransitions,
    once: Once | null,
    options: { action?: Action; reason?: string | null; to?: (need: NeedRow) => NeedStatus; outcome?: NeedOutcome },
  ): Promise<Result<Effect>> {
    return this.change(actor, edit, once, { action: options.action ?? 'post-need' }, async (tx, need, author) => {
      const to = options.to?.(need);
      const step = move(needTransitions, act, need.status, { ...(to ? { to } : {}), reason: options.reason });
      if (!step.ok) return step;
      const publishing = step.value.to === 'OPEN' && isPrivate(need.status) ? { publishedAt: tx.now } : {};
      const outcome = options.outcome ? { outcome: options.outcome } : {};
      await tx.client.need.updateMany({
        where: { id: need.id },
        data: { status: step.value.to, revision: need.revision + 1, ...publishing, ...outcome },
      });
      await recordStep(tx, need, step.value, author);
      return ok(step.value.to);
    });
  }

  /** What every change of a need has in common: who may, which edit, one transaction, and a new matching where others see it. */
  private change(
    actor: Actor,
    edit: Edit,
    once: Once | null,
    who: { action?: Action; orBroker?: boolean },
    work: (tx: Tx, need: NeedRow, author: Author) => Promise<Result<NeedStatus>>,
  ): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const [seen] = await needsByIds(tx, [edit.id]);
      if (!seen) return refuse('NOT_FOUND', ['needId'], 'not-found', undefined);
      const member = this.memberFor(actor, seen, who);
      if (!member) return refuse('FORBIDDEN', [], who.orBroker ? 'may-not-widen' : 'may-not-change-need', undefined);
      await actFor(tx, member.organisation.id);
      const need = await lockNeed(tx, edit.id);
      if (need?.revision !== edit.revision) {
        return refuse('STALE_REVISION', ['revision'], 'stale-revision', { current: need?.revision ?? seen.revision });
      }
      const status = await work(tx, need, authorOf(actor, member));
      if (!status.ok) return status;
      const revision = need.revision + 1;
      if (isPublic(need.status, status.value)) await request(tx, 'match-need', { needId: need.id, revision });
      return ok({ typename: 'Need', id: need.id, revision });
    });
  }

  private memberFor(actor: Actor, need: NeedRow, who: { action?: Action; orBroker?: boolean }): ActiveMembership | null {
    const member = authorize(actor, who.action ?? 'post-need', need.borrowerId);
    return member ?? (who.orBroker ? brokerIn(actor, this.reference.countiesOfRegion(need.regionId)) : null);
  }

  private regionOf(place: string, tx: Tx): string {
    const region = this.reference.regionOf(place, 'BA-2020', tx.today);
    if (!region) throw new Error(`Municipality ${place} lies in no labour-market region.`);
    return region.id;
  }
}

const isPrivate = (status: NeedStatus | null): boolean => status === null || privateNeedStatuses.includes(status);

/** Whether everyone sees the need after a step. One that is closed before it was ever open stays the borrower's own. */
const isPublic = (from: NeedStatus | null, to: NeedStatus): boolean => !isPrivate(to) && !(to === 'CLOSED' && isPrivate(from));

const authorOf = (actor: Actor, { role, organisation }: ActiveMembership): Author => ({
  personId: actor.personId,
  role,
  actingForId: organisation.id,
});

const recordStep = (tx: Tx, need: { id: string; borrowerId: string }, step: Transition<NeedStatus>, author: Author): Promise<void> =>
  record(tx, { needId: need.id, ownerId: need.borrowerId }, step, author, isPublic(step.from, step.to));
