import { Database, disposableDatabase, type DisposableDatabase, type Tx } from '@fagtorg/db';
import { Behind } from '@fagtorg/testing';
import { seedMarket } from '../demonstration/index.js';
import { ReferenceService } from '../reference/index.js';
import { MatchingService } from './index.js';

const SEEDING_MS = 240_000;
/** Tolga. */
const PLACE = '3426';
/** How many times the market of all who lie out of reach from there is added to the country. */
const TIMES = 5;

let disposable: DisposableDatabase;
let database: Database;
let behind: Behind;
let reference: ReferenceService;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 4, patient: true });
  behind = await Behind.of(disposable.ownerUrl);
  reference = new ReferenceService(database);
  await reference.reload();
  await seedMarket(database, reference, { onProgress: () => undefined });
  await behind.run(`INSERT INTO need_matching SELECT id, revision, app.now(), 'NEIGHBOUR_REGION' FROM need WHERE status = 'OPEN'`);
  await behind.run('ANALYZE');
}, SEEDING_MS);

afterAll(async () => {
  await Promise.all([database.close(), behind.close()]);
  await disposable.drop();
});

/** The tables that grow with the country. */
const growing = ['availability', 'listing', 'listing_competence', 'listing_lender', 'match', 'need', 'need_matching', 'need_requirement'];

/** How many rows of each table, and entries of each index, PostgreSQL looked at for some work of the matcher. */
async function looksAt(work: (as: Pick<Database, 'asMatcher'>) => Promise<unknown>): Promise<Record<string, number>> {
  let counted: Record<string, number> = {};
  await work({
    asMatcher: (task) =>
      database.asMatcher(async (tx) => {
        const before = await looked(tx);
        const done = await task(tx);
        const after = Object.entries(await looked(tx));
        counted = Object.fromEntries(after.map(([name, rows]) => [name, rows - (before[name] ?? 0)]));
        return done;
      }),
  });
  return counted;
}

const looked = async ({ client }: Tx): Promise<Record<string, number>> => {
  const rows = await client.$queryRaw<{ name: string; looked: number }[]>`
    SELECT t.relname AS name, sum(pg_stat_get_xact_tuples_returned(r.oid) + pg_stat_get_xact_tuples_fetched(r.oid))::int AS looked
    FROM pg_class t
    JOIN LATERAL (SELECT t.oid UNION ALL SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = t.oid) r ON true
    WHERE t.relnamespace = 'public'::regnamespace AND t.relname = ANY (${growing}) GROUP BY 1 ORDER BY 1`;
  return Object.fromEntries(rows.map((row) => [row.name, row.looked]));
};

const idsOf = async (sql: string): Promise<string[]> => (await behind.rows<{ id: string }>(sql, PLACE)).map(({ id }) => id);

/** Adds copies of what some rows of a table are, under other ids. */
const copies = (table: string, of: string, ids: Record<string, string>): Promise<number> =>
  behind.run(`
    INSERT INTO "${table}" SELECT (jsonb_populate_record(t, jsonb_build_object(${Object.entries(ids)
      .map(([column, id]) => `'${column}', ${id}`)
      .join(', ')}))).*
    FROM "${table}" t CROSS JOIN generate_series(1, ${TIMES}) AS n WHERE ${of}`);

const another = (id: string): string => `md5(${id}::text || n)::uuid`;

async function growElsewhere(): Promise<void> {
  const [near] = await behind.rows<{ ids: string[] }>(
    `SELECT array_agg(organisation_id::text) AS ids FROM reach WHERE place_code = $1`,
    PLACE,
  );
  const outOfReach = `lender_id <> ALL ('{${near?.ids.join(',')}}'::uuid[])`;
  await copies('offer', outOfReach, { id: another('t.id') });
  for (const [table, key] of [
    ['listing', 'id'],
    ['listing_lender', 'listing_id'],
    ['listing_competence', 'listing_id'],
    ['availability', 'listing_id'],
  ] as const) {
    await copies(table, `t.${key} IN (SELECT o.id FROM offer o WHERE ${outOfReach})`, { [key]: another(`t.${key}`) });
  }
  const served = `SELECT r.place_code FROM reach r WHERE r.organisation_id::text = ANY ('{${near?.ids.join(',')}}')`;
  await copies('need', `t.place_code NOT IN (${served})`, { id: another('t.id') });
  for (const table of ['need_requirement', 'need_matching']) {
    await copies(table, `t.need_id IN (SELECT n.id FROM need n WHERE n.place_code NOT IN (${served}))`, { need_id: another('t.need_id') });
  }
  await behind.run('ANALYZE');
}

describe('the work of matching', () => {
  it('hangs on who is around the place, however much there is elsewhere in the country', async () => {
    const needs = await idsOf(`SELECT id FROM need WHERE place_code = $1 AND status = 'OPEN'`);
    const [offer = ''] = await idsOf(`
      SELECT l.id FROM listing l JOIN listing_lender ll ON ll.listing_id = l.id JOIN organisation o ON o.id = ll.lender_id
      WHERE o.code = $1 AND l.status = 'AVAILABLE' AND l.work_mode <> 'ONSITE' ORDER BY l.id LIMIT 1`);
    const ranking = (needId: string): Promise<Record<string, number>> =>
      looksAt((as) => as.asMatcher((tx) => new MatchingService(database, reference).rank(tx, needId)));
    const telling = async (): Promise<Record<string, number>> => {
      const [asked] = await behind.rows<{ id: bigint }>(
        `INSERT INTO outbox (job, key, payload, dispatched_at) VALUES ('match-offer', $1, '{}', now()) RETURNING id`,
        offer,
      );
      const told = { offerId: offer, revision: 1 };
      return looksAt((as) => new MatchingService(as as Database, reference).matchOffer(told, asked?.id ?? 0n));
    };
    const work = async (): Promise<number[]> => {
      const tables = [await telling(), ...(await Promise.all(needs.map(ranking)))];
      return tables.flatMap((looked) => growing.map((table) => looked[table] ?? 0));
    };
    const before = await work();
    const offers = await behind.number('SELECT count(*) FROM listing');
    await growElsewhere();
    expect(await behind.number('SELECT count(*) FROM listing')).toBeGreaterThan(4 * offers);

    const grown = (await work()).map((rows, at) => rows - (before[at] ?? 0));
    expect(Math.max(...before)).toBeGreaterThan(100);
    expect(Math.max(...grown)).toBeLessThan(10);
  });
});
