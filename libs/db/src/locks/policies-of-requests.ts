import type { Step } from './trying.js';
import { who } from './who.js';

const refused = /row-level security/;

/** Asks for a job about something; `told` is what the payload says that it is about. */
export const ask = (job: string, field: string, key: string, told = key): string =>
  `INSERT INTO outbox (job, key, payload) VALUES ('${job}', ${key}, jsonb_build_object('${field}', ${told}))`;
export const askAs = (organisation: string, job: string): string => ask(job, 'organisationId', `'x'`, organisation);
export const end = (job: string): string => `UPDATE outbox SET done_at = now() WHERE job = '${job}'`;
export const lockOut = 'UPDATE person SET erased_at = now()';
export const erase = ask('erase-person', 'personId', ':specialist');
export const admitAs = (role: string): string => `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
  VALUES (:specialist, :lender, '${role}', '{}', app.today())`;
export const tell = (organisation: string, role: string, actingFor: string, thing = `'Membership', gen_random_uuid()`): string =>
  `SELECT app.append_audit(${organisation}, 'x', ${role}, ${actingFor}, ${thing}, '{}')`;

const again = 'UPDATE outbox SET requested_at = now()';

/** What each policy of requests lets through and refuses, and those that the auditor and everybody who gives roles are bound by. */
export const policiesOfRequests: Readonly<Record<string, readonly Step[]>> = {
  'outbox.own_requests': [who('borrower@borrower').does('SELECT FROM outbox', 1), who('borrower').does('SELECT FROM outbox', 0)],
  'outbox.who_asks': [
    who('borrower@borrower').does(ask('match-need', 'needId', ':draft'), 1),
    who('borrower').does(ask('match-need', 'needId', ':draft'), refused),
  ],
  'outbox.who_asks_again': [
    who('borrower@borrower').does(again, 1),
    who('borrower').does(again, 0),
    { ...who('borrower@borrower').does(again, 0), after: 'UPDATE outbox SET dispatched_at = now()' },
    { ...who('borrower@borrower').does(again, 0), after: 'UPDATE outbox SET done_at = now()' },
    who('borrower@borrower').does(end('match-need'), refused),
    who('borrower@borrower').does('UPDATE outbox SET parked_at = now()', refused),
  ],
  'outbox.who_carries_out': [
    { ...who('nobody@borrower').does(end('expire'), 1), after: askAs(':borrower', 'expire') },
    { ...who('nobody@lender').does('UPDATE outbox SET done_at = now()', refused), after: askAs(':borrower', 'expire') },
  ],
  'outbox.of_the_erased': [
    { ...who('gatekeeper').does(erase, 1), after: lockOut },
    who('gatekeeper').does(erase, refused),
    { ...who('specialist@lender').does(erase, 1), after: lockOut },
    who('specialist@lender').does(erase, refused),
  ],
  'outbox.of_nobody': [
    who('matcher').does(ask('match-need', 'needId', ':draft'), 1),
    { ...who('matcher').does(erase, refused), after: lockOut },
  ],

  'membership.given_by_people': [
    who('gatekeeper').does(admitAs('CASE_WORKER'), 1),
    who('gatekeeper').does(admitAs('PLATFORM_ADMIN'), refused),
    who('gatekeeper').does(admitAs('BROKER'), refused),
    who('steward').does(admitAs('PLATFORM_ADMIN'), 1),
    who('admin@lender').does(admitAs('PLATFORM_ADMIN'), refused),
  ],
  'membership.auditor': [who('borrower@borrower').does(tell(':borrower', "'MANAGER'", ':borrower'), 1)],
  'service_account.auditor': [who('program').does(tell(':lender', "'SERVICE_ACCOUNT'", ':lender'), 1)],
  'need.auditor': [who('broker').does(tell(':borrower', 'NULL', 'NULL', `'Need', :open`), 1)],
};
