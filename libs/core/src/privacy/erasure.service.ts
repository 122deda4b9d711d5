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
    if (!(await this.isAsked(payload, outboxId))) return;
    for (const organisationId of await this.organisationsOf(personId)) {
      await this.database.withTenant(systemFor(organisationId), (tx) => this.leave(tx, organisationId, personId));
    }
    await this.database.asGatekeeper(async (tx) => {
      if (!(await take(tx, outboxId, 'erase-person', payload))) return;
      await endRoles(tx, personId);
      await listKeptWords(tx, personId);
      await removeIdentity(tx, personId);
      await finish(tx, outboxId);
    });
  }

  /** A request that is done already, or about somebody who is not locked out (a backup from before was restored), erases nobody. */
  private isAsked(payload: JobPayload<'erase-person'>, outboxId: bigint): Promise<boolean> {
    return this.database.asGatekeeper(async (tx) => {
      if (!(await take(tx, outboxId, 'erase-person', payload))) return false;
      const erased = await tx.client.$queryRaw<object[]>`
        SELECT FROM person WHERE id = ${payload.personId}::uuid AND erased_at IS NOT NULL`;
      if (erased.length === 0) await finish(tx, outboxId);
      return erased.length > 0;
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
    await tx.client.$executeRaw`
      UPDATE listing SET headline = regexp_replace(headline, app.naming(p.name, p.email), '…', 'gi')
      FROM person p WHERE p.id = ${personId}::uuid AND listing.id = ANY (${ids}::uuid[]) AND headline ~* app.naming(p.name, p.email)`;
    await tx.client.$executeRaw`DELETE FROM offer_evidence WHERE offer_id = ANY (${ids}::uuid[])`;
    await tx.client.$executeRaw`
      UPDATE offer SET position_minutes_per_week = NULL WHERE id = ANY (${ids}::uuid[]) AND position_minutes_per_week IS NOT NULL`;
    await appendAudit(tx, { organisationId, act: 'erase', by: theSystem, thing: 'Person', thingId: personId });
  }
}

/** Their roles end, those to come before their first day, and what was written about them goes. */
async function endRoles({ client }: Tx, personId: string): Promise<void> {
  await client.$executeRaw`
    UPDATE membership SET valid_to = least(valid_to, greatest(valid_from, app.today()) - 1), ended_at = coalesce(ended_at, app.now()),
      end_reason = NULL, grant_reason = NULL, deputy_for = NULL
    WHERE person_id = ${personId}::uuid`;
}

/** Where others have written the name, the law keeps it: the organisation's audit tells the place, since when and why. */
async function listKeptWords(tx: Tx, personId: string): Promise<void> {
  const kept = await tx.client.$queryRaw<KeptWords[]>`
    SELECT organisation_id AS "organisationId", thing, thing_id AS "thingId", place, since::text
    FROM app.words_about(${personId}::uuid) ORDER BY organisation_id`;
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
    Prisma.sql`UPDATE person SET name = '', title = '', language = NULL, email = id || '@erased.invalid' WHERE id = ${personId}::uuid`,
  ];
  for (const removal of removals) await client.$executeRaw(removal);
}
