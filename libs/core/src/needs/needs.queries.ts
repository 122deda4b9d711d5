import { Prisma, type Tx } from '@fagtorg/db';
import type { NeedStatus } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { millisecondsOf, momentOf, type Page, pageOf, type Slice } from '../page.js';
import { meetsAll, ReferenceService } from '../reference/index.js';
import { needInSight } from '../sights/index.js';
import { needColumns, type NeedRow } from './need-rows.js';

/** Which needs to list; null leaves a side open. Competences include the narrower ones. */
export interface NeedFilter {
  readonly regionId: string | null;
  readonly countyCode: string | null;
  readonly municipalityCode: string | null;
  readonly competenceIds: readonly string[] | null;
  readonly statuses: readonly NeedStatus[] | null;
  /** Everyday words: matched by stem and with small slips against title, description, competences and place names. */
  readonly search: string | null;
}

/** A filter with its words looked up, as SQL. */
export type NeedCondition = Prisma.Sql;

/**
 * Lists of needs. Those behind which a verified statutory requirement stands come first, then the nearest deadline, then the oldest
 * (product.md, Matching). The reader's sight leaves out the rest.
 */
@Injectable()
export class NeedsQueries {
  constructor(private readonly reference: ReferenceService) {}

  async condition(filter: NeedFilter): Promise<NeedCondition> {
    const parts: Prisma.Sql[] = [];
    if (filter.regionId !== null) parts.push(this.inRegion(filter.regionId));
    if (filter.countyCode !== null) {
      const codes = this.reference.municipalities().filter(({ countyCode }) => countyCode === filter.countyCode);
      parts.push(Prisma.sql`n.place_code = ANY (${codes.map(({ code }) => code)})`);
    }
    if (filter.municipalityCode !== null) parts.push(Prisma.sql`n.place_code = ${filter.municipalityCode}`);
    if (filter.competenceIds !== null) parts.push(requires(filter.competenceIds.flatMap((id) => this.reference.sameOrNarrower(id))));
    if (filter.statuses !== null) parts.push(Prisma.sql`n.status = ANY (${filter.statuses}::need_status[])`);
    if (filter.search !== null && filter.search.trim() !== '') parts.push(await this.means(filter.search));
    return parts.length > 0 ? Prisma.join(parts, ' AND ') : Prisma.sql`true`;
  }

  private inRegion(regionId: string): Prisma.Sql {
    const region = this.reference.region(regionId);
    if (region?.standard === 'BA-2020') return Prisma.sql`n.region_id = ${regionId}`;
    return Prisma.sql`n.place_code = ANY (${region?.members.map(({ code }) => code) ?? []})`;
  }

  private async means(text: string): Promise<Prisma.Sql> {
    return meetsAll(await this.reference.searchedFor(text), {
      words: Prisma.sql`app.words(n.title, n.description)`,
      letters: Prisma.sql`n.title`,
      place: Prisma.sql`n.place_code`,
      has: requires,
    });
  }
}

const requires = (codes: readonly string[]): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT FROM need_requirement q WHERE q.need_id = n.id AND q.competence_code = ANY (${codes}))`;

/** A need in a list, with the key that continues the list behind it: it stays where it was when the need is revised or gone. */
export type ListedNeed = NeedRow & { readonly key: string };

/** A slice of the needs that a condition holds for, behind the key `after`. */
export async function needPage(tx: Tx, condition: NeedCondition, slice: Slice): Promise<Page<ListedNeed>> {
  const rows = await tx.client.$queryRaw<ListedNeed[]>`
    SELECT ${needColumns}, concat_ws(':', n.statutory_rank, n.answer_by - DATE '2000-01-01', ${millisecondsOf(Prisma.sql`n.created_at`)}, n.id) AS key
    FROM need n WHERE ${condition} AND ${needInSight(tx)} ${behind(slice.after)}
    ORDER BY n.statutory_rank, n.answer_by, n.created_at, n.id LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

function behind(after: string | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  const [rank, days, milliseconds, id] = after.split(':');
  return Prisma.sql`AND (n.statutory_rank, n.answer_by, n.created_at, n.id) >
    (${Number(rank)}::smallint, DATE '2000-01-01' + ${Number(days)}::int, ${momentOf(milliseconds)}, ${id}::uuid)`;
}

export async function countNeeds(tx: Tx, condition: NeedCondition): Promise<number> {
  const [row] = await tx.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM need n WHERE ${condition} AND ${needInSight(tx)}`;
  return row?.count ?? 0;
}
