import type { Step } from './trying.js';
import { who } from './who.js';

const all = (table: string, where = 'true'): string => `SELECT FROM "${table}" WHERE ${where}`;
const touch = (table: string, column: string): string => `UPDATE "${table}" SET "${column}" = "${column}"`;

/** Who reads a table, how many of its rows, and who reads fewer. */
const read = (table: string, seen: Readonly<Record<string, number>>, where?: string): Step[] =>
  Object.entries(seen).map(([name, rows]) => who(name).does(all(table, where), rows));

const refused = /row-level security/;

const copyOfNeed = `INSERT INTO need SELECT (jsonb_populate_record(n, jsonb_build_object(
  'id', gen_random_uuid(), 'status', 'DRAFT', 'published_at', NULL))).* FROM need n WHERE id = :open`;
const newOffer = `INSERT INTO offer (id, lender_id, specialist_id, specialist_agreed, released)
  VALUES (gen_random_uuid(), :lender, :specialist, false, false)`;
const unlist = `DELETE FROM match; DELETE FROM listing_matching; DELETE FROM listing WHERE id = :awaiting`;
const newListing = `INSERT INTO listing (id, status, visible, headline, region_id, region_only, hours_basis, terms_kind, travel_counted, engagements,
  work_mode, work_languages, last_day, created_at) SELECT :awaiting, 'DRAFT', false, 'x', min(region_id), false, 'INSIDE_POST', 'FREE', true, '{}',
  'HYBRID', '{}', '2027-01-04', now() FROM region_member`;
const newLender = `INSERT INTO listing_lender (listing_id, lender_id, base_code, hidden) VALUES (:awaiting, :lender, '3427', false)`;
const newStep = `INSERT INTO transition (id, need_id, act, to_status, at, visible) VALUES (gen_random_uuid(), :open, 'x', 'OPEN', now(), true)`;
const newReason = `INSERT INTO transition_detail (transition_id, organisation_id, reason)
  SELECT id, :borrower, 'x' FROM transition WHERE need_id = :open AND act = 'x'`;

/** What belongs to a need is added and removed by its borrower alone. */
const borrowersOwn = (table: string, insert: string): Readonly<Record<string, readonly Step[]>> => ({
  [`${table}.with_the_need`]: read(table, { borrower: 2, lender: 1, nobody: 0 }),
  [`${table}.matcher`]: read(table, { matcher: 1 }),
  [`${table}.borrower_adds`]: [who('borrower@borrower').does(insert, 1), who('lender@lender').does(insert, refused)],
  [`${table}.borrower_removes`]: [
    who('borrower@borrower').does(`DELETE FROM ${table}`, 2),
    who('lender@lender').does(`DELETE FROM ${table}`, 0),
  ],
});

/** What belongs to a listing is seen with it, and added and removed by its lender alone. */
const lendersOwn = (table: string, insert: string): Readonly<Record<string, readonly Step[]>> => ({
  [`${table}.with_the_listing`]: read(table, { lender: 3, borrower: 2, nobody: 0 }),
  [`${table}.matcher`]: read(table, { matcher: 2 }),
  [`${table}.lender_adds`]: [who('lender@lender').does(insert, 1), who('lender@borrower').does(insert, refused)],
  [`${table}.lender_removes`]: [
    who('lender@lender').does(`DELETE FROM ${table}`, 3),
    who('lender@borrower').does(`DELETE FROM ${table}`, 0),
  ],
});

