import type { Tx } from '@fagtorg/db';
import {
  type Action,
  type Actor,
  checkDeadline,
  move,
  type NeedOutcome,
  needTransitions,
  type NeedStatus,
  ok,
  type Result,
  type Rule,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit } from '../audit/index.js';
import { theSystem } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import { request } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Edit, type Effect, type Once, Writing } from '../writing/index.js';
import { changeNeed, isPrivate, recordStep } from './need-change.js';
import { lockNeed, type NeedRow } from './need-rows.js';

/** A need's way from status to status, by the transition table. */
@Injectable()
export class NeedStepsService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  submit(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'submit', once, { action: 'submit-need' });
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

  /** Ends an open need whose answers are overdue. For the system; does nothing where the need has moved on. */
  async expire(tx: Tx, needId: string): Promise<void> {
    const need = await lockNeed(tx, needId);
    if (need?.status !== 'OPEN' || need.answerBy >= tx.today || need.minutesAgreed > 0) return;
    const step = move(needTransitions, 'expire', need.status, { reason: 'answer-by-passed' satisfies Rule });
    if (!step.ok) return;
    await tx.client.need.updateMany({ where: { id: need.id }, data: { status: step.value.to } });
    await recordStep(tx, need, step.value, theSystem);
    await appendAudit(tx, { organisationId: need.borrowerId, act: step.value.act, by: theSystem, thing: 'Need', thingId: needId });
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
    return this.writing.run(contextOf(actor), once, (tx) =>
      changeNeed(tx, this.reference, actor, edit, { action: options.action ?? 'post-need', act }, async (need, author) => {
        const to = options.to?.(need);
        const step = move(needTransitions, act, need.status, { ...(to ? { to } : {}), reason: options.reason });
        if (!step.ok) return step;
        const overdue = checkDeadline(act, need, tx.today);
        if (overdue) return overdue;
        const publishing = step.value.to === 'OPEN' && isPrivate(need.status) ? { publishedAt: tx.now } : {};
        const outcome = options.outcome ? { outcome: options.outcome } : {};
        await tx.client.need.updateMany({
          where: { id: need.id },
          data: { status: step.value.to, revision: need.revision + 1, ...publishing, ...outcome },
        });
        await recordStep(tx, need, step.value, author);
        return ok(step.value.to);
      }),
    );
  }
}
