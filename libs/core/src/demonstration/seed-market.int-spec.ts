import { Database, disposableDatabase, type DisposableDatabase, nobody } from '@fagtorg/db';
import { randomUUID } from 'node:crypto';
import { ReferenceService } from '../reference/index.js';
import { type SeededMarket, seedMarket } from './seed-market.js';

const SEEDING_MS = 120_000;

let disposable: DisposableDatabase;
let database: Database;
let reference: ReferenceService;
let made: SeededMarket;

const onProgress = (): void => undefined;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 4 });
  reference = new ReferenceService(database);
  await reference.reload();
  made = await seedMarket(database, reference, { onProgress });
}, SEEDING_MS);

afterAll(async () => {
  await database.close();
  await disposable.drop();
});

const asMatcher = <T>(sql: string): Promise<T[]> => database.asMatcher(({ client }) => client.$queryRawUnsafe<T[]>(sql));
/** Somebody who is signed in and works nowhere. */
const outsider = { ...nobody, personId: randomUUID() };
const asOutsider = <T>(sql: string): Promise<T[]> => database.withTenant(outsider, ({ client }) => client.$queryRawUnsafe<T[]>(sql));

describe('seeding the market', () => {
  it('makes 2,000 needs and 4,000 offers', () => expect(made).toMatchObject({ needs: 2000, offers: 4000 }));

  it('leaves no municipality out', async () => {
    const [absent] = await asMatcher<{ count: number }>(`
      SELECT count(*)::int AS count FROM municipality m WHERE m.valid_to IS NULL
        AND NOT EXISTS (SELECT FROM need n WHERE n.place_code = m.code) AND NOT EXISTS (SELECT FROM listing_lender ll WHERE ll.base_code = m.code)`);
    expect(absent).toEqual({ count: 0 });
  });

  it('asks for every open need to be matched, and for no offer', async () => {
    const requests = await asMatcher(`
      SELECT o.job, count(*) = (SELECT count(*) FROM need WHERE status = 'OPEN') AS "eachOnce"
      FROM outbox o JOIN need n ON n.id::text = o.key AND (o.payload ->> 'revision')::int = n.revision AND n.status = 'OPEN' GROUP BY o.job`);
    expect(requests).toEqual([{ job: 'match-need', eachOnce: true }]);
    expect(await asMatcher(`SELECT FROM outbox WHERE job <> 'match-need'`)).toEqual([]);
  });

  it('counts the offers as worked in', async () => {
    const waiting = await asMatcher(`
      SELECT l.id FROM listing l LEFT JOIN listing_matching m ON m.listing_id = l.id AND m.matched_revision = l.revision WHERE m.listing_id IS NULL`);
    expect(waiting).toEqual([]);
  });

  it('shows an outsider what is public alone', async () => {
    const statuses = await asOutsider(`
      SELECT DISTINCT status::text FROM need UNION SELECT DISTINCT status::text FROM listing ORDER BY 1`);
    expect(statuses).toEqual(['AVAILABLE', 'CLOSED', 'ON_HOLD', 'OPEN', 'PAUSED', 'WITHDRAWN'].map((status) => ({ status })));
  });

  it('tells how each came to where it stands', async () => {
    const astray = await asOutsider(`
      SELECT n.id FROM need n WHERE n.status::text <> (SELECT t.to_status FROM transition t WHERE t.need_id = n.id ORDER BY t.at DESC LIMIT 1)
      UNION ALL
      SELECT l.id FROM listing l WHERE l.status::text <> (SELECT t.to_status FROM transition t WHERE t.offer_id = l.id ORDER BY t.at DESC LIMIT 1)`);
    expect(astray).toEqual([]);
  });

  it('changes nothing when it is done again', async () => {
    const again = await seedMarket(database, reference, { onProgress });
    expect(again).toEqual({ ...made, needs: 0, offers: 0 });
  });
});