/** What each policy of needs, offers and matches lets through and refuses. */
export const policiesOfTheMarket: Readonly<Record<string, readonly Step[]>> = {
  'need.public_or_own': read('need', { borrower: 2, lender: 1, nobody: 0 }),
  'need.archivist': read('need', { archivist: 2 }),
  'need.public_needs': read('need', { matcher: 1 }),
  'need.borrower_posts': [who('borrower@borrower').does(copyOfNeed, 1), who('lender@lender').does(copyOfNeed, refused)],
  'need.borrower_or_broker_changes': [
    who('borrower@borrower').does(`${touch('need', 'search_scope')} WHERE id = :open`, 1),
    who('broker').does(`${touch('need', 'search_scope')} WHERE id = :open`, 1),
    who('lender@lender').does(`${touch('need', 'search_scope')} WHERE id = :open`, 0),
    who('elsewhere').does(`${touch('need', 'search_scope')} WHERE id = :open`, 0),
  ],
  ...borrowersOwn('need_requirement', `INSERT INTO need_requirement VALUES (:open, :borrower, 'plan.private', 'BASIC', true, 1)`),
  ...borrowersOwn('need_co_borrower', `INSERT INTO need_co_borrower VALUES (:open, :borrower, :lender, 60, 1)`),

  'offer.specialist_and_managers': read('offer', { lender: 3, specialist: 3, borrower: 0, admin: 0 }),
  'offer.archivist': read('offer', { archivist: 3 }),
  'offer.lender_publishes': [who('lender@lender').does(newOffer, 1), who('lender@borrower').does(newOffer, refused)],
  'offer.lender_changes': [
    who('lender@lender').does(touch('offer', 'released'), 3),
    who('lender@borrower').does(touch('offer', 'released'), 0),
  ],
  'offer_evidence.archivist': read('offer_evidence', { archivist: 3 }),
  'offer_evidence.lender_side': read('offer_evidence', { lender: 3, borrower: 0 }),
  'offer_evidence.lender_adds': ['lender@lender', 'lender@borrower'].map((name) =>
    who(name).does(`INSERT INTO offer_evidence VALUES (:shown, :lender, 'plan.private', 'x')`, name === 'lender@lender' ? 1 : refused),
  ),
  'offer_evidence.lender_removes': [
    who('lender@lender').does('DELETE FROM offer_evidence', 3),
    who('lender@borrower').does('DELETE FROM offer_evidence', 0),
  ],

  'listing.public_or_own': read('listing', { lender: 3, borrower: 2, nobody: 0 }),
  'listing.archivist': read('listing', { archivist: 3 }),
  'listing.public_listings': read('listing', { matcher: 2 }),
  'listing.lender_lists': [
    { ...who('lender@lender').does(newListing, 1), after: unlist },
    { ...who('lender@borrower').does(newListing, refused), after: unlist },
  ],
  'listing.lender_changes': [
    who('lender@lender').does(touch('listing', 'headline'), 3),
    who('borrower@borrower').does(touch('listing', 'headline'), 0),
  ],
  'listing_lender.shown_or_own': read('listing_lender', { lender: 3, borrower: 1, nobody: 0 }),
  'listing_lender.matcher': read('listing_lender', { matcher: 2 }),
  'listing_lender.lender_lists': [
    { ...who('lender@lender').does(newLender, 1), after: 'DELETE FROM listing_lender' },
    { ...who('lender@borrower').does(newLender, refused), after: 'DELETE FROM listing_lender' },
  ],
  'listing_lender.lender_changes': [
    who('lender@lender').does(touch('listing_lender', 'hidden'), 3),
    who('borrower@borrower').does(touch('listing_lender', 'hidden'), 0),
  ],
  ...lendersOwn('listing_competence', `INSERT INTO listing_competence VALUES (:shown, 'plan.private', 'BASIC', 1)`),
  ...lendersOwn('availability', `INSERT INTO availability VALUES (:shown, '2027-02-01', '2027-02-28', 60)`),

  'transition.with_the_thing': [
    ...read('transition', { clerk: 1, lender: 0 }, 'need_id = :draft'),
    ...read('transition', { lender: 1, specialist: 1, borrower: 0 }, 'offer_id = :awaiting'),
    ...read('transition', { outsider: 1, nobody: 0 }, 'offer_id = :hidden'),
  ],
  'transition.archivist': read('transition', { archivist: 1 }, 'need_id = :draft'),
  'transition.who_moves_it': [
    who('borrower@borrower').does(newStep, 1),
    who('broker').does(newStep, 1),
    who('lender@lender').does(newStep, refused),
    who('elsewhere').does(newStep, refused),
  ],
  'transition_detail.owner_and_broker': read('transition_detail', { borrower: 3, lender: 3, broker: 2, sharer: 0, admin: 0 }),
  'transition_detail.archivist': read('transition_detail', { archivist: 6 }),
  'transition_detail.own': read('transition_detail', { other: 1, sharer: 0 }),
  'transition_detail.who_moves_it': [
    { ...who('borrower@borrower').does(newReason, 1), after: 'DELETE FROM transition_detail' },
    { ...who('lender@lender').does(newReason, refused), after: 'DELETE FROM transition_detail' },
  ],

  'match.both_parties_and_broker': read('match', {
    borrower: 2,
    sharer: 2,
    lender: 2,
    specialist: 2,
    broker: 2,
    other: 0,
    elsewhere: 0,
    admin: 0,
  }),
  'match.matcher': read('match', { matcher: 2 }),
  'need_matching.with_the_need': read('need_matching', { borrower: 1, nobody: 0 }),
  'need_matching.matcher': read('need_matching', { matcher: 1 }),
  'listing_matching.with_the_listing': read('listing_matching', { borrower: 2, nobody: 0 }),
  'listing_matching.matcher': read('listing_matching', { matcher: 2 }),
  'outbox.matcher': read('outbox', { matcher: 2 }),
  'outbox.gatekeeper': read('outbox', { gatekeeper: 2 }),
  'outbox.steward': read('outbox', { steward: 1 }),
};
