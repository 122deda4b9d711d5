import type { Tx } from '@fagtorg/db';
import {
  type Actor,
  type CalendarDate,
  checkLastDay,
  isSeen,
  limitProblem,
  move,
  type OfferConsents,
  type OfferStatus,
  offerTransitions,
  ok,
  refuse,
  type Refused,
  type ReleaseLimits,
  type Result,
  resumeProblem,
  type Rule,
  statusFromConsents,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit } from '../audit/index.js';
import { theSystem } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import { type Edit, type Effect, type Once, Writing } from '../writing/index.js';
import { announce, changeOffer, consentsOf, type Hand, recordStep } from './offer-change.js';
import { asDate, lockOffer, noRelease, type OfferRow, type ReleaseColumns } from './offer-rows.js';

/** The yeses of an offer and its way from status to status. */
@Injectable()
export class ReleaseService {
  constructor(private readonly writing: Writing) {}

  /** Sends a draft, or one that was not released, once more. Who sends has said yes. */
  send(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'publish', once, { yes: true });
  }

  /** The specialist's yes to what a manager published. */
  agree(actor: Actor, edit: Edit, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'agree', once, {
      yes: true,
      check: (_, hand) => (hand.party === 'SPECIALIST' ? null : refuse('FORBIDDEN', [], 'only-the-specialist', undefined)),
    });
  }

  /** The employer's yes, within limits. Nobody releases their own offer. */
  release(actor: Actor, edit: Edit, limits: ReleaseLimits, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'release', once, {
      yes: true,
      check: (tx, hand, offer) => ownRelease(hand) ?? limitProblem(limits, offer.engagements, tx.today),
      lenderSide: {
        permanentEmployee: limits.permanentEmployee,
        releaseMinutesPerWeek: limits.maxMinutesPerWeek,
        releaseUntil: limits.until === null ? null : asDate(limits.until),
        releaseEngagements: [...(limits.engagements ?? [])],
        preApproved: limits.preApproved,
      },
    });
  }

  /** The employer's no; the reason stays between specialist and employer. */
  refuseRelease(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'refuse-release', once, { reason, check: (_, hand) => ownRelease(hand) });
  }

  pause(actor: Actor, edit: Edit, resumeOn: CalendarDate | null, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'pause', once, {
      reason,
      check: (tx) => resumeProblem(resumeOn, tx.today),
      resumeOn,
    });
  }

  resume(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'resume', once, { reason, resumeOn: null });
  }

  withdraw(actor: Actor, edit: Edit, reason: string | null, once: Once | null): Promise<Result<Effect>> {
    return this.step(actor, edit, 'withdraw', once, { reason });
  }

  /** Ends an offer whose last day has passed. For the system; does nothing where the offer has moved on. */
  expire(tx: Tx, offerId: string): Promise<void> {
    return this.bySystem(tx, offerId, 'expire', 'last-day-passed', (offer) => offer.lastDay < tx.today);
  }

  /** Makes a paused offer available on its day. For the system. */
  resumeOnDay(tx: Tx, offerId: string): Promise<void> {
    return this.bySystem(tx, offerId, 'resume', 'resume-day-came', (offer) => offer.resumeOn !== null && offer.resumeOn <= tx.today);
  }

  /** Takes back the offer of somebody who has been erased. For the system; does nothing where the offer is over. */
  withdrawForErased(tx: Tx, offerId: string): Promise<void> {
    const { from } = offerTransitions.withdraw;
    return this.bySystem(tx, offerId, 'withdraw', 'specialist-erased', ({ status }) => from.some((live) => live === status));
  }

  private async bySystem(
    tx: Tx,
    offerId: string,
    act: 'expire' | 'resume' | 'withdraw',
    rule: Rule,
    due: (offer: OfferRow) => boolean,
  ): Promise<void> {
    const offer = await lockOffer(tx, offerId);
    if (!offer?.lenderId || !due(offer)) return;
    const step = move(offerTransitions, act, offer.status, { reason: rule });
    if (!step.ok) return;
    await tx.client.listing.updateMany({ where: { id: offer.id }, data: { status: step.value.to, resumeOn: null } });
    await recordStep(tx, { id: offer.id, lenderId: offer.lenderId, visible: offer.visible }, step.value, theSystem);
    await appendAudit(tx, { organisationId: offer.lenderId, act, by: theSystem, thing: 'Offer', thingId: offer.id });
    await announce(tx, offer.id, offer.revision, offer.visible);
  }

  /** Moves an offer by the table; a `yes` is that of who acts. */
  private step(
    actor: Actor,
    edit: Edit,
    act: keyof typeof offerTransitions,
    once: Once | null,
    options: {
      yes?: boolean;
      reason?: string | null;
      check?: (tx: Tx, hand: Hand, offer: OfferRow) => Refused | null;
      lenderSide?: ReleaseColumns;
      resumeOn?: CalendarDate | null;
    },
  ): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, (tx) =>
      changeOffer(tx, actor, edit, act, async (offer, hand) => {
        const problem = options.check?.(tx, hand, offer);
        if (problem) return problem;
        const consents = options.yes ? withYes(hand) : consentsOf(hand.lenderSide);
        const step = move(offerTransitions, act, offer.status, {
          ...(options.yes ? { to: statusFromConsents(consents) } : {}),
          reason: options.reason,
        });
        if (!step.ok) return step;
        const over = checkLastDay(act, offer, tx.today);
        if (over) return over;
        const resumeOn = options.resumeOn === undefined ? offer.resumeOn : options.resumeOn;
        const lender = act === 'refuse-release' ? false : consents.lender;
        await tx.client.offer.updateMany({
          where: { id: offer.id },
          data: { specialistAgreed: consents.specialist, released: lender, ...(lender ? {} : noRelease), ...options.lenderSide },
        });
        const visible = isSeen(offer.visible, step.value.to);
        await tx.client.$executeRaw`
          UPDATE listing SET status = ${step.value.to}::offer_status, revision = revision + 1, visible = ${visible}, resume_on = ${resumeOn}::date,
            published_at = CASE WHEN ${visible} THEN coalesce(published_at, app.now()) ELSE published_at END
          WHERE id = ${offer.id}::uuid`;
        await recordStep(tx, { id: offer.id, lenderId: hand.lenderId, visible }, step.value, hand.author);
        return ok<OfferStatus>(step.value.to);
      }),
    );
  }
}

const withYes = ({ party, lenderSide }: Hand): OfferConsents => {
  const consents = consentsOf(lenderSide);
  return party === 'SPECIALIST' ? { ...consents, specialist: true } : { ...consents, lender: true };
};

const ownRelease = ({ party }: Hand): Refused | null => (party === 'SPECIALIST' ? refuse('FORBIDDEN', [], 'own-release', undefined) : null);
