import type { Tx } from '@fagtorg/db';
import {
  type Actor,
  authorize,
  checkNeed,
  checkRevision,
  checkWidening,
  findOrganisation,
  type MatchScope,
  move,
  type NeedDraft,
  needTransitions,
  ok,
  refuse,
  type Result,
  within,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { authorOf } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import { request } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Edit, type Effect, type Once, Writing } from '../writing/index.js';
import { changeNeed, isPrivate, recordStep } from './need-change.js';
import { insertNeed, reviseNeed } from './need-rows.js';

/** What borrowers write about their needs. Every method refuses with a code and a sentence, and writes nothing then. */
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
    const poster = authorize(actor, 'post-need', { organisationId: borrower.value.id });
    const author = poster ?? authorize(actor, 'draft-need', { organisationId: borrower.value.id });
    if (!author) return refuse('FORBIDDEN', ['borrowerCode'], 'may-not-post', { organisation: borrower.value.name });

    return this.writing.run(contextOf(actor, borrower.value.id), once, async (tx) => {
      const checked = checkNeed(draft, this.reference, tx.today);
      if (!checked.ok) return checked;
      const step = move(needTransitions, asDraft ? 'draft' : poster ? 'post' : 'submit', null);
      if (!step.ok) return step;
      const id = await insertNeed(tx, checked.value, step.value.to, this.regionOf(checked.value.place.code, tx));
      await recordStep(tx, { id, borrowerId: borrower.value.id }, step.value, authorOf(actor, author));
      if (step.value.to === 'OPEN') await request(tx, 'match-need', { needId: id, revision: 1 });
      const audit = { organisationId: borrower.value.id, act: step.value.act, by: authorOf(actor, author) };
      return ok({ typename: 'Need', id, revision: 1, audit });
    });
  }

  /** Replaces what was written. The borrower can't change. Refuses with STALE_REVISION where somebody else was first. */
  revise(actor: Actor, edit: Edit, draft: NeedDraft, asDraft: boolean, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, (tx) =>
      changeNeed(tx, this.reference, actor, edit, { action: 'draft-need', act: 'revise' }, async (need, author) => {
        if (!isPrivate(need.status) && !authorize(actor, 'post-need', { organisationId: need.borrowerId })) {
          return refuse('FORBIDDEN', [], 'may-not-change-need', undefined);
        }
        const borrower = this.reference.organisationById(need.borrowerId)?.code;
        const problem = checkRevision({ ...need, borrower: borrower ?? '' }, draft, asDraft);
        if (problem) return within('changes', problem);
        const checked = checkNeed(draft, this.reference, tx.today);
        if (!checked.ok) return within('changes', checked);
        await reviseNeed(tx, need, checked.value, this.regionOf(checked.value.place.code, tx));
        await recordStep(tx, need, { act: 'revise', from: need.status, to: need.status, reason: null }, author);
        return ok(need.status);
      }),
    );
  }

  /**
   * Sets how far the search reaches, wider or back. The borrower's manager may, and a broker whose county the region touches (product.md,
   * Where a match may come from, 2). A reason is always given.
   */
  widen(actor: Actor, edit: Edit, scope: MatchScope, reason: string, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, (tx) =>
      changeNeed(tx, this.reference, actor, edit, { action: 'widen-search', act: 'widen' }, async (need, author) => {
        const step = checkWidening(need, scope, reason);
        if (!step.ok) return step;
        await tx.client.need.updateMany({ where: { id: need.id }, data: { searchScope: scope, revision: need.revision + 1 } });
        await recordStep(tx, need, step.value, author);
        return ok(need.status);
      }),
    );
  }

  private regionOf(place: string, tx: Tx): string {
    const region = this.reference.regionOf(place, 'BA-2020', tx.today);
    if (!region) throw new Error(`Municipality ${place} lies in no labour-market region.`);
    return region.id;
  }
}
