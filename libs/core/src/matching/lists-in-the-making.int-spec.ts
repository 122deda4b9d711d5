import { Database, disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import type { Actor, NeedDraft, OfferDraft, Result } from '@fagtorg/domain';
import { setTimeout as wait } from 'node:timers/promises';
import { personOf } from '../demonstration/index.js';
import { IdentityService } from '../identity/index.js';
import { NeedsService } from '../needs/index.js';
import { OffersService, ReleaseService } from '../offers/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, Writing } from '../writing/index.js';
import { MatchingService } from './index.js';

let disposable: DisposableDatabase;
let database: Database;
let owner: Database;
let reference: ReferenceService;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 6 });
  owner = new Database({ url: disposable.ownerUrl, pool: 1 });
  reference = new ReferenceService(database);
  await reference.reload();
});
afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await disposable.drop();
});

const rows = <T>(sql: string): Promise<T[]> => database.asMatcher(({ client }) => client.$queryRawUnsafe<T[]>(sql));

async function actor(email: string): Promise<Actor> {
  const found = await new IdentityService(database, reference).actorOf((await personOf(owner, email))?.personId ?? '');
  if (!found) throw new Error(`Nobody has the address ${email}.`);
  return found;
}

async function done(step: Promise<Result<Effect>>): Promise<Effect> {
  const result = await step;
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const year = new Date().getFullYear();
const period = { from: `${year + 1}-01-04`, to: `${year + 1}-06-30` };

const planner: NeedDraft = {
  borrower: '5007',
  place: null,
  coBorrowers: [],
  title: 'Planlegger til samfunnsdelen',
  description: '',
  requirements: [{ competence: 'plan.samfunnsdel', level: 'PROFICIENT', mandatory: true }],
  minutesTotal: 7200,
  minutesPerWeek: null,
  minutesMin: null,
  period,
  answerBy: `${year + 1}-01-15`,
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  workLanguages: null,
  workLanguageRequired: false,
  statutoryRequirement: null,
  lacks: null,
  barriers: [],
  reliesOnOnePerson: false,
  funding: null,
};

const hours: OfferDraft = {
  lender: '5047',
  base: null,
  regionOnly: false,
  hoursBasis: 'INSIDE_POST',
  positionMinutesPerWeek: null,
  terms: { kind: 'TIME_BANK', hourlyOre: null, travelCounted: true },
  headline: 'Samfunnsplanlegger',
  claims: [{ competence: 'plan.samfunnsdel', level: 'EXPERT', evidence: null }],
  availability: [{ period, minutesPerWeek: 600 }],
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  travelLimitKm: null,
  workLanguages: null,
};

const limits = { permanentEmployee: true, maxMinutesPerWeek: null, until: null, engagements: null, preApproved: false };

interface Waiting {
  readonly id: bigint;
  readonly job: 'match-need' | 'match-offer';
  readonly payload: { readonly needId: string; readonly offerId: string; readonly revision: number };
}

const waiting = (): Promise<Waiting[]> => rows<Waiting>('SELECT id, job, payload FROM outbox WHERE done_at IS NULL ORDER BY id');

/** Does what is asked for, until nothing is. */
async function settles(matching: MatchingService): Promise<void> {
  for (let jobs = await waiting(); jobs.length > 0; jobs = await waiting()) {
    for (const { id, job, payload } of jobs)
      await (job === 'match-need' ? matching.matchNeed(payload, id) : matching.matchOffer(payload, id));
  }
}

/** Until some work has come to its end, or waits for a lock. */
async function isDoneOrWaits(work: Promise<void>): Promise<void> {
  const ended = work.then(() => true);
  const held = async (): Promise<boolean> =>
    (await rows(`SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`))
      .length > 0;
  while (!(await Promise.race([ended, held()]))) await wait(5);
}

describe('a list that is being computed', () => {
  it('does not keep an offer that is paused before it is stored', async () => {
    const [needs, offers, release] = [
      new NeedsService(new Writing(database), reference),
      new OffersService(new Writing(database), reference),
      new ReleaseService(new Writing(database)),
    ];
    const [borrower, lender, specialist] = await Promise.all(
      ['manager@5007.example', 'manager@5047.example', 'specialist1@5047.example'].map(actor),
    );
    if (!borrower || !lender || !specialist) throw new Error('Somebody is missing.');
    const published = await done(offers.publish(specialist, hours, null, false, null));
    const available = await done(release.release(lender, published, limits, null));
    await settles(new MatchingService(database, reference));
    const { id: needId } = await done(needs.post(borrower, planner, false, null));

    const slow = new MatchingService(database, reference);
    const rank = slow.rank.bind(slow);
    let told = Promise.resolve();
    slow.rank = async (tx, id) => {
      const ranked = await rank(tx, id);
      expect(ranked.matches).toMatchObject([{ offerId: available.id, outcome: 'ELIGIBLE' }]);
      await done(release.pause(specialist, available, null, null, null));
      const [change] = (await waiting()).filter(({ job }) => job === 'match-offer');
      told = new MatchingService(database, reference).matchOffer(change?.payload ?? { offerId: '', revision: 0 }, change?.id ?? 0n);
      await isDoneOrWaits(told);
      return ranked;
    };
    const [request] = await waiting();
    await slow.matchNeed({ needId, revision: 1 }, request?.id ?? 0n);
    await told;
    await settles(new MatchingService(database, reference));

    expect(await rows(`SELECT offer_id FROM match WHERE need_id = '${needId}'`)).toEqual([]);
  });
});
