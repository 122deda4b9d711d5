import { constraintBroken, Database, retrying, type TenantContext, type Tx } from '@fagtorg/db';
import { ok, refuse, type Refused, type Result } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit, type AuditEntry } from '../audit/index.js';

/** What a mutation did: the thing that the caller reads next. */
export interface Effect {
  readonly typename: 'Need' | 'Offer' | 'Person' | 'Membership' | 'Invitation' | 'ServiceAccount' | 'ApiToken';
  readonly id: string;
  readonly revision: number;
}

/** An effect with what the audit shall tell of it; no use case ends without. */
export interface Done extends Effect {
  readonly audit: Pick<AuditEntry, 'organisationId' | 'act' | 'by' | 'facts'>;
}

/** A person's edit of a thing: what they saw is the revision. */
export interface Edit {
  readonly id: string;
  readonly revision: number;
}

/** An Idempotency-Key and what came with it. */
export interface Once {
  readonly personId: string;
  readonly field: string;
  readonly key: string;
  readonly inputHash: string;
}

/** The one way to write: one transaction for one use case, with its audit, all of it or nothing, and once where the caller gave a key. */
@Injectable()
export class Writing {
  constructor(private readonly database: Database) {}

  /**
   * Runs a use case. A refusal rolls everything back. What the database refuses by its constraints becomes CONFLICT; a transaction that
   * lost a race is tried again, up to six times.
   */
  run(context: TenantContext, once: Once | null, work: (tx: Tx) => Promise<Result<Done>>): Promise<Result<Effect>> {
    return untilDecided(() =>
      this.database.withTenant(context, (tx) => orRollBack(once ? onlyOnce(tx, once, () => audited(tx, work)) : audited(tx, work))),
    );
  }

  /** Runs what lets somebody in, as the gatekeeper, in the same manner. It writes its own audit: who acts is only found out in it. */
  admit<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
    return untilDecided(() => this.database.asGatekeeper((tx) => orRollBack(work(tx))));
  }
}

const untilDecided = <T>(transaction: () => Promise<Result<T>>): Promise<Result<T>> =>
  retrying(async () => {
    try {
      return await transaction();
    } catch (error) {
      if (error instanceof RolledBack) return error.refused;
      if (constraintBroken(error)) return lostRace;
      throw error;
    }
  });

async function audited(tx: Tx, work: (tx: Tx) => Promise<Result<Done>>): Promise<Result<Effect>> {
  const done = await work(tx);
  if (!done.ok) return done;
  const { audit, ...effect } = done.value;
  await appendAudit(tx, { ...audit, thing: effect.typename, thingId: effect.id });
  return ok(effect);
}

/** Carries a refusal out of the transaction, which is then undone. */
class RolledBack extends Error {
  constructor(readonly refused: Refused) {
    super('refused');
  }
}

async function orRollBack<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  const result = await work;
  if (!result.ok) throw new RolledBack(result);
  return result;
}

/**
 * Keeps the effect beside the key, in the same transaction. A second caller with the key waits here for the first, and gets what it did;
 * with other input it is refused.
 */
async function onlyOnce(tx: Tx, once: Once, work: () => Promise<Result<Effect>>): Promise<Result<Effect>> {
  const { personId, field, key, inputHash } = once;
  const first = await tx.client.$executeRaw`
    INSERT INTO idempotency (person_id, field, key, input_hash) VALUES (${personId}::uuid, ${field}, ${key}, ${inputHash})
    ON CONFLICT DO NOTHING`;
  if (first === 0) {
    const [kept] = await tx.client.$queryRaw<(Effect & { inputHash: string })[]>`
      SELECT input_hash AS "inputHash", typename, thing_id AS id, revision FROM idempotency
      WHERE person_id = ${personId}::uuid AND field = ${field} AND key = ${key}`;
    if (kept?.inputHash !== inputHash) return refuse('CONFLICT', [], 'key-reused', undefined);
    return ok({ typename: kept.typename, id: kept.id, revision: kept.revision });
  }
  const result = await work();
  if (result.ok) {
    const { typename, id, revision } = result.value;
    await tx.client.$executeRaw`
      UPDATE idempotency SET typename = ${typename}, thing_id = ${id}::uuid, revision = ${revision}
      WHERE person_id = ${personId}::uuid AND field = ${field} AND key = ${key}`;
  }
  return result;
}

/** The rules refuse before the database does; what reaches it anyway lost a race with another change. */
const lostRace = refuse('CONFLICT', [], 'changed-meanwhile', undefined);
