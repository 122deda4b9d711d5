import { Database, Prisma } from '@fagtorg/db';
import { retention, type RetentionRule } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../jobs.js';
import { finish, requestEach, take } from '../outbox/index.js';

/** Keeps what is kept about people to the days that the retention table names. */
@Injectable()
export class RetentionService {
  constructor(private readonly database: Database) {}

  /** Removes what has been kept long enough, and asks for the erasure of those whose last role ended long ago. Once a day. */
  async enforce(payload: JobPayload<'enforce-retention'>, outboxId: bigint): Promise<void> {
    await this.database.asGatekeeper(async (tx) => {
      if (!(await take(tx, outboxId, 'enforce-retention', payload))) return;
      for (const removal of removals()) await tx.client.$executeRaw(removal);
      const gone = (await tx.client.$queryRaw<{ id: string }[]>(markLongGone())).map(({ id }) => id);
      await requestEach(
        tx,
        'erase-person',
        Prisma.sql`SELECT id AS key, jsonb_build_object('personId', id) AS payload FROM unnest(${gone}::text[]) AS p(id)`,
      );
      await finish(tx, outboxId);
    });
  }
}

function daysOf(thing: RetentionRule['thing']): number {
  const days = retention.find((rule) => rule.thing === thing)?.days ?? null;
  if (days === null) throw new Error(`${thing} is kept without end.`);
  return days;
}

const before = (thing: RetentionRule['thing']): Prisma.Sql => Prisma.sql`app.now() - make_interval(days => ${daysOf(thing)}::int)`;

const removals = (): Prisma.Sql[] => [
  Prisma.sql`DELETE FROM refresh_token WHERE least(ended_at, expires_at) < ${before('REFRESH_TOKEN')}`,
  Prisma.sql`DELETE FROM session WHERE least(ended_at, expires_at) < ${before('SESSION')}`,
  Prisma.sql`UPDATE invitation SET email = NULL
    WHERE email IS NOT NULL AND (accepted_at IS NOT NULL OR withdrawn_at IS NOT NULL OR expires_at < app.now())`,
  Prisma.sql`DELETE FROM invitation WHERE coalesce(accepted_at, withdrawn_at, expires_at) < ${before('INVITATION')}`,
];

/** From then on they can't come in. */
const markLongGone = (): Prisma.Sql => Prisma.sql`
  UPDATE person SET erased_at = app.now(), token_version = token_version + 1
  WHERE erased_at IS NULL AND created_at < ${before('PERSON')}
    AND NOT EXISTS (SELECT FROM membership m
                    WHERE m.person_id = person.id AND (m.valid_to IS NULL OR m.valid_to >= (${before('PERSON')})::date))
  RETURNING id`;
