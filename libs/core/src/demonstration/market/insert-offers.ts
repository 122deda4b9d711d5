import type { Tx } from '@fagtorg/db';
import { checkOffer, type OfferStatus } from '@fagtorg/domain';
import { record } from '../../history/index.js';
import { insertOffer, shownRegion } from '../../offers/index.js';
import type { ReferenceService } from '../../reference/index.js';
import { gathering } from '../gathering.js';
import { offerCourse } from './course.js';
import type { MadeUpOffer } from './made-up-offer.js';
import type { Stall } from './market.js';
import { colleague, type Staff } from './staff.js';

/** What an offer has become since it was inserted. */
interface Standing {
  readonly id: string;
  readonly status: OfferStatus;
  readonly revision: number;
  readonly resumeOn: string | null;
  readonly released: boolean;
}

/** Inserts the offers of an organisation with all that has happened to them. */
export async function insertOffers(tx: Tx, reference: ReferenceService, { offers }: Stall, staff: Staff): Promise<string[]> {
  const standing = await gathering(tx, async (gatherer) => {
    const inserted: Standing[] = [];
    for (const offer of offers) inserted.push(await insertOne(gatherer, reference, offer, staff));
    return inserted;
  });
  await catchUp(tx, standing);
  return standing.map(({ id }) => id);
}

async function insertOne(
  tx: Tx,
  reference: ReferenceService,
  { draft, specialist: account, steps, resumeOn }: MadeUpOffer,
  staff: Staff,
): Promise<Standing> {
  const specialist = colleague(staff, account);
  const checked = checkOffer(draft, specialist.name, reference, tx.today);
  if (!checked.ok) throw new Error(`A made-up offer of ${draft.lender} does not hold: ${checked.refusal.say('en')}`);
  const { course, consents } = offerCourse(steps);
  const last = course.at(-1);
  if (!last) throw new Error(`A made-up offer of ${draft.lender} never began.`);
  const shown = course.find(({ step }) => step.to === 'AVAILABLE');
  const id = await insertOffer({ ...tx, now: (shown ?? last).at }, checked.value, {
    status: shown ? 'AVAILABLE' : last.step.to,
    specialistId: specialist.personId,
    consents,
    regionId: shownRegion(reference, checked.value, tx.today),
  });
  for (const { step, by, at } of course) {
    const visible = shown !== undefined && at >= shown.at;
    await record({ ...tx, now: at }, { offerId: id, ownerId: checked.value.lender.id }, step, colleague(staff, by).author, visible);
  }
  return { id, status: last.step.to, revision: course.length, resumeOn, released: course.some(({ step }) => step.act === 'release') };
}

/** Brings what has moved on since it was first seen to where it stands; who was released is said to be employed for good. */
async function catchUp({ client }: Tx, standing: readonly Standing[]): Promise<void> {
  const moved = standing.filter(({ revision }) => revision > 1);
  if (moved.length === 0) return;
  await client.$executeRaw`
    UPDATE listing SET status = s.status, revision = s.revision, resume_on = s."resumeOn"
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS s(id uuid, status offer_status, revision int, "resumeOn" date)
    WHERE listing.id = s.id`;
  await client.offer.updateMany({
    where: { id: { in: moved.filter(({ released }) => released).map(({ id }) => id) } },
    data: { permanentEmployee: true },
  });
}
