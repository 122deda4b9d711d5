import { Database, disposableDatabase, type DisposableDatabase, systemFor, type Tx } from '@fagtorg/db';
import { checkNeed, checkOffer, defaultTerms, type NeedDraft, type OfferDraft, type Result } from '@fagtorg/domain';
import { insertNeed } from '../needs/index.js';
import { insertOffer } from '../offers/index.js';
import { ReferenceService } from '../reference/index.js';
import { gathering } from './gathering.js';

const GRONG = '5045';

const need: NeedDraft = {
  borrower: GRONG,
  place: null,
  coBorrowers: [{ organisation: '5046', minutes: 600 }],
  title: 'Psykolog, «delt» med Høylandet',
  description: 'Første linje\nandre linje',
  requirements: [{ competence: 'helse.psykolog', level: 'PROFICIENT', mandatory: true }],
  minutesTotal: 6000,
  minutesPerWeek: 450,
  minutesMin: null,
  period: { from: '2027-01-04', to: '2027-06-30' },
  answerBy: '2027-01-04',
  engagements: ['SECONDMENT', 'SHARED_POSITION'],
  workMode: 'HYBRID',
  workLanguages: null,
  workLanguageRequired: false,
  statutoryRequirement: 'hol-3-2-psykolog',
  lacks: 'BOTH',
  barriers: [],
  reliesOnOnePerson: true,
  funding: null,
};

const offer: OfferDraft = {
  lender: GRONG,
  base: null,
  regionOnly: true,
  hoursBasis: 'INSIDE_POST',
  positionMinutesPerWeek: 2250,
  terms: defaultTerms,
  headline: 'Psykolog',
  claims: [{ competence: 'helse.psykolog', level: 'EXPERT', evidence: 'Spesialist' }],
  availability: [{ period: { from: '2027-01-04', to: '2027-06-30' }, minutesPerWeek: 450 }],
  engagements: ['SECONDMENT'],
  workMode: 'HYBRID',
  travelLimitKm: null,
  workLanguages: null,
};

let disposable: DisposableDatabase;
let database: Database;
let reference: ReferenceService;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 2 });
  reference = new ReferenceService(database);
  await reference.reload();
});

afterAll(async () => {
  await database.close();
  await disposable.drop();
});

const held = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.refusal.say('en'));
  return result.value;
};

const contents = async ({ client }: Tx, table: string): Promise<string[]> => {
  const rows = await client.$queryRawUnsafe<{ row: unknown }[]>(
    `SELECT to_jsonb(t) - '{id,need_id,offer_id,listing_id}'::text[] AS row FROM "${table}" t`,
  );
  return rows.map(({ row }) => JSON.stringify(row));
};

it('what is gathered is stored as if it had been inserted one by one', async () => {
  const region = reference.regionOf(GRONG, 'BA-2020', '2026-11-23')?.id ?? '';
  const organisationId = reference.organisation(GRONG)?.id ?? '';
  await database.withTenant(systemFor(organisationId), async (tx) => {
    const specialist = await tx.client.membership.findFirstOrThrow({ where: { organisationId, role: 'SPECIALIST' } });
    const made = { status: 'AVAILABLE', specialistId: specialist.personId, consents: { specialist: true, lender: true } } as const;
    const insertBoth = async (into: Tx): Promise<void> => {
      await insertNeed(into, held(checkNeed(need, reference, tx.today)), 'OPEN', region);
      await insertOffer(into, held(checkOffer(offer, 'Kari Moen', reference, tx.today)), { ...made, regionId: region });
    };
    await insertBoth(tx);
    await gathering(tx, insertBoth);

    const tables = ['need', 'need_requirement', 'need_co_borrower', 'offer', 'listing', 'listing_lender', 'listing_competence'];
    for (const table of [...tables, 'availability', 'offer_evidence']) {
      const [first, second, ...others] = await contents(tx, table);
      expect([table, second, others]).toEqual([table, first, []]);
    }
  });
});
