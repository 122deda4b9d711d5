import { Prisma, type Tx } from '@fagtorg/db';
import type { OfferStatus } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { millisecondsOf, momentOf, type Page, pageOf, type Slice } from '../page.js';
import { meetsAll, ReferenceService } from '../reference/index.js';
import { listingInSight } from '../sights/index.js';
import { offerColumns, type OfferRow, offerTables } from './offer-rows.js';

/** Which offers to list; null leaves a side open. Filters ignore what is hidden: an offer that shows its region only has no municipality. */
export interface OfferFilter {
  readonly regionId: string | null;
  readonly countyCode: string | null;
  readonly municipalityCode: string | null;
  readonly competenceIds: readonly string[] | null;
  readonly statuses: readonly OfferStatus[] | null;
  readonly search: string | null;
}

export type OfferCondition = Prisma.Sql;

/** Lists of offers, the newest first. The reader's sight leaves out the rest. */
@Injectable()
export class OffersQueries {
  constructor(private readonly reference: ReferenceService) {}

  async condition(filter: OfferFilter): Promise<OfferCondition> {
    const parts: Prisma.Sql[] = [];
    if (filter.regionId !== null) {
      const members = this.reference.region(filter.regionId)?.members.map(({ code }) => code) ?? [];
      parts.push(Prisma.sql`(l.region_id = ${filter.regionId} OR ll.base_code = ANY (${members}))`);
    }
    if (filter.countyCode !== null) {
      const codes = this.reference.municipalities().filter(({ countyCode }) => countyCode === filter.countyCode);
      parts.push(Prisma.sql`ll.base_code = ANY (${codes.map(({ code }) => code)})`);
    }
    if (filter.municipalityCode !== null) parts.push(Prisma.sql`ll.base_code = ${filter.municipalityCode}`);
    if (filter.competenceIds !== null) parts.push(claims(filter.competenceIds.flatMap((id) => this.reference.sameOrNarrower(id))));
    if (filter.statuses !== null) parts.push(Prisma.sql`l.status = ANY (${filter.statuses}::offer_status[])`);
    if (filter.search !== null && filter.search.trim() !== '') parts.push(await this.means(filter.search));
    return parts.length > 0 ? Prisma.join(parts, ' AND ') : Prisma.sql`true`;
  }

  private async means(text: string): Promise<Prisma.Sql> {
    return meetsAll(await this.reference.searchedFor(text), {
      words: Prisma.sql`app.words(l.headline, '')`,
      letters: Prisma.sql`l.headline`,
      place: Prisma.sql`ll.base_code`,
      has: claims,
    });
  }
}

const claims = (codes: readonly string[]): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT FROM listing_competence c WHERE c.listing_id = l.id AND c.competence_code = ANY (${codes}))`;

/** An offer in a list, with the key that continues the list behind it: it stays where it was when the offer is gone. */
export type ListedOffer = OfferRow & { readonly key: string };

/** A slice of the offers that a condition holds for, behind the key `after`. */
export async function offerPage(tx: Tx, condition: OfferCondition, slice: Slice): Promise<Page<ListedOffer>> {
  const rows = await tx.client.$queryRaw<ListedOffer[]>`
    SELECT ${offerColumns}, concat_ws(':', ${millisecondsOf(Prisma.sql`l.created_at`)}, l.id) AS key
    FROM ${offerTables(tx)} WHERE ${condition} AND ${listingInSight(tx)} ${behind(slice.after)}
    ORDER BY l.created_at DESC, l.id DESC LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

function behind(after: string | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  const [milliseconds, id] = after.split(':');
  return Prisma.sql`AND (l.created_at, l.id) < (${momentOf(milliseconds)}, ${id}::uuid)`;
}

export async function countOffers(tx: Tx, condition: OfferCondition): Promise<number> {
  const [row] = await tx.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${offerTables(tx)} WHERE ${condition} AND ${listingInSight(tx)}`;
  return row?.count ?? 0;
}
