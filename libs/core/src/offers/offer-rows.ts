import { Prisma, type Tx } from '@fagtorg/db';
import {
  type Availability,
  type CheckedOffer,
  type CompetenceLevel,
  type EngagementForm,
  type HoursBasis,
  isSeen,
  type OfferConsents,
  type OfferStatus,
  type TermsKind,
  type WorkLanguage,
  type WorkMode,
} from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { lenderInSight, lenderSideInSight, listingInSight } from '../sights/index.js';

/** An offer as its reader may see it: the listing, and the lender's part where that is for them. */
export interface OfferRow {
  readonly id: string;
  readonly status: OfferStatus;
  readonly revision: number;
  readonly visible: boolean;
  readonly headline: string;
  readonly regionId: string;
  readonly regionOnly: boolean;
  readonly hoursBasis: HoursBasis;
  readonly termsKind: TermsKind;
  readonly hourlyOre: number | null;
  readonly travelCounted: boolean;
  readonly engagements: EngagementForm[];
  readonly workMode: WorkMode;
  readonly travelLimitKm: number | null;
  readonly workLanguages: WorkLanguage[];
  readonly lastDay: string;
  readonly resumeOn: string | null;
  /** Null where the specialist shows the region only. */
  readonly lenderId: string | null;
  readonly baseCode: string | null;
  /** Null for everyone outside the lender's side. */
  readonly lenderSide: LenderSide | null;
}

export interface LenderSide {
  readonly specialistId: string;
  readonly positionMinutesPerWeek: number | null;
  readonly specialistAgreed: boolean;
  readonly released: boolean;
  readonly permanentEmployee: boolean;
  readonly releaseMinutesPerWeek: number | null;
  readonly releaseUntil: string | null;
  readonly releaseEngagements: EngagementForm[];
  readonly preApproved: boolean;
}

export interface ClaimRow {
  readonly offerId: string;
  readonly competenceCode: string;
  readonly level: CompetenceLevel;
  /** Null for everyone outside the lender's side, too. */
  readonly evidence: string | null;
}

export interface AvailabilityRow {
  readonly offerId: string;
  readonly from: string;
  readonly to: string;
  readonly minutesPerWeek: number;
}

export const offerColumns = Prisma.sql`l.id, l.status, l.revision, l.visible, l.headline, l.region_id AS "regionId",
  l.region_only AS "regionOnly", l.hours_basis AS "hoursBasis", l.terms_kind AS "termsKind", l.hourly_ore AS "hourlyOre",
  l.travel_counted AS "travelCounted", l.engagements::text[], l.work_mode AS "workMode", l.travel_limit_km AS "travelLimitKm",
  l.work_languages AS "workLanguages", l.last_day::text AS "lastDay", l.resume_on::text AS "resumeOn",
  ll.lender_id AS "lenderId", ll.base_code AS "baseCode",
  CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('specialistId', o.specialist_id,
    'positionMinutesPerWeek', o.position_minutes_per_week, 'specialistAgreed', o.specialist_agreed, 'released', o.released,
    'permanentEmployee', o.permanent_employee, 'releaseMinutesPerWeek', o.release_minutes_per_week,
    'releaseUntil', o.release_until, 'releaseEngagements', o.release_engagements, 'preApproved', o.pre_approved) END AS "lenderSide"`;

/** The listings with what the reader sees of their lenders and of the lender's side; `listingInSight` belongs to it as a condition. */
export const offerTables = (tx: Tx): Prisma.Sql => Prisma.sql`listing l
  LEFT JOIN offer o ON o.id = l.id AND ${lenderSideInSight(tx)}
  LEFT JOIN listing_lender ll ON ll.listing_id = l.id AND ${lenderInSight(tx)}`;

export function offersByIds(tx: Tx, ids: readonly string[]): Promise<OfferRow[]> {
  return tx.client.$queryRaw<OfferRow[]>`
    SELECT ${offerColumns} FROM ${offerTables(tx)} WHERE l.id = ANY (${ids}::uuid[]) AND ${listingInSight(tx)}`;
}

/** The offer, locked until the transaction ends; for the lender's side alone. */
export async function lockOffer(tx: Tx, id: string): Promise<OfferRow | null> {
  await tx.client.$queryRaw`SELECT 1 FROM listing WHERE id = ${id}::uuid FOR UPDATE`;
  const [row] = await offersByIds(tx, [id]);
  return row ?? null;
}

export function claimsOf(tx: Tx, offerIds: readonly string[]): Promise<ClaimRow[]> {
  return tx.client.$queryRaw<ClaimRow[]>`
    SELECT lc.listing_id AS "offerId", lc.competence_code AS "competenceCode", lc.level, e.evidence
    FROM listing_competence lc
    LEFT JOIN offer o ON o.id = lc.listing_id AND ${lenderSideInSight(tx)}
    LEFT JOIN offer_evidence e ON e.offer_id = o.id AND e.competence_code = lc.competence_code
    WHERE lc.listing_id = ANY (${offerIds}::uuid[]) ORDER BY lc.listing_id, lc.position`;
}

