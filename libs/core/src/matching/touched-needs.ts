import { Prisma } from '@fagtorg/db';
import { matchedStatuses } from '../needs/index.js';

/**
 * The needs that an offer touches, as a query for the outbox: those that list it, and those that it could come into, since their lists look
 * as far as its lender and they ask for no competence that it lacks. A need whose list is still to be made is left out; that list is made
 * from what the offer is now.
 *
 * Its work grows with the needs around the lender and with those that search the whole country. OFFSET 0 keeps PostgreSQL from reading
 * every need there is to find those of a few places.
 * @param answered every competence that the offer answers for
 */
export const touchedNeeds = (offerId: string, answered: readonly string[]): Prisma.Sql => Prisma.sql`
  SELECT n.id::text AS key, jsonb_build_object('needId', n.id, 'revision', n.revision) AS payload
  FROM (
    SELECT m.need_id AS id FROM match m WHERE m.offer_id = ${offerId}::uuid
    UNION
    SELECT near.id
    FROM listing l
    JOIN listing_lender ll ON ll.listing_id = l.id
    JOIN reach r ON r.organisation_id = ll.lender_id
    CROSS JOIN LATERAL (
      SELECT n.id FROM need n JOIN need_matching nm ON nm.need_id = n.id
      WHERE n.place_code = r.place_code AND nm.searched_to >= r.scope AND ${couldList(answered)} OFFSET 0) near
    WHERE l.id = ${offerId}::uuid AND l.status = 'AVAILABLE'
    UNION
    SELECT far.id
    FROM listing l
    JOIN need_matching nm ON nm.everywhere
    CROSS JOIN LATERAL (SELECT n.id FROM need n WHERE n.id = nm.need_id AND ${couldList(answered)} OFFSET 0) far
    WHERE l.id = ${offerId}::uuid AND l.status = 'AVAILABLE' AND l.work_mode <> 'ONSITE'
  ) touched
  CROSS JOIN LATERAL (SELECT n.id, n.revision FROM need n WHERE n.id = touched.id OFFSET 0) n`;

const couldList = (answered: readonly string[]): Prisma.Sql => Prisma.sql`n.status IN ${matchedStatuses} AND NOT EXISTS (
  SELECT FROM need_requirement q WHERE q.need_id = n.id AND q.mandatory AND NOT q.competence_code = ANY (${answered}))`;
