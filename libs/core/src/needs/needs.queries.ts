import { Prisma, type Tx } from '@fagtorg/db';
import type { NeedStatus } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { type Page, pageOf, type Slice } from '../page.js';
import { ReferenceService } from '../reference/index.js';
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

  private async means(words: string): Promise<Prisma.Sql> {
    const competences = (await this.reference.searchCompetences(words, 20)).map(({ code }) => code);
    const places = await this.reference.searchPlaces(words);
    return Prisma.sql`(app.words(n.title, n.description) @@ websearch_to_tsquery('app.norwegian'::regconfig, ${words})
      OR app.plain(${words}) <% app.plain(n.title) OR n.place_code = ANY (${places}) OR ${requires(competences)})`;
  }
}

const requires = (codes: readonly string[]): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT FROM need_requirement q WHERE q.need_id = n.id AND q.competence_code = ANY (${codes}))`;

/** A slice of the needs that a condition holds for, behind the need with the id `after`. */
export async function needPage(tx: Tx, condition: NeedCondition, slice: Slice): Promise<Page<NeedRow>> {
  const behind = slice.after
    ? Prisma.sql`AND (n.statutory_rank, n.answer_by, n.created_at, n.id) >
        (SELECT a.statutory_rank, a.answer_by, a.created_at, a.id FROM need a WHERE a.id = ${slice.after}::uuid)`
    : Prisma.empty;
  const rows = await tx.client.$queryRaw<NeedRow[]>`
    SELECT ${needColumns} FROM need n WHERE ${condition} AND ${needInSight(tx)} ${behind}
    ORDER BY n.statutory_rank, n.answer_by, n.created_at, n.id LIMIT ${slice.first + 1}`;
  return pageOf(rows, slice);
}

export async function countNeeds(tx: Tx, condition: NeedCondition): Promise<number> {
  const [row] = await tx.client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM need n WHERE ${condition} AND ${needInSight(tx)}`;
  return row?.count ?? 0;
}
