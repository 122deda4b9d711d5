import { Database, Prisma, systemFor, type Tx } from '@fagtorg/db';
import { Injectable } from '@nestjs/common';
import type { JobName, JobPayload } from '../jobs.js';
import { matchedStatuses, NeedStepsService } from '../needs/index.js';
import { ReleaseService } from '../offers/index.js';
import { finish, request, requestEach, take } from '../outbox/index.js';

/** What time brings about. Everything due is found in the tables, so that no schedule lives in a queue alone. */
@Injectable()
export class UpkeepService {
  constructor(
    private readonly database: Database,
    private readonly needs: NeedStepsService,
    private readonly offers: ReleaseService,
  ) {}

  /** Ends what is overdue, on behalf of the organisation that it belongs to. */
  expire(payload: JobPayload<'expire'>, outboxId: bigint): Promise<void> {
    const { thing, id } = payload;
    return this.forOwner('expire', payload, outboxId, (tx) => (thing === 'need' ? this.needs.expire(tx, id) : this.offers.expire(tx, id)));
  }

  resumeOffer(payload: JobPayload<'resume-offer'>, outboxId: bigint): Promise<void> {
    return this.forOwner('resume-offer', payload, outboxId, (tx) => this.offers.resumeOnDay(tx, payload.offerId));
  }

  /** Asks for a sweep, unless one is waiting already. */
  async requestSweep(): Promise<void> {
    await this.database.asMatcher((tx) => request(tx, 'sweep', {}));
  }

  /** Asks for what is due: deadlines that have passed, matchings computed for another day or edit. Removes what is kept too long. */
  async sweep(outboxId: bigint): Promise<void> {
    await this.database.asMatcher(async (tx) => {
      if (!(await take(tx, outboxId, 'sweep', {}))) return;
      await requestDeadlines(tx);
      await requestStaleMatchings(tx);
      await requestRetention(tx);
      await removeOld(tx);
      await finish(tx, outboxId);
    });
  }

  private async forOwner<N extends 'expire' | 'resume-offer'>(
    job: N,
    payload: JobPayload<N>,
    outboxId: bigint,
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    await this.database.withTenant(systemFor(payload.organisationId), async (tx) => {
      if (!(await take(tx, outboxId, job, payload))) return;
      await work(tx);
      await finish(tx, outboxId);
    });
  }
}

async function requestDeadlines(tx: Tx): Promise<void> {
  const overdue = Prisma.sql`
    SELECT 'need:' || id AS key, jsonb_build_object('thing', 'need', 'id', id, 'organisationId', borrower_id) AS payload FROM need
    WHERE status = 'OPEN' AND answer_by < app.today() AND minutes_agreed = 0
    UNION ALL
    SELECT 'offer:' || l.id, jsonb_build_object('thing', 'offer', 'id', l.id, 'organisationId', ll.lender_id)
    FROM listing l JOIN listing_lender ll ON ll.listing_id = l.id
    WHERE l.status IN ('AVAILABLE', 'PAUSED', 'EXHAUSTED') AND l.last_day < app.today()`;
  await requestDue(tx, 'expire', overdue);
  const resuming = Prisma.sql`
    SELECT l.id::text AS key, jsonb_build_object('offerId', l.id, 'organisationId', ll.lender_id) AS payload
    FROM listing l JOIN listing_lender ll ON ll.listing_id = l.id
    WHERE l.status = 'PAUSED' AND l.resume_on <= app.today() AND l.last_day >= app.today()`;
  await requestDue(tx, 'resume-offer', resuming);
}

/** What fits depends on today, so that every matching is computed anew once a day. */
async function requestStaleMatchings(tx: Tx): Promise<void> {
  const stale = Prisma.sql`
    SELECT n.id::text AS key, jsonb_build_object('needId', n.id, 'revision', n.revision) AS payload
    FROM need n LEFT JOIN need_matching nm ON nm.need_id = n.id
    WHERE n.status IN ${matchedStatuses}
      AND (nm.need_id IS NULL OR nm.matched_revision <> n.revision OR (nm.matched_at AT TIME ZONE 'Europe/Oslo')::date <> app.today())`;
  await requestDue(tx, 'match-need', stale);
}

/** Once a day. */
const requestRetention = (tx: Tx): Promise<void> =>
  requestDue(
    tx,
    'enforce-retention',
    Prisma.sql`SELECT 'retention' AS key, '{}'::jsonb AS payload
      WHERE NOT EXISTS (SELECT FROM outbox WHERE job = 'enforce-retention' AND requested_at > now() - interval '1 day')`,
  );

/** Asks for what is due, except where it has been asked for already: a sweep comes every few seconds. */
const requestDue = (tx: Tx, job: JobName, due: Prisma.Sql): Promise<void> =>
  requestEach(
    tx,
    job,
    Prisma.sql`SELECT * FROM (${due}) d
      WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.job = ${job} AND o.key = d.key AND o.done_at IS NULL)`,
  );

/** Outbox rows tell their story for a week; Idempotency-Keys hold for 72 hours (its policy bounds the latter). */
async function removeOld({ client }: Tx): Promise<void> {
  await client.$executeRaw`DELETE FROM outbox WHERE done_at < now() - interval '7 days'`;
  await client.$executeRaw`DELETE FROM idempotency`;
}
