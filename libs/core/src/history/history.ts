import type { Tx } from '@fagtorg/db';
import type { ActiveMembership, Actor, Role, Transition } from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { lenderSideInSight, personInSight, stepInSight, whyInSight } from '../sights/index.js';

/** Whose step it was: a person in a role for an organisation; all null where the system acted. */
export interface Author {
  readonly personId: string | null;
  readonly role: Role | null;
  readonly actingForId: string | null;
  /** On whose behalf a deputy acted, and by which delegation; null for who acts for themselves. */
  readonly deputy: { readonly deputyFor: string; readonly delegationReference: string | null } | null;
}

/** A person acting by one of their memberships. */
export const authorOf = (actor: Actor, { role, organisation, deputyFor, delegationReference }: ActiveMembership): Author => ({
  personId: actor.personId,
  role,
  actingForId: organisation.id,
  deputy: deputyFor === null ? null : { deputyFor, delegationReference },
});

export const theSystem: Author = { personId: null, role: null, actingForId: null, deputy: null };

/** The thing that moved and whose it is. */
export type Subject = { readonly ownerId: string } & ({ readonly needId: string } | { readonly offerId: string });

/**
 * Writes a step of a need or an offer: what everyone who sees the thing may know, and apart from it who and why.
 * @param visible whether the thing was public after the step
 */
export async function record(tx: Tx, subject: Subject, step: Transition<string>, author: Author, visible: boolean): Promise<void> {
  const id = randomUUID();
  const { ownerId, ...thing } = subject;
  const { act, from: fromStatus, to: toStatus, reason } = step;
  await tx.client.transition.createMany({ data: { id, ...thing, act, fromStatus, toStatus, at: tx.now, role: author.role, visible } });
  await tx.client.transitionDetail.createMany({
    data: {
      transitionId: id,
      organisationId: ownerId,
      personId: author.personId,
      actingForId: author.actingForId,
      ...author.deputy,
      reason,
    },
  });
}

/** A step as a reader may see it: person, organisation and reason are null where they are not for the reader. */
export interface Step {
  readonly thingId: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: Date;
  readonly role: Role | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly organisationId: string | null;
  readonly deputyFor: string | null;
  readonly reason: string | null;
}

/** The history of some needs or offers, the oldest step first. The reader's sight leaves out the rest. */
export function historyOf(tx: Tx, thing: 'need' | 'offer', ids: readonly string[]): Promise<Step[]> {
  const needs = thing === 'need' ? ids : [];
  const offers = thing === 'offer' ? ids : [];
  return tx.client.$queryRaw<Step[]>`
    SELECT coalesce(t.need_id, t.offer_id) AS "thingId", t.from_status AS "from", t.to_status AS "to", t.at, t.role,
      p.id AS "personId", p.name AS "personName", d.acting_for_id AS "organisationId",
      CASE WHEN p.id IS NOT NULL THEN d.deputy_for END AS "deputyFor", d.reason
    FROM transition t
    LEFT JOIN need n ON n.id = t.need_id
    LEFT JOIN offer o ON o.id = t.offer_id AND ${lenderSideInSight(tx)}
    LEFT JOIN transition_detail d ON d.transition_id = t.id AND ${whyInSight(tx)}
    LEFT JOIN person p ON p.id = d.person_id AND ${personInSight(tx)}
    WHERE (t.need_id = ANY (${needs}::uuid[]) OR t.offer_id = ANY (${offers}::uuid[])) AND ${stepInSight(tx)}
    ORDER BY t.at, t.id`;
}
