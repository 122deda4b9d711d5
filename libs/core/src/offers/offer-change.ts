import { actFor, type Tx } from '@fagtorg/db';
import {
  type ActiveMembership,
  type Actor,
  authorize,
  isSeen,
  type OfferConsents,
  type OfferStatus,
  ok,
  refuse,
  type Result,
  type Transition,
} from '@fagtorg/domain';
import { type Author, authorOf, record } from '../history/index.js';
import { request } from '../outbox/index.js';
import type { Done, Edit } from '../writing/index.js';
import { type LenderSide, lockOffer, type OfferRow, offersByIds } from './offer-rows.js';

/** In which capacity somebody of the lender's side touches an offer. Who is both the specialist and a manager acts as the specialist. */
export interface Hand {
  readonly party: 'SPECIALIST' | 'LENDER';
  readonly lenderId: string;
  readonly lenderSide: LenderSide;
  readonly author: Author;
}

/**
 * What every change of an offer has in common: who may, which edit, one transaction, and the needs it touches matched anew where others
 * see it. Outside the lender's side an offer that is not public does not exist.
 * @param act what the change is called in the audit
 * @param work answers the status after the change
 */
export async function changeOffer(
  tx: Tx,
  actor: Actor,
  edit: Edit,
  act: string,
  work: (offer: OfferRow, hand: Hand) => Promise<Result<OfferStatus>>,
): Promise<Result<Done>> {
  const [seen] = await offersByIds(tx, [edit.id]);
  if (!seen) return refuse('NOT_FOUND', ['offerId'], 'not-found', undefined);
  const member = memberFor(actor, seen);
  if (!member || !seen.lenderId) return refuse('FORBIDDEN', [], 'may-not-change-offer', undefined);
  await actFor(tx, seen.lenderId);
  const offer = await lockOffer(tx, edit.id);
  if (offer?.revision !== edit.revision || !offer.lenderSide) {
    return refuse('STALE_REVISION', ['revision'], 'stale-revision', { current: offer?.revision ?? seen.revision });
  }
  const party = offer.lenderSide.specialistId === actor.personId ? 'SPECIALIST' : 'LENDER';
  const hand: Hand = { party, lenderId: seen.lenderId, lenderSide: offer.lenderSide, author: authorOf(actor, member) };
  const status = await work(offer, hand);
  if (!status.ok) return status;
  const revision = offer.revision + 1;
  await announce(tx, offer.id, revision, isSeen(offer.visible, status.value));
  const audit = { organisationId: hand.lenderId, act, by: hand.author };
  return ok({ typename: 'Offer', id: offer.id, revision, audit });
}

function memberFor(actor: Actor, { lenderId, lenderSide }: OfferRow): ActiveMembership | null {
  if (!lenderId || !lenderSide) return null;
  const own = lenderSide.specialistId === actor.personId;
  const concerned = { organisationId: lenderId, personId: lenderSide.specialistId };
  return authorize(actor, own ? 'offer-own-hours' : 'release-hours', concerned);
}

/** Has the needs matched anew that a visible change of an offer touches. */
export async function announce(tx: Tx, offerId: string, revision: number, visible: boolean): Promise<void> {
  if (visible) await request(tx, 'match-offer', { offerId, revision });
}

export const consentsOf = ({ specialistAgreed, released }: LenderSide): OfferConsents => ({
  specialist: specialistAgreed,
  lender: released,
});

export const recordStep = (
  tx: Tx,
  offer: { readonly id: string; readonly lenderId: string; readonly visible: boolean },
  step: Transition<OfferStatus>,
  author: Author,
): Promise<void> => record(tx, { offerId: offer.id, ownerId: offer.lenderId }, step, author, offer.visible);
