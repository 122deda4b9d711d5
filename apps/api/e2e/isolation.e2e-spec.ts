import { openTrialRedis, readLauncherEnvironment } from '@fagtorg/platform';
import { Inbox, World } from '@fagtorg/testing';
import { privateColumns, releaseCanaries, unclassifiedColumns } from './isolation/canaries.js';
import { furnishedGround } from './isolation/furnishing.js';
import type { Ground } from './isolation/ground.js';
import { inWords, Matrix } from './isolation/matrix.js';
import { misdelivered, searchedTraces } from './isolation/traces.js';
import { openRowSecurity, withoutChecks } from './isolation/unlocked/unlocking.js';

/** What one world cannot show: what stands behind an erasure that is done. */
const neverSeen = ['Erasure.kept', 'KeptByLaw.period'];

const inbox = await Inbox.open();
afterAll(() => inbox.goesDown());

describe('three organisations and everybody who could ask', () => {
  const world = new World({ environment: { LOG_LEVEL: 'trace', PUBLIC_URL: 'http://127.0.0.1', ...inbox.variables } });
  let ground: Ground;
  let unlocked: string;
  let redis: Awaited<ReturnType<typeof openTrialRedis>>;

  beforeAll(async () => {
    await world.begin();
    ground = await furnishedGround(world);
    for (const worker of world.system.workers) await worker.stop();
    await releaseCanaries(world.behind);
    unlocked = `${await world.system.startApi({}, withoutChecks)}/graphql`;
  });
  beforeAll(async () => {
    redis = await openTrialRedis();
  });
  afterAll(() => redis?.stop());
  afterAll(() => world.end());

  it('have a canary in every private column, and no column that nobody has thought of', async () => {
    expect(privateColumns.length).toBeGreaterThan(25);
    expect(await unclassifiedColumns(world.behind)).toEqual([]);
  });

  it('see and do what is declared for every field, and nothing else', async () => {
    const { findings, rowsWritten, unseen, cells, broken } = await new Matrix(ground, { url: world.url, strictness: 'declared' }).run();
    expect(findings.map(inWords)).toEqual([]);
    expect({ rowsWritten, broken, unseen }).toEqual({ rowsWritten: 0, broken: 0, unseen: neverSeen });
    expect(cells.tried).toBeGreaterThan(50_000);
  }, 900_000);

  /** One for each right that row security knows of; `npm run security` asks as everybody. */
  const telling = [
    'nobody',
    'a manager',
    'a case worker',
    'the administrator',
    'the broker of another county',
    'a program with every scope',
  ];

  it('see and write nothing of others’ by row security alone', async () => {
    const actors = ground.actors.filter(({ name }) => telling.includes(name));
    const { findings, rowsWritten } = await new Matrix(ground, { url: unlocked, strictness: 'others alone', actors }).run();
    expect(findings.map(inWords)).toEqual([]);
    expect(rowsWritten).toBe(0);
  }, 900_000);

  it('leave no word in logs, queues or others’ mail', async () => {
    if (!redis && readLauncherEnvironment().CI) throw new Error('There is no redis-server, and CI is set.');
    const { searched, found } = await searchedTraces(world, { redisUrl: redis?.url ?? null, mails: () => inbox.mails });
    expect(found).toEqual([]);
    expect(Math.min(searched.logs, searched.redis ?? 1, searched.queueInPostgres, searched.mail)).toBeGreaterThan(0);
  });

  it('would be found out where both locks are open', async () => {
    await openRowSecurity(world.behind);
    const actors = ground.actors.filter(({ name }) => name === 'a manager');
    const { findings, rowsWritten } = await new Matrix(ground, { url: unlocked, strictness: 'others alone', actors }).run();
    const fields = new Set(findings.map(({ field }) => field.split(' ')[0]));
    expect([...fields]).toEqual(
      expect.arrayContaining(['person.name', 'need.title', 'Need', 'Offer.lender', 'Offer.specialist', 'Offer.matches', 'needs', 'offers']),
    );
    expect(rowsWritten).toBeGreaterThan(0);
    const { findings: undeclared } = await new Matrix(ground, { url: unlocked, strictness: 'declared', actors }).run({ reads: false });
    expect(undeclared.length).toBeGreaterThan(0);
  });
});

describe('a mail', () => {
  const canary = (code: string): string => `canary-person.name-${code}-own-nobody-1-`;
  it('may tell those whom it goes to of themselves alone', () => {
    expect(misdelivered({ to: canary('3426'), raw: canary('3426') })).toEqual([]);
    expect(misdelivered({ to: canary('3426'), raw: canary('5037') })).toHaveLength(1);
    expect(misdelivered({ to: 'anybody@fagtorg.example', raw: canary('5037') })).toHaveLength(1);
  });
});
