import pg from 'pg';
import { type DisposableDatabase, disposableDatabase } from '../disposable/disposable-database.js';
import { type Ground, type Lock, nameOf, openGround, probeOf, standingLocks, writtenProbes } from './index.js';

let disposable: DisposableDatabase;
let ground: Ground;
let locks: Lock[];

beforeAll(async () => {
  disposable = await disposableDatabase();
  ground = await openGround(disposable);
  locks = await ground.trying(null, ({ client }) => standingLocks(client));
});
afterAll(async () => {
  await ground.close();
  await disposable.drop();
});

const tried = async (lock: Lock, breach: string | null = null): Promise<string | null> => {
  try {
    await ground.trying(breach, async (trying) => probeOf(lock)?.(trying, lock));
    return null;
  } catch (fault) {
    if (fault instanceof pg.DatabaseError) throw new Error(`${nameOf(lock)} (${String(breach)}): ${fault.message}`, { cause: fault });
    return `${nameOf(lock)}: ${fault instanceof Error ? fault.message : String(fault)}`;
  }
};

describe('every lock of the database', () => {
  it('is one that somebody has said what it lets through and refuses', () => {
    expect(locks.filter((lock) => !probeOf(lock)).map(nameOf)).toEqual([]);
  });

  it('still stands, where somebody has said so', () => {
    const standing = locks.map((lock) => (lock.kind === 'check' ? `check ${lock.name}` : nameOf(lock)));
    expect([...writtenProbes.keys()].filter((name) => !standing.includes(name))).toEqual([]);
  });

  it.each([...['policy', 'row security', 'check', 'not null', 'key', 'reference', 'exclusion', 'trigger', 'function', 'role']])(
    'lets through what it should, and refuses the rest: each %s',
    async (kind) => {
      const faults: (string | null)[] = [];
      for (const lock of locks.filter((one) => one.kind === kind)) faults.push(await tried(lock));
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.filter((fault) => fault !== null)).toEqual([]);
    },
  );
});
