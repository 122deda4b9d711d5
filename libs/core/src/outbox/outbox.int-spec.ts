import { Database, disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import { createLogger, type JobQueue, openJobQueue } from '@fagtorg/platform';
import { randomUUID } from 'node:crypto';
import { jobs } from '../jobs.js';
import { backlog, finish, Relay, request, take } from './index.js';

let disposable: DisposableDatabase;
let database: Database;
let relay: Relay;
let queue: JobQueue<typeof jobs>;

const logger = createLogger({ process: 'spec', level: 'silent', format: 'json' });

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 4 });
  relay = new Relay(database);
  queue = openJobQueue({ jobs, redisUrl: undefined, postgresUrl: disposable.applicationUrl, logger });
});
afterAll(async () => {
  await queue.close();
  await database.close();
  await disposable.drop();
});
beforeEach(() => run(`UPDATE outbox SET done_at = now()`));

interface Row {
  readonly id: bigint;
  readonly dispatches: number;
  readonly parked: boolean;
  readonly revision: number;
}

const run = (sql: string): Promise<number> => database.asMatcher(({ client }) => client.$executeRawUnsafe(sql));
const rows = (): Promise<Row[]> =>
  database.asMatcher(
    ({ client }) => client.$queryRaw<Row[]>`
      SELECT id, dispatches, parked_at IS NOT NULL AS parked, (payload ->> 'revision')::int AS revision
      FROM outbox WHERE done_at IS NULL ORDER BY id`,
  );
const asks = (needId: string, revision = 1): Promise<void> => database.asMatcher((tx) => request(tx, 'match-need', { needId, revision }));
/** As if half a minute had gone by since everything was sent. */
const later = (): Promise<number> => run(`UPDATE outbox SET dispatched_at = dispatched_at - interval '31 seconds'`);
const waiting = async (): Promise<number> => (await queue.counts()).reduce((sum, counts) => sum + counts.waiting, 0);

describe('the outbox', () => {
  it('joins requests for the same thing until they are sent, and keeps the last', async () => {
    const needId = randomUUID();
    await asks(needId, 1);
    await asks(needId, 2);
    expect(await rows()).toMatchObject([{ revision: 2, dispatches: 0 }]);
    await relay.dispatch(queue);
    await asks(needId, 3);
    expect(await rows()).toMatchObject([
      { revision: 2, dispatches: 1 },
      { revision: 3, dispatches: 0 },
    ]);
  });

  it('sends each request once, whoever sends', async () => {
    for (let need = 0; need < 30; need += 1) await asks(randomUUID());
    const before = await waiting();
    const sent = await Promise.all([1, 2, 3].map(() => relay.dispatch(queue)));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect((await waiting()) - before).toBe(30);
    expect((await rows()).map(({ dispatches }) => dispatches)).toEqual(Array.from({ length: 30 }, () => 1));
  });

  it('sends again, under another name, what had no effect for half a minute', async () => {
    await asks(randomUUID());
    const before = await waiting();
    await relay.dispatch(queue);
    expect(await relay.dispatch(queue)).toBe(0);
    await later();
    expect(await relay.dispatch(queue)).toBe(1);
    expect((await waiting()) - before).toBe(2);
  });

  it('keeps what it could not send', async () => {
    await asks(randomUUID());
    const away = openJobQueue({ jobs, redisUrl: undefined, postgresUrl: 'postgresql://127.0.0.1:1/nowhere', logger });
    await expect(relay.dispatch(away)).rejects.toThrow();
    await away.close();
    await later();
    expect(await relay.dispatch(queue)).toBe(1);
  });

  it('parks what was sent ten times in vain, and says so', async () => {
    await asks(randomUUID());
    for (let time = 1; time <= 10; time += 1) {
      expect(await relay.dispatch(queue)).toBe(1);
      await later();
    }
    expect(await relay.dispatch(queue)).toBe(0);
    expect(await rows()).toMatchObject([{ dispatches: 10, parked: true }]);
    expect(await database.asMatcher(backlog)).toEqual({ waiting: 0, parked: 1 });
  });
});

describe('a job that is delivered', () => {
  const payload = { needId: randomUUID(), revision: 1 };
  const taken = (id: bigint, about = payload): Promise<boolean> => database.asMatcher((tx) => take(tx, id, 'match-need', about));
  const only = async (): Promise<bigint> => {
    await asks(payload.needId);
    return (await rows())[0]?.id ?? 0n;
  };

  it('has its effect once, though it is delivered again', async () => {
    const id = await only();
    expect(await taken(id)).toBe(true);
    await database.asMatcher((tx) => finish(tx, id));
    expect(await taken(id)).toBe(false);
  });

  it('is a stranger when its row is about something else: the queue has kept it from another database', async () => {
    const id = await only();
    expect(await taken(id, { needId: randomUUID(), revision: 1 })).toBe(false);
    expect(await database.asMatcher((tx) => take(tx, id, 'sweep', {}))).toBe(false);
    expect(await taken(id + 1000n)).toBe(false);
    expect(await taken(id)).toBe(true);
  });
});
