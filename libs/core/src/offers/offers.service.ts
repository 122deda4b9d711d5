import type { Tx } from '@fagtorg/db';
import {
  type Actor,
  authorize,
  type CheckedOffer,
  checkOffer,
  checkOfferRevision,
  consentsAfter,
  findOrganisation,
  goesBeyond,
  move,
  isSeen,
  type OfferConsents,
  type OfferDraft,
  type OfferStatus,
  type OfferSubstance,
  offerTransitions,
  ok,
  refuse,
  type Result,
  statusFromConsents,
  within,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { authorOf } from '../history/index.js';
import { contextOf, specialistOf } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Edit, type Effect, type Once, Writing } from '../writing/index.js';
import { availabilityOf, claimsOf, insertOffer, noRelease, type OfferRow, rewriteOffer } from './offer-rows.js';
import { announce, changeOffer, consentsOf, type Hand, recordStep } from './offer-change.js';
import { shownRegion } from './shown-region.js';

/** What specialists and their employers publish and revise. Every method refuses with a code and a sentence, and writes nothing then. */
@Injectable()
export class OffersService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * Publishes hours: a specialist their own, or a manager who may release on behalf of an employee. Who publishes has said yes for what
   * they may speak for; outside the lender it shows once the other has too.
   * @param specialistId null is the caller
   */
  async publish(
    actor: Actor,
    draft: OfferDraft,
    specialistId: string | null,
    asDraft: boolean,
    once: Once | null,
  ): Promise<Result<Effect>> {
    const lender = findOrganisation(this.reference, draft.lender, ['lenderCode']);
    if (!lender.ok) return lender;
    const own = specialistId === null || specialistId === actor.personId;
    const member = authorize(actor, own ? 'offer-own-hours' : 'release-hours', {
      organisationId: lender.value.id,
      personId: specialistId ?? actor.personId,
    });
    if (!member) return refuse('FORBIDDEN', ['lenderCode'], 'may-not-publish', { organisation: lender.value.name });

    return this.writing.run(contextOf(actor, lender.value.id), once, async (tx) => {
      const specialist = own ? actor : await specialistOf(tx, lender.value.id, specialistId);
      if (!specialist) return refuse('NOT_FOUND', ['specialistId'], 'not-found', undefined);
      const checked = checkOffer(draft, specialist.name, this.reference, tx.today);
      if (!checked.ok) return checked;
      // A draft is nobody's yes: it may still be changed before it is sent, also by the other one.
      const consents: OfferConsents = { specialist: own && !asDraft, lender: !own && !asDraft };
      const step = move(offerTransitions, asDraft ? 'draft' : 'publish', null, asDraft ? {} : { to: statusFromConsents(consents) });
      if (!step.ok) return step;
      const id = await insertOffer(tx, checked.value, {
        status: step.value.to,
        specialistId: specialist.personId,
        consents,
        regionId: shownRegion(this.reference, checked.value, tx.today),
      });
      const visible = isSeen(false, step.value.to);
      await recordStep(tx, { id, lenderId: lender.value.id, visible }, step.value, authorOf(actor, member));
      await announce(tx, id, 1, visible);
      const audit = { organisationId: lender.value.id, act: step.value.act, by: authorOf(actor, member) };
      return ok({ typename: 'Offer', id, revision: 1, audit });
    });
  }

  /**
   * Replaces what was written. Where it goes beyond what both said yes to, the other is asked again and nobody outside sees it
   * meanwhile. Lender and specialist can't change.
   * @param specialistId null leaves the specialist unsaid
   */
  revise(
    actor: Actor,
    edit: Edit,
    draft: OfferDraft,
    specialistId: string | null,
    asDraft: boolean,
    once: Once | null,
  ): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, (tx) =>
      changeOffer(tx, actor, edit, 'revise', async (offer, hand) => {
        const lender = this.reference.organisationById(hand.lenderId)?.code ?? '';
        const revised = { status: offer.status, lender, specialistId: hand.lenderSide.specialistId };
        const problem = checkOfferRevision(revised, draft, specialistId, asDraft);
        if (problem) return within('changes', problem);
        const specialist = await specialistOf(tx, offer.lenderId ?? '', hand.lenderSide.specialistId);
        const checked = checkOffer(draft, specialist?.name ?? '', this.reference, tx.today);
        if (!checked.ok) return within('changes', checked);
        return this.applyRevision(tx, offer, hand, checked.value);
      }),
    );
  }

  private async applyRevision(tx: Tx, offer: OfferRow, hand: Hand, revised: CheckedOffer): Promise<Result<OfferStatus>> {
    const beyond = goesBeyond(await substanceOf(tx, offer), revised, this.reference.calendar);
    const agreed = consentsOf(hand.lenderSide);
    const consents = consentsAfter(agreed, hand.party, beyond);
    await rewriteOffer(tx, offer.id, revised, shownRegion(this.reference, revised, tx.today));
    await tx.client.offer.updateMany({
      where: { id: offer.id },
      data: { specialistAgreed: consents.specialist, released: consents.lender, ...(consents.lender ? {} : noRelease) },
    });
    const asksAgain = beyond && offer.visible;
    if (!asksAgain) {
      await tx.client.listing.updateMany({ where: { id: offer.id }, data: { revision: offer.revision + 1 } });
      const stays = { act: 'revise', from: offer.status, to: offer.status, reason: null };
      await recordStep(tx, { id: offer.id, lenderId: hand.lenderId, visible: offer.visible }, stays, hand.author);
      return ok(offer.status);
    }
    const step = move(offerTransitions, 'revise-substance', offer.status);
    if (!step.ok) return step;
    await tx.client.listing.updateMany({
      where: { id: offer.id },
      data: { revision: offer.revision + 1, status: step.value.to, visible: false, resumeOn: null },
    });
    await recordStep(tx, { id: offer.id, lenderId: hand.lenderId, visible: false }, step.value, hand.author);
    return ok(step.value.to);
  }
}

async function substanceOf(tx: Tx, offer: OfferRow): Promise<OfferSubstance> {
  const claims = await claimsOf(tx, [offer.id]);
  const availability = await availabilityOf(tx, [offer.id]);
  return {
    availability: availability.map(({ from, to, minutesPerWeek }) => ({ period: { from, to }, minutesPerWeek })),
    engagements: offer.engagements,
    terms: { kind: offer.termsKind, hourlyOre: offer.hourlyOre, travelCounted: offer.travelCounted },
    hoursBasis: offer.hoursBasis,
    regionOnly: offer.regionOnly,
    claims: claims.map(({ competenceCode, level }) => ({ competence: competenceCode, level })),
  };
}
