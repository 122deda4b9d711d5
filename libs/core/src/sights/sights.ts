import { Prisma, type Tx } from '@fagtorg/db';
import type { Action } from '@fagtorg/domain';

/**
 * What the application's own filters leave of each table for whoever a transaction runs for, as SQL conditions; they follow from the policy
 * table. Row security says the same in its own words, so that either holds where the other one fails. The system, which acts for one
 * organisation, and the matcher are bound by row security alone.
 *
 * The tables have these names in a query: need n, listing l, listing_lender ll, offer o, match m, transition t, transition_detail d,
 * person p.
 */

const all = Prisma.sql`true`;

/** Null for the system. */
function viewerOf({
  viewer,
}: Tx): { personId: string | null; organisations(action: Action): string[]; counties(action: Action): string[] } | null {
  if (viewer === null || (viewer.personId === null && viewer.tenant !== null)) return null;
  return {
    personId: viewer.personId,
    organisations: (action) => [...(viewer.sights[action]?.organisations ?? [])],
    counties: (action) => [...(viewer.sights[action]?.counties ?? [])],
  };
}

const among = (column: Prisma.Sql, ids: readonly string[]): Prisma.Sql =>
  ids.length === 0 ? Prisma.sql`false` : Prisma.sql`${column} = ANY (${ids}::uuid[])`;

const regionAmong = (counties: readonly string[]): Prisma.Sql =>
  counties.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`EXISTS (SELECT FROM region_county rc WHERE rc.region_id = n.region_id AND rc.county_code = ANY (${counties}))`;

/** A need: from OPEN on for everyone who is signed in, before that for the borrower's people. */
export function needInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  if (viewer.personId === null) return Prisma.sql`false`;
  return Prisma.sql`(n.published_at IS NOT NULL OR ${among(Prisma.sql`n.borrower_id`, viewer.organisations('see-draft-need'))})`;
}

/** The lender's side of an offer: for the specialist and those who see the lender's unpublished offers. */
export function lenderSideInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  const own = Prisma.sql`o.specialist_id = ${viewer.personId}::uuid`;
  return Prisma.sql`(${own} OR ${among(Prisma.sql`o.lender_id`, viewer.organisations('see-unpublished-offer'))})`;
}

/** The lender of a listing, where `o` is the lender's side in sight: hidden from others where the specialist shows the region only. */
export const lenderInSight = (tx: Tx): Prisma.Sql => (viewerOf(tx) ? Prisma.sql`(NOT ll.hidden OR o.id IS NOT NULL)` : all);

/** A listing, where `o` is the lender's side in sight. */
export function listingInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  return viewer.personId === null ? Prisma.sql`false` : Prisma.sql`(l.visible OR o.id IS NOT NULL)`;
}

/** A match: for the borrowers' people and the brokers of the need's region; for a lender's people and the specialist those of their offer. */
export function matchInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  const borrowing = viewer.organisations('see-matches-of-need');
  const counties = viewer.counties('see-matches-of-need');
  const ways = [
    among(Prisma.sql`m.borrower_id`, borrowing),
    among(Prisma.sql`m.lender_id`, viewer.organisations('see-matches-of-offer')),
    Prisma.sql`EXISTS (SELECT FROM offer o WHERE o.id = m.offer_id AND o.specialist_id = ${viewer.personId}::uuid)`,
    ...(borrowing.length > 0
      ? [
          Prisma.sql`EXISTS (SELECT FROM need_co_borrower c WHERE c.need_id = m.need_id AND ${among(Prisma.sql`c.organisation_id`, borrowing)})`,
        ]
      : []),
    ...(counties.length > 0 ? [Prisma.sql`EXISTS (SELECT FROM need n WHERE n.id = m.need_id AND ${regionAmong(counties)})`] : []),
  ];
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
}

/** A step of a need `n` or of an offer whose lender's side in sight is `o`: public ones for everyone, the others for the owner's people. */
export function stepInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  if (viewer.personId === null) return Prisma.sql`false`;
  return Prisma.sql`(t.visible OR o.id IS NOT NULL OR ${among(Prisma.sql`n.borrower_id`, viewer.organisations('see-draft-need'))})`;
}

/** Who took a step and why: for the owner's people, and for brokers where the step was public. */
export function whyInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  const brokered = Prisma.sql`(t.visible AND ${regionAmong(viewer.counties('see-why-of-need'))})`;
  return Prisma.sql`(o.id IS NOT NULL OR ${among(Prisma.sql`n.borrower_id`, viewer.organisations('see-why-of-need'))} OR ${brokered})`;
}

/** A person: for themselves, for those who see the people where they work, and among those who draft needs together. */
export function personInSight(tx: Tx): Prisma.Sql {
  const viewer = viewerOf(tx);
  if (!viewer) return all;
  const organisation = Prisma.sql`c.organisation_id`;
  const drafts = Prisma.sql`(c.role IN ('MANAGER', 'CASE_WORKER') AND ${among(organisation, viewer.organisations('see-draft-need'))})`;
  return Prisma.sql`(p.id = ${viewer.personId}::uuid OR EXISTS (
    SELECT FROM membership c WHERE c.person_id = p.id AND (${among(organisation, viewer.organisations('see-people'))} OR ${drafts})))`;
}
