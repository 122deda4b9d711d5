import { Prisma, type Tx } from '@fagtorg/db';
import { checkNeed, type NeedOutcome, type NeedStatus, privateNeedStatuses } from '@fagtorg/domain';
import { record } from '../../history/index.js';
import { insertNeed, matchedStatuses } from '../../needs/index.js';
import { requestEach } from '../../outbox/index.js';
import type { ReferenceService } from '../../reference/index.js';
import { gathering } from '../gathering.js';
import { needCourse } from './course.js';
import type { MadeUpNeed } from './made-up-need.js';
import type { Stall } from './market.js';
import { colleague, type Staff } from './staff.js';

/** What a need has become since it was inserted. */
interface Standing {
  readonly id: string;
  readonly status: NeedStatus;
  readonly revision: number;
  readonly outcome: NeedOutcome | null;
}

/** Inserts the needs of an organisation with all that has happened to them, and asks for the matching of those that are open. */
export async function insertNeeds(tx: Tx, reference: ReferenceService, { participant, needs }: Stall, staff: Staff): Promise<string[]> {
  const standing = await gathering(tx, async (gatherer) => {
    const inserted: Standing[] = [];
    for (const need of needs) inserted.push(await insertOne(gatherer, reference, need, staff));
    return inserted;
  });
  await catchUp(
    tx,
    standing.filter(({ revision }) => revision > 1),
  );
  await requestEach(
    tx,
    'match-need',
    Prisma.sql`SELECT id::text AS key, jsonb_build_object('needId', id, 'revision', revision) AS payload
      FROM need WHERE borrower_id = ${participant.id}::uuid AND status IN ${matchedStatuses}`,
  );
  return standing.map(({ id }) => id);
}

async function insertOne(tx: Tx, reference: ReferenceService, { draft, steps, outcome }: MadeUpNeed, staff: Staff): Promise<Standing> {
  const checked = checkNeed(draft, reference, tx.today);
  if (!checked.ok) throw new Error(`A made-up need of ${draft.borrower} does not hold: ${checked.refusal.say('en')}`);
  const region = reference.regionOf(checked.value.place.code, 'BA-2020', tx.today);
  const course = needCourse(steps);
  const last = course.at(-1);
  if (!region || !last) throw new Error(`A made-up need of ${draft.borrower} lies nowhere or never began.`);
  const opened = course.find(({ step }) => step.to === 'OPEN');
  const id = await insertNeed({ ...tx, now: (opened ?? last).at }, checked.value, opened ? 'OPEN' : last.step.to, region.id);
  for (const { step, by, at } of course) {
    const visible = !privateNeedStatuses.includes(step.to);
    await record({ ...tx, now: at }, { needId: id, ownerId: checked.value.borrower.id }, step, colleague(staff, by).author, visible);
  }
  return { id, status: last.step.to, revision: course.length, outcome };
}

/** Brings what has moved on since it was first seen to where it stands, in one statement. */
async function catchUp({ client }: Tx, moved: readonly Standing[]): Promise<void> {
  if (moved.length === 0) return;
  await client.$executeRaw`
    UPDATE need SET status = s.status, revision = s.revision, outcome = s.outcome
    FROM jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) AS s(id uuid, status need_status, revision int, outcome need_outcome)
    WHERE need.id = s.id`;
}
