import pg from 'pg';
import { settingsOf, type TenantContext } from '../database.js';

/** Who does something, what they do, and how many rows they shall see or change, or how they shall be refused. */
export interface Step {
  /** A viewer ("nobody"), one with the organisation that they write for ("admin@lender"), or a role: matcher, gatekeeper, steward, archivist, superuser. */
  readonly who: string;
  /** One statement; `:open` stands for an id of the ground. */
  readonly does: string;
  readonly meets: number | RegExp;
  /** What a superuser does first, such as to take another lock out of the way. */
  readonly after?: string;
}

const roles: Readonly<Record<string, string>> = {
  matcher: 'fagtorg_matcher',
  gatekeeper: 'fagtorg_gatekeeper',
  steward: 'fagtorg_steward',
  archivist: 'fagtorg_archivist',
  'other owner': 'fagtorg_other_owner',
};

/** What PostgreSQL said no with: the lock's name where it has one, else its words. */
const refusal = (fault: pg.DatabaseError): string =>
  [fault.constraint, fault.code === '23502' && `${String(fault.table)}.${String(fault.column)} is missing`, fault.message]
    .filter(Boolean)
    .join(': ');

/** A superuser's transaction in which locks are tried as whoever they bind. Nothing of what is tried stays. */
export class Trying {
  constructor(
    readonly client: pg.Client,
    private readonly viewers: Readonly<Record<string, TenantContext>>,
    private readonly ids: Readonly<Record<string, string>>,
  ) {}

  /** @throws where a step meets something else than it should */
  async step({ who, does, meets, after }: Step): Promise<void> {
    const met = await this.meets(who, this.withIds(does), after === undefined ? null : this.withIds(after));
    const right = typeof met === 'number' || typeof meets === 'number' ? met === meets : meets.test(met);
    if (!right) throw new Error(`${who}: ${does}\n  should meet ${String(meets)}, and meets ${String(met)}`);
  }

  /** The rows that a superuser reads. */
  async rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, [...values])).rows;
  }

  private async meets(who: string, sql: string, after: string | null): Promise<number | string> {
    await this.client.query('SAVEPOINT step');
    try {
      if (after !== null) await this.client.query(after);
      await this.become(who);
      return (await this.client.query(sql)).rowCount ?? 0;
    } catch (fault) {
      if (fault instanceof pg.DatabaseError) return refusal(fault);
      throw fault;
    } finally {
      await this.client.query('ROLLBACK TO SAVEPOINT step');
    }
  }

  private async become(who: string): Promise<void> {
    const [viewer = '', tenant] = who.split('@');
    if (viewer === 'superuser') return;
    const context = this.viewers[viewer];
    if (roles[viewer] === undefined && context === undefined) throw new Error(`There is no ${who} on this ground.`);
    if (context) {
      const settings = settingsOf({ ...context, tenant: tenant === undefined ? null : this.id(tenant) });
      for (const setting of settings) await this.client.query('SELECT set_config($1, $2, true)', setting);
    }
    await this.client.query(`SET LOCAL ROLE ${roles[viewer] ?? 'fagtorg_app'}`);
  }

  private withIds(sql: string): string {
    return sql.replaceAll(/(?<!:):([a-z]+)/g, (_, name: string) => `'${this.id(name)}'`);
  }

  private id(name: string): string {
    const id = this.ids[name];
    if (id === undefined) throw new Error(`There is no ${name} on this ground.`);
    return id;
  }
}
