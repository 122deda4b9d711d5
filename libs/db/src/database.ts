import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client.js';
import { applicationRole } from './migrations/database-roles.js';
import { statementNames } from './statement-names.js';

/** For whom a transaction runs; row security reads it (the migration "tenancy" has the policies). Ids are organisations'. */
export interface TenantContext {
  readonly personId: string | null;
  /** The organisation that is written for; null where the transaction only reads. */
  readonly tenant: string | null;
  /** Where the person is manager or case worker: they see the organisation's drafts. */
  readonly drafting: readonly string[];
  /** Where the person is manager: they see the organisation's unpublished offers, and whose the published ones are. */
  readonly managed: readonly string[];
  /** Where the person is manager or administrator: they see the organisation's people. */
  readonly staffed: readonly string[];
  /** Counties in which the person brokers. */
  readonly counties: readonly string[];
  /** Where the person may draft needs; and where they may decide on them. */
  readonly writing: readonly string[];
  readonly posting: readonly string[];
  /** Where the person is a specialist; and where they may release somebody's hours. */
  readonly lending: readonly string[];
  readonly releasing: readonly string[];
  /** Where the person is administrator: they give roles, and make programs' accounts. */
  readonly administered: readonly string[];
  /** Where the person may read the audit. */
  readonly audited: readonly string[];
  /** What the application's own filters go by: for each action, the organisations and counties in which the person may. Row security doesn't. */
  readonly sights: Readonly<Record<string, Sight>>;
}

export interface Sight {
  readonly organisations: readonly string[];
  readonly counties: readonly string[];
}

/** One transaction. `now` is the application's time, and `today` its date in Europe/Oslo, "2026-11-21". */
export interface Tx {
  readonly client: Prisma.TransactionClient;
  /** Whom it runs for; null for the roles that act for nobody in particular. */
  readonly viewer: TenantContext | null;
  readonly now: Date;
  readonly today: string;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Most connections that this process holds. */
  readonly pool: number;
  /** Takes its time, as an import may; what serves people must not. */
  readonly patient?: boolean;
  /** Keeps the plans of what it reads again and again. Not where a plan hangs on how much there is, as in matching. */
  readonly keepsPlans?: boolean;
}

/** Nobody signed in: reads what is public. */
export const nobody: TenantContext = {
  ...{ personId: null, tenant: null },
  ...{ drafting: [], managed: [], staffed: [], counties: [], administered: [], audited: [] },
  ...{ writing: [], posting: [], lending: [], releasing: [] },
  sights: {},
};

/** The system acting for one organisation: deadlines and the like. */
export const systemFor = (organisationId: string): TenantContext => ({
  ...nobody,
  tenant: organisationId,
  drafting: [organisationId],
  managed: [organisationId],
  staffed: [organisationId],
  writing: [organisationId],
  posting: [organisationId],
  releasing: [organisationId],
});

/** Says which organisation the rest of a transaction writes for, once it is known that the person may. */
export async function actFor({ client }: Tx, organisationId: string): Promise<void> {
  await client.$executeRaw`SELECT set_config('app.tenant', ${organisationId}, true)`;
}

/** Says whose act the rest of a transaction is, once it is known who they are: the audit remembers them. */
export async function speakFor({ client }: Tx, personId: string): Promise<void> {
  await client.$executeRaw`SELECT set_config('app.person', ${personId}, true)`;
}

/** How long a transaction may wait for a connection, and may take. */
const CONNECTION_LIMIT_MS = 3_000;
const TRANSACTION_LIMIT_MS = 15_000;
const STATEMENT_LIMIT_MS = 10_000;
const LOCK_LIMIT_MS = 5_000;
/** How alike two words must be to be taken for each other: nearly all with a letter too few are, and most with two that changed places. */
const LIKENESS = 0.55;
/** How much longer those that take their time may take. */
const PATIENCE = 40;

/** A role that a connection has, or may take on. */
interface RoleInReach {
  readonly name: string;
  readonly own: boolean;
  readonly superuser: boolean;
  readonly bypasses: boolean;
  readonly makesRoles: boolean;
  readonly owns: boolean;
}

const powersOfRole = ({ superuser, bypasses, makesRoles, owns }: RoleInReach): string[] =>
  [superuser && 'is a superuser', bypasses && 'bypasses row security', owns && 'owns tables', makesRoles && 'makes roles'].filter(
    (power) => power !== false,
  );

/** PostgreSQL through Prisma, one transaction at a time, always on somebody's behalf. */
export class Database {
  private readonly prisma: PrismaClient;

