import { Database, nobody } from '@fagtorg/db';
import type { TokenHolder } from '@fagtorg/platform';
import { setTimeout as wait } from 'node:timers/promises';

/** The database of a world, seen by its owner: what no user of the API may see or do. */
export class Behind {
  private constructor(private readonly database: Database) {}

  /** Lifts row security for the owner of a disposable database; the application's role stays bound by it. */
  static async of(ownerUrl: string): Promise<Behind> {
    const behind = new Behind(new Database({ url: ownerUrl, pool: 2 }));
    const bound = await behind.rows<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relforcerowsecurity`);
    for (const { name } of bound) await behind.run(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY`);
    return behind;
  }

  rows<T>(sql: string, ...values: unknown[]): Promise<T[]> {
    return this.database.withTenant(nobody, ({ client }) => client.$queryRawUnsafe<T[]>(sql, ...values));
  }

  async run(sql: string, ...values: unknown[]): Promise<number> {
    return this.database.withTenant(nobody, ({ client }) => client.$executeRawUnsafe(sql, ...values));
  }

  /** The only number that a statement answers. */
  async number(sql: string, ...values: unknown[]): Promise<number> {
    const [row] = await this.rows<Record<string, unknown>>(sql, ...values);
    return Number(Object.values(row ?? {})[0]);
  }

  /** How many rows each table holds, but for what the machinery writes on its own. */
  async rowCounts(): Promise<Record<string, number>> {
    const machinery = ['outbox', 'need_matching', 'listing_matching', '_prisma_migrations'];
    const tables = await this.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
    const counted = tables.filter(({ name }) => !machinery.includes(name));
    const counts = counted.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS count FROM "${name}"`);
    const rows = await this.rows<{ name: string; count: number }>(counts.join(' UNION ALL '));
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }

  async personId(email: string): Promise<string> {
    return (await this.tokenHolder(email)).personId;
  }

  /** Whom a bearer token names: a person, and the version of their tokens. */
  tokenHolder(email: string): Promise<TokenHolder> {
    return this.database.asSteward(async ({ client }) => {
      const person = await client.person.findUnique({ where: { email } });
      if (!person) throw new Error(`Nobody has the address ${email}.`);
      return { personId: person.id, version: person.tokenVersion };
    });
  }

  /** Moves the clock that API, worker and SQL share to a moment. */
  async setClock(moment: string): Promise<void> {
    await this.database.asSteward(
      ({ client }) => client.$executeRaw`UPDATE clock SET offset_seconds = extract(epoch FROM ${moment}::timestamptz - now())::int`,
    );
  }

  /** Waits until a statement that answers one number answers this one; how long is no matter of the specs. */
  async until(sql: string, expected: number): Promise<void> {
    let found = NaN;
    for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
      found = await this.number(sql);
      if (found === expected) return;
      await wait(PAUSE_MS);
    }
    throw new Error(`Waited in vain for ${expected}, found ${found}: ${sql}`);
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

const PAUSE_MS = 25;
const PATIENCE = 2_400;