export function availabilityOf({ client }: Tx, offerIds: readonly string[]): Promise<AvailabilityRow[]> {
  return client.$queryRaw<AvailabilityRow[]>`
    SELECT listing_id AS "offerId", period_from::text AS "from", period_to::text AS "to", minutes_per_week AS "minutesPerWeek"
    FROM availability WHERE listing_id = ANY (${offerIds}::uuid[]) ORDER BY listing_id, period_from`;
}

/** When a specialist lends hours, offer by offer, in all of theirs that are available. */
export async function ownAvailability({ client }: Tx, specialistId: string): Promise<Availability[][]> {
  const rows = await client.$queryRaw<{ availability: Availability[] }[]>`
    SELECT json_agg(json_build_object('minutesPerWeek', a.minutes_per_week,
      'period', json_build_object('from', a.period_from, 'to', a.period_to)) ORDER BY a.period_from) AS availability
    FROM offer o JOIN listing l ON l.id = o.id JOIN availability a ON a.listing_id = o.id
    WHERE o.specialist_id = ${specialistId}::uuid AND l.status = 'AVAILABLE' GROUP BY o.id`;
  return rows.map(({ availability }) => availability);
}

export const asDate = (date: string): Date => new Date(`${date}T00:00:00Z`);

const written = (offer: CheckedOffer, regionId: string) => ({
  headline: offer.headline,
  regionId,
  regionOnly: offer.regionOnly,
  hoursBasis: offer.hoursBasis,
  termsKind: offer.terms.kind,
  hourlyOre: offer.terms.hourlyOre,
  travelCounted: offer.terms.travelCounted,
  engagements: [...offer.engagements],
  workMode: offer.workMode,
  travelLimitKm: offer.travelLimitKm,
  workLanguages: [...offer.workLanguages],
  lastDay: asDate(offer.lastDay),
});

/** What an employer's yes is stored as. */
export type ReleaseColumns = Required<
  Pick<Prisma.OfferCreateManyInput, 'permanentEmployee' | 'releaseMinutesPerWeek' | 'releaseUntil' | 'releaseEngagements' | 'preApproved'>
>;

/** What is left of a release that was taken back: nothing, so that no later yes comes with limits that nobody gave to it. */
export const noRelease: ReleaseColumns = {
  permanentEmployee: false,
  releaseMinutesPerWeek: null,
  releaseUntil: null,
  releaseEngagements: [],
  preApproved: false,
};

/** Inserts a new offer with its listing; answers its id. */
export async function insertOffer(
  tx: Tx,
  offer: CheckedOffer,
  { status, specialistId, consents, regionId }: { status: OfferStatus; specialistId: string; consents: OfferConsents; regionId: string },
): Promise<string> {
  const id = randomUUID();
  const visible = isSeen(false, status);
  await tx.client.offer.createMany({
    data: {
      id,
      lenderId: offer.lender.id,
      specialistId,
      positionMinutesPerWeek: offer.positionMinutesPerWeek,
      specialistAgreed: consents.specialist,
      released: consents.lender,
    },
  });
  await tx.client.listing.createMany({
    data: { id, status, visible, createdAt: tx.now, publishedAt: visible ? tx.now : null, ...written(offer, regionId) },
  });
  await tx.client.listingLender.createMany({
    data: { listingId: id, lenderId: offer.lender.id, baseCode: offer.base.code, hidden: offer.regionOnly },
  });
  await insertParts(tx, id, offer);
  return id;
}

/** Replaces all that people filled in. Revision, status and consents are the caller's. */
export async function rewriteOffer(tx: Tx, id: string, offer: CheckedOffer, regionId: string): Promise<void> {
  await tx.client.offer.updateMany({ where: { id }, data: { positionMinutesPerWeek: offer.positionMinutesPerWeek } });
  await tx.client.listing.updateMany({ where: { id }, data: written(offer, regionId) });
  await tx.client.listingLender.updateMany({ where: { listingId: id }, data: { baseCode: offer.base.code, hidden: offer.regionOnly } });
  await tx.client.listingCompetence.deleteMany({ where: { listingId: id } });
  await tx.client.offerEvidence.deleteMany({ where: { offerId: id } });
  await tx.client.availability.deleteMany({ where: { listingId: id } });
  await insertParts(tx, id, offer);
}

async function insertParts({ client }: Tx, id: string, offer: CheckedOffer): Promise<void> {
  await client.listingCompetence.createMany({
    data: offer.claims.map(({ competence, level }, position) => ({ listingId: id, competenceCode: competence, level, position })),
  });
  await client.offerEvidence.createMany({
    data: offer.claims.flatMap(({ competence, evidence }) =>
      evidence ? [{ offerId: id, lenderId: offer.lender.id, competenceCode: competence, evidence }] : [],
    ),
  });
  await client.availability.createMany({
    data: offer.availability.map(({ period, minutesPerWeek }) => ({
      listingId: id,
      periodFrom: asDate(period.from),
      periodTo: asDate(period.to),
      minutesPerWeek,
    })),
  });
}
