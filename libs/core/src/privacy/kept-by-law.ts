import { Prisma, type Tx } from '@fagtorg/db';
import { retention, type RetentionRule } from '@fagtorg/domain';

/** A kind of thing that an erasure leaves under the pseudonym, because the law keeps it. */
export interface KeptByLaw {
  readonly rule: RetentionRule;
  /** How many there are; null where only the erasure finds out, and the organisations' audits tell. */
  readonly count: number | null;
  /** The first of them, "2026-11-21"; null where there are none or it is not known. */
  readonly since: string | null;
}

/** What is kept of a person without end, as they may read it themselves. */
export function keptByLaw(tx: Tx, personId: string): Promise<KeptByLaw[]> {
  const kept = retention.filter(({ days }) => days === null);
  return Promise.all(kept.map(async (rule) => ({ rule, ...(await counted(tx, own(rule.thing, personId))) })));
}

function own(thing: RetentionRule['thing'], personId: string): Prisma.Sql | null {
  if (thing === 'STEP') {
    return Prisma.sql`transition_detail d JOIN transition s ON s.id = d.transition_id WHERE d.person_id = ${personId}::uuid`;
  }
  return thing === 'AUDIT' ? Prisma.sql`audit_event s WHERE s.actor_id = ${personId}::uuid` : null;
}

async function counted({ client }: Tx, rows: Prisma.Sql | null): Promise<Omit<KeptByLaw, 'rule'>> {
  if (!rows) return { count: null, since: null };
  const [found] = await client.$queryRaw<Omit<KeptByLaw, 'rule'>[]>`
    SELECT count(*)::int AS count, (min(s.at) AT TIME ZONE 'Europe/Oslo')::date::text AS since FROM ${rows}`;
  return found ?? { count: 0, since: null };
}