  constructor({ url, pool, patient = false, keepsPlans = false }: DatabaseOptions) {
    const times = patient ? PATIENCE : 1;
    const adapter = new PrismaPg(
      {
        connectionString: url,
        max: pool,
        connectionTimeoutMillis: CONNECTION_LIMIT_MS,
        idleTimeoutMillis: 30_000,
        options: [
          `-c statement_timeout=${times * STATEMENT_LIMIT_MS}`,
          `-c lock_timeout=${LOCK_LIMIT_MS}`,
          `-c idle_in_transaction_session_timeout=${times * TRANSACTION_LIMIT_MS}`,
          `-c pg_trgm.word_similarity_threshold=${LIKENESS}`,
        ].join(' '),
      },
      keepsPlans ? { statementNameGenerator: statementNames() } : {},
    );
    this.prisma = new PrismaClient({
      adapter,
      transactionOptions: { maxWait: CONNECTION_LIMIT_MS, timeout: times * TRANSACTION_LIMIT_MS },
    });
  }

  /** Runs work in one transaction on behalf of a person or an organisation. */
  withTenant<T>(context: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(enter(context), context, work);
  }

  /** Runs work in one transaction as matching does: it reads listings and public needs, and nothing on persons. */
  asMatcher<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(Prisma.sql`SELECT set_config('role', 'fagtorg_matcher', true), ${moment}`, null, work);
  }

  /** Runs work in one transaction as what finds out who somebody is: it reads secrets' hashes, and nothing of the market. */
  asGatekeeper<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(Prisma.sql`SELECT set_config('role', 'fagtorg_gatekeeper', true), ${moment}`, null, work);
  }

  /** Runs work in one transaction as the steward of people and clock. Only the owner's connection may. */
  asSteward<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(Prisma.sql`SELECT set_config('role', 'fagtorg_steward', true), ${moment}`, null, work);
  }

  /** Rejects when the database does not answer. */
  async ping(): Promise<void> {
    await this.prisma.$queryRaw`SELECT 1`;
  }

  /**
   * Rejects where this process connects as another role than the one that our policies and triggers bind, or as one that has, or by SET ROLE
   * gets, powers that they don't bind. Whatever schema a table is in: the queue's has an owner too.
   */
  async refusePowers(): Promise<void> {
    const roles = await this.prisma.$queryRaw<RoleInReach[]>`
      SELECT r.rolname AS name, r.rolname = current_user AS own, r.rolsuper AS superuser, r.rolbypassrls AS bypasses, r.rolcreaterole AS "makesRoles",
        EXISTS (SELECT FROM pg_tables t WHERE t.tableowner = r.rolname) AS owns
      FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER') ORDER BY r.rolname`;
    const own = roles.find((role) => role.own);
    // Whoever is a superuser may become everybody.
    const others = own?.superuser ? [] : roles.filter((role) => !role.own && powersOfRole(role).length > 0);
    const powers = [
      ...(own ? powersOfRole(own) : ['is unknown']),
      ...others.map((role) => `may become ${role.name}, which ${powersOfRole(role).join(' and ')}`),
    ];
    if (powers.length === 0 && own?.name !== applicationRole) powers.push('our triggers do not bind');
    if (powers.length === 0) return;
    throw new Error(
      `DATABASE_URL signs in as ${own?.name ?? 'nobody'}, which ${powers.join(' and ')}. Sign in as ${applicationRole}, which row security binds.`,
    );
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
  }

  private transaction<T>(entrance: Prisma.Sql, viewer: TenantContext | null, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.prisma.$transaction(async (client) => {
      const [moment] = await client.$queryRaw<{ now: Date; today: string }[]>(entrance);
      if (!moment) throw new Error('The database has no clock: its migrations have not been applied.');
      return work({ client, viewer, now: moment.now, today: moment.today });
    });
  }
}

/** Read in the statement that opens the transaction, so that the time costs no round trip. */
const moment = Prisma.sql`app.now() AS now, app.today()::text AS today`;

/** What row security reads of a context: the names of settings, and their values. */
export const settingsOf = ({ personId, tenant, ...context }: TenantContext): [name: string, value: string][] => {
  const organisations = Object.entries(context).filter(([, ids]) => Array.isArray(ids)) as [string, readonly string[]][];
  return [
    ['app.person', personId ?? ''],
    ['app.tenant', tenant ?? ''],
    ...organisations.map(([name, ids]): [string, string] => [`app.${name}`, ids.join(',')]),
  ];
};

const enter = (context: TenantContext): Prisma.Sql => {
  const settings = settingsOf(context).map(([name, value]) => Prisma.sql`set_config(${name}, ${value}, true)`);
  return Prisma.sql`SELECT ${Prisma.join(settings)}, ${moment}`;
};
