import type { Behind } from '@fagtorg/testing';
import { FAR, NEIGHBOUR } from './ground.js';

const theirs = `(SELECT id FROM organisation WHERE code IN ('${NEIGHBOUR}', '${FAR}'))`;
/** Canaries stand in the addresses of people: who was somebody else's when the trial began is known by it. */
const people = `(SELECT id FROM person WHERE email ~ '^canary-person.email-(${NEIGHBOUR}|${FAR})-')`;
const needs = `(SELECT id FROM need WHERE borrower_id IN ${theirs})`;
const offers = `(SELECT id FROM offer WHERE lender_id IN ${theirs} OR specialist_id IN ${people})`;

/** Which rows of each table belong to other organisations, or tell of their people. */
const rowsOf: Readonly<Record<string, string>> = {
  person: `id IN ${people}`,
  membership: `organisation_id IN ${theirs} OR person_id IN ${people}`,
  external_identity: `person_id IN ${people}`,
  session: `person_id IN ${people}`,
  refresh_token: `person_id IN ${people}`,
  idempotency: `person_id IN ${people}`,
  invitation: `organisation_id IN ${theirs}`,
  service_account: `organisation_id IN ${theirs}`,
  api_token: `organisation_id IN ${theirs}`,
  need: `id IN ${needs}`,
  need_requirement: `need_id IN ${needs}`,
  need_co_borrower: `need_id IN ${needs}`,
  offer: `id IN ${offers}`,
  listing: `id IN ${offers}`,
  listing_lender: `listing_id IN ${offers}`,
  listing_competence: `listing_id IN ${offers}`,
  availability: `listing_id IN ${offers}`,
  offer_evidence: `offer_id IN ${offers}`,
  transition: `need_id IN ${needs} OR offer_id IN ${offers}`,
  transition_detail: `organisation_id IN ${theirs}`,
  match: `need_id IN ${needs} OR offer_id IN ${offers}`,
  // What others did is written there as well; what was written stays. Canaries mark what was there when the trial began.
  audit_event: `organisation_id IN ${theirs} AND facts LIKE '{"canary"%'`,
};

/** What belongs to other organisations, row by row. */
export type Others = ReadonlyMap<string, string>;

export async function othersOf(behind: Behind): Promise<Others> {
  const selects = Object.entries(rowsOf).map(
    ([table, where]) => `SELECT '${table}' AS "table", md5(t::text) AS row FROM "${table}" t WHERE ${where}`,
  );
  const rows = await behind.rows<{ table: string; row: string }>(selects.join(' UNION ALL '));
  return new Map(rows.map(({ table, row }) => [row, table]));
}

/** The tables of rows that are there in one and not in the other: each once for a row that came or went, twice for one that was changed. */
export function differences(before: Others, after: Others): string[] {
  const missingIn = (these: Others, those: Others): string[] => [...these].filter(([row]) => !those.has(row)).map(([, table]) => table);
  return [...missingIn(before, after), ...missingIn(after, before)];
}
