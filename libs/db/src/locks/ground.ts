import pg from 'pg';
import { Database, nobody, type TenantContext } from '../database.js';
import { type DisposableDatabase } from '../disposable/disposable-database.js';
import { twoParties } from '../spec/two-parties.js';
import { Trying } from './trying.js';

/** The breach itself did not succeed, so that nothing can be said of the lock. */
export class Unbroken extends Error {
  constructor(breach: string, options: ErrorOptions) {
    super(`could not be broken by ${breach}: ${String(options.cause)}`, options);
  }
}

/** A database with something in every table, on which locks can be tried. */
export interface Ground {
  readonly ids: Readonly<Record<string, string>>;
  /** Tries something in one transaction that is rolled back; with a breach, that is made first. */
  readonly trying: <T>(breach: string | null, work: (trying: Trying) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Fills a disposable database with two parties, and opens it for trying. */
export async function openGround(disposable: DisposableDatabase): Promise<Ground> {
  const database = new Database({ url: disposable.applicationUrl, pool: 2 });
  const { viewers, ids } = await twoParties(database, disposable.ownerUrl).finally(() => database.close());
  const superuser = new pg.Client(disposable.superuserUrl);
  await superuser.connect();
  const { rows } = await superuser.query<{ id: string }>('SELECT id FROM service_account');
  const program = rows[0]?.id ?? '';
  const trying = new Trying(
    superuser,
    { ...viewers, ...inBetween(viewers, ids), program: { ...nobody, personId: program } },
    { ...ids, program },
  );
  await superuser.query(furniture({ ...ids, other: viewers['other']?.personId ?? '', manager: viewers['borrower']?.personId ?? '' }));
  return {
    ids,
    trying: async (breach, work) => {
      await superuser.query('BEGIN');
      try {
        if (breach !== null) await superuser.query(breach).catch((cause: unknown) => Promise.reject(new Unbroken(breach, { cause })));
        return await work(trying);
      } finally {
        await superuser.query('ROLLBACK');
      }
    },
    close: () => superuser.end(),
  };
}

/** Those who have one of two keys. */
const inBetween = (
  viewers: Readonly<Record<string, TenantContext>>,
  ids: Readonly<Record<string, string>>,
): Record<string, TenantContext> => {
  const [borrower, lender] = [ids['borrower'] ?? '', ids['lender'] ?? ''];
  return {
    reader: { ...nobody, personId: viewers['clerk']?.personId ?? '', drafting: [borrower] },
    overseer: { ...nobody, personId: viewers['lender']?.personId ?? '', managed: [lender] },
    colleague: { ...nobody, personId: viewers['admin']?.personId ?? '', managed: [lender], lending: [lender] },
    formerly: { ...nobody, personId: ids['specialist'] ?? '' },
  };
};

/** What two parties leave empty. */
const furniture = (id: Readonly<Record<string, string>>): string => `
  INSERT INTO outbox (job, key, payload) VALUES ('match-need', '${id['open']}', '{"needId": "${id['open']}"}'),
    ('send-invitation', '${id['open']}', '{}');
  INSERT INTO idempotency (person_id, field, key, input_hash, created_at) VALUES
    ('${id['manager']}', 'x', 'new', 'x', now()), ('${id['manager']}', 'x', 'old', 'x', now() - interval '80 hours');
  INSERT INTO rate_limit (key) VALUES ('x');
  INSERT INTO spent_sign_in (attempt_hash, expires_at) VALUES ('x', now());
  UPDATE session SET former_hash = 'y';
  WITH step AS (
    INSERT INTO transition (id, need_id, act, to_status, at, visible) VALUES (gen_random_uuid(), '${id['open']}', 'y', 'OPEN', now(), true) RETURNING id)
  INSERT INTO transition_detail (transition_id, organisation_id, person_id, reason) SELECT id, '${id['borrower']}', '${id['other']}', 'y' FROM step;
  BEGIN;
    SELECT set_config('app.person', '${id['other']}', true);
    SELECT app.append_audit('${id['lender']}', 'y', NULL, NULL, 'Need', gen_random_uuid(), '{}');
  COMMIT;`;
