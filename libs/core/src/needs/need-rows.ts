import { Prisma, type Tx } from '@fagtorg/db';
import {
  type CheckedNeed,
  type CompetenceLevel,
  type EngagementForm,
  matchedNeedStatuses,
  type MatchScope,
  type NeedOutcome,
  type NeedStatus,
  type WorkLanguage,
  type WorkMode,
} from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { needInSight } from '../sights/index.js';

/** A need as its table holds it. Minutes are whole, dates are Europe/Oslo calendar dates. */
export interface NeedRow {
  readonly id: string;
  readonly borrowerId: string;
  readonly placeCode: string;
  readonly regionId: string;
  readonly status: NeedStatus;
  readonly revision: number;
  readonly title: string;
  readonly description: string;
  readonly minutesTotal: number;
  readonly minutesPerWeek: number | null;
  readonly minutesMin: number | null;
  readonly minutesAgreed: number;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly answerBy: string;
  readonly engagements: EngagementForm[];
  readonly workMode: WorkMode;
  readonly workLanguages: WorkLanguage[];
  readonly workLanguageRequired: boolean;
  readonly statutoryRequirementId: string | null;
  readonly lacks: 'CAPACITY' | 'COMPETENCE' | 'BOTH' | null;
  readonly barriers: string[];
  readonly reliesOnOnePerson: boolean;
  readonly fundingSecured: boolean | null;
  readonly fundingYear: number | null;
  readonly searchScope: MatchScope;
  readonly outcome: NeedOutcome | null;
}

export interface RequirementRow {
  readonly needId: string;
  readonly competenceCode: string;
  readonly level: CompetenceLevel;
  readonly mandatory: boolean;
}

export interface ShareRow {
  readonly needId: string;
  readonly organisationId: string;
  readonly minutes: number;
}

export const needColumns = Prisma.sql`n.id, n.borrower_id AS "borrowerId", n.place_code AS "placeCode", n.region_id AS "regionId", n.status,
  n.revision, n.title, n.description, n.minutes_total AS "minutesTotal", n.minutes_per_week AS "minutesPerWeek",
  n.minutes_min AS "minutesMin", n.minutes_agreed AS "minutesAgreed", n.period_from::text AS "periodFrom",
  n.period_to::text AS "periodTo", n.answer_by::text AS "answerBy", n.engagements::text[], n.work_mode AS "workMode",
  n.work_languages AS "workLanguages", n.work_language_required AS "workLanguageRequired",
  n.statutory_requirement_id AS "statutoryRequirementId", n.lacks, n.barriers::text[], n.relies_on_one_person AS "reliesOnOnePerson",
  n.funding_secured AS "fundingSecured", n.funding_year AS "fundingYear", n.search_scope AS "searchScope", n.outcome`;

/** The statuses in which needs are matched, as a list in SQL: written out, since an index over them alone is chosen by their names. */
export const matchedStatuses = Prisma.raw(`(${matchedNeedStatuses.map((status) => `'${status}'`).join(', ')})`);

export function needsByIds(tx: Tx, ids: readonly string[]): Promise<NeedRow[]> {
  return tx.client.$queryRaw<NeedRow[]>`SELECT ${needColumns} FROM need n WHERE n.id = ANY (${ids}::uuid[]) AND ${needInSight(tx)}`;
}

/** The need, locked until the transaction ends: who changes it meanwhile waits. Null where it does not exist for the reader. */
export async function lockNeed({ client }: Tx, id: string): Promise<NeedRow | null> {
  const rows = await client.$queryRaw<NeedRow[]>`SELECT ${needColumns} FROM need n WHERE n.id = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

export function requirementsOf({ client }: Tx, needIds: readonly string[]): Promise<RequirementRow[]> {
  return client.$queryRaw<RequirementRow[]>`
    SELECT need_id AS "needId", competence_code AS "competenceCode", level, mandatory
    FROM need_requirement WHERE need_id = ANY (${needIds}::uuid[]) ORDER BY need_id, position`;
}

export function sharesOf({ client }: Tx, needIds: readonly string[]): Promise<ShareRow[]> {
  return client.$queryRaw<ShareRow[]>`
    SELECT need_id AS "needId", organisation_id AS "organisationId", minutes
    FROM need_co_borrower WHERE need_id = ANY (${needIds}::uuid[]) ORDER BY need_id, position`;
}

const asDate = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** The columns that people fill in. */
const written = (need: CheckedNeed, regionId: string) => ({
  placeCode: need.place.code,
  regionId,
  title: need.title,
  description: need.description,
  minutesTotal: need.minutesTotal,
  minutesPerWeek: need.minutesPerWeek,
  minutesMin: need.minutesMin,
  periodFrom: asDate(need.period.from),
  periodTo: asDate(need.period.to),
  answerBy: asDate(need.answerBy),
  engagements: [...need.engagements],
  workMode: need.workMode,
  workLanguages: [...need.workLanguages],
  workLanguageRequired: need.workLanguageRequired,
  statutoryRequirementId: need.statutoryRequirement,
  statutoryRank: need.statutory ? 0 : 1,
  lacks: need.lacks,
  barriers: [...need.barriers],
  reliesOnOnePerson: need.reliesOnOnePerson,
  fundingSecured: need.funding?.secured ?? null,
  fundingYear: need.funding?.year ?? null,
});

/** Inserts a new need with its requirements and shares; answers its id. */
export async function insertNeed(tx: Tx, need: CheckedNeed, status: NeedStatus, regionId: string): Promise<string> {
  const id = randomUUID();
  const { searchScope } = need;
  await tx.client.need.createMany({
    data: {
      id,
      borrowerId: need.borrower.id,
      status,
      searchScope,
      createdAt: tx.now,
      publishedAt: status === 'OPEN' ? tx.now : null,
      ...written(need, regionId),
    },
  });
  await insertParts(tx, id, need);
  return id;
}

/** Replaces all that people filled in, and counts the edit. The search scope follows only when the place moved. */
export async function reviseNeed(tx: Tx, before: NeedRow, need: CheckedNeed, regionId: string): Promise<void> {
  const moved = before.placeCode !== need.place.code ? { searchScope: need.searchScope } : {};
  await tx.client.need.updateMany({
    where: { id: before.id },
    data: { ...written(need, regionId), ...moved, revision: before.revision + 1 },
  });
  await tx.client.needRequirement.deleteMany({ where: { needId: before.id } });
  await tx.client.needCoBorrower.deleteMany({ where: { needId: before.id } });
  await insertParts(tx, before.id, need);
}

async function insertParts({ client }: Tx, needId: string, need: CheckedNeed): Promise<void> {
  const borrowerId = need.borrower.id;
  await client.needRequirement.createMany({
    data: need.requirements.map(({ competence, level, mandatory }, position) => ({
      needId,
      borrowerId,
      competenceCode: competence,
      level,
      mandatory,
      position,
    })),
  });
  await client.needCoBorrower.createMany({
    data: need.coBorrowers.map(({ organisation, minutes }, position) => ({
      needId,
      borrowerId,
      organisationId: organisation.id,
      minutes,
      position,
    })),
  });
}
