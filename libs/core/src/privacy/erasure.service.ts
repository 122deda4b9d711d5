import { Database, Prisma, systemFor, type Tx } from '@fagtorg/db';
import { KEPT_BY_LAW } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit, type AuditedThing } from '../audit/index.js';
import { theSystem } from '../history/index.js';
import type { JobPayload } from '../jobs.js';
import { ReleaseService } from '../offers/index.js';
import { finish, take } from '../outbox/index.js';

/** Removes a person who has been erased, organisation by organisation. What has been removed already is not there the second time. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseService,
  ) {}

  /** The lender's side first, each lender in a transaction of its own; the name last, with the end of the job. */
  async erase(payload: JobPayload<'erase-person'>, outboxId: bigint): Promise<void> {
    const { personId } = payload;
    for (const organisationId of await this.organisationsOf(personId)) {
      await this.database.withTenant(systemFor(organisationId), (tx) => this.leave(tx, organisationId, personId));
    }
    await this.database.asGatekeeper(async (tx) => {
      if (!(await take(tx, outboxId, 'erase-person', payload))) return;
      await forgetWords(tx, personId);
      await removeIdentity(tx, personId);
      await finish(tx, outboxId);
    });
  }

  private async organisationsOf(personId: string): Promise<string[]> {
    const rows = await this.database.asGatekeeper(
      ({ client }) => client.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT organisation_id AS id FROM membership WHERE person_id = ${personId}::uuid ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  }

  /** Live offers are withdrawn, evidence and the post are forgotten. */
  private async leave(tx: Tx, organisationId: string, personId: string): Promise<void> {
    const offers = await tx.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM offer WHERE specialist_id = ${personId}::uuid AND lender_id = ${organisationId}::uuid ORDER BY id`;
    for (const { id } of offers) await this.releases.withdrawForErased(tx, id);
    const ids = offers.map(({ id }) => id);
    await tx.client.$executeRaw`DELETE FROM offer_evidence WHERE offer_id = ANY (${ids}::uuid[])`;
    await tx.client.$executeRaw`
      UPDATE offer SET position_minutes_per_week = NULL WHERE id = ANY (${ids}::uuid[]) AND position_minutes_per_week IS NOT NULL`;
    await appendAudit(tx, { organisationId, act: 'erase', by: theSystem, thing: 'Person', thingId: personId });
  }
}

/** The name goes out of what others have written. Where the law keeps it, the organisation's audit tells the place, since when and why. */
async function forgetWords(tx: Tx, personId: string): Promise<void> {
  for (const table of [Prisma.sql`membership`, Prisma.sql`invitation`]) {
    await tx.client.$executeRaw`
      UPDATE ${table} SET deputy_for = NULL WHERE deputy_for = (SELECT name FROM person WHERE id = ${personId}::uuid)`;
  }
  const kept = await tx.client.$queryRaw<KeptWords[]>`
    SELECT k.organisation_id AS "organisationId", k.thing, k.thing_id AS "thingId", k.place, k.since::text
    FROM person p, app.forget_words(p.name, p.email) k WHERE p.id = ${personId}::uuid`;
  for (const { organisationId, thing, thingId, place, since } of kept) {
    const facts = { pseudonym: personId, place, since, law: KEPT_BY_LAW };
    await appendAudit(tx, { organisationId, act: 'keep-words', by: theSystem, thing, thingId, facts });
  }
}

interface KeptWords {
  readonly organisationId: string;
  readonly thing: AuditedThing;
  readonly thingId: string;
  readonly place: string;
  readonly since: string;
}

/** Nothing is left by which the row could be told from another's; its id stays, as the pseudonym of what is kept by law. */
async function removeIdentity({ client }: Tx, personId: string): Promise<void> {
  const removals = [
    Prisma.sql`DELETE FROM refresh_token WHERE person_id = ${personId}::uuid`,
    Prisma.sql`DELETE FROM session WHERE person_id = ${personId}::uuid`,
    Prisma.sql`DELETE FROM external_identity WHERE person_id = ${personId}::uuid`,
    Prisma.sql`UPDATE invitation SET email = NULL WHERE accepted_by_id = ${personId}::uuid
      OR email = (SELECT email FROM person WHERE id = ${personId}::uuid)`,
    Prisma.sql`UPDATE membership SET valid_to = greatest(valid_from, app.today() - 1), ended_at = app.now(), end_reason = NULL, grant_reason = NULL,
      deputy_for = NULL WHERE person_id = ${personId}::uuid`,
    Prisma.sql`UPDATE person SET name = '', title = '', language = NULL, email = id || '@erased.invalid' WHERE id = ${personId}::uuid`,
  ];
  for (const removal of removals) await client.$executeRaw(removal);
}
