import type { Step } from './trying.js';
import { who } from './who.js';

/** Who reads a table, how many of its rows, and who reads fewer. */
const read = (rows: string, seen: Readonly<Record<string, number>>): Step[] =>
  Object.entries(seen).map(([name, number]) => who(name).does(`SELECT 1 FROM ${rows}`, number));

const refused = /row-level security/;
const specialist = 'person WHERE id = :specialist';
const itsRoles = 'membership WHERE person_id = :specialist';

const grant = `INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
  VALUES (:specialist, :lender, 'CASE_WORKER', '{}', '2027-01-04')`;
const end = `UPDATE membership SET ended_at = now() WHERE person_id = :specialist`;
const invite = `INSERT INTO invitation (organisation_id, role, valid_from, reason, secret_hash, expires_at)
  VALUES (:lender, 'ORG_ADMIN', '2027-01-04', 'x', 'y', now() + interval '100 years')`;
const makeProgram = `INSERT INTO service_account (organisation_id, name, created_by_id, reason) VALUES (:lender, 'y', :specialist, 'x')`;
const makeToken = `INSERT INTO api_token (service_account_id, organisation_id, secret_hash, hint, created_by_id, expires_at)
  VALUES (:program, :lender, 'y', 'x', :specialist, now() + interval '100 years')`;
const append = `SELECT app.append_audit(:lender, 'x', NULL, NULL, 'Need', gen_random_uuid(), '{}')`;

const addressOfTheInvited = `UPDATE person SET email = 'x@y.example'`;
const theirs = ' WHERE id = :specialist';

/** What administrators of the organisation that they act for may, and nobody else, nor they for another one. */
const administrators = (does: string): Step[] => {
  const elsewhere = does.startsWith('INSERT') ? refused : 0;
  return [
    who('admin@lender').does(does, 1),
    who('admin@borrower').does(does, elsewhere),
    who('admin').does(does, elsewhere),
    who('lender@lender').does(does, elsewhere),
  ];
};

/** What each policy of people, roles, signing in and the audit lets through and refuses. */
export const policiesOfPeople: Readonly<Record<string, readonly Step[]>> = {
  'person.steward': read(specialist, { steward: 1 }),
  'person.archivist': read(specialist, { archivist: 1 }),
  'person.gatekeeper': read(specialist, { gatekeeper: 1 }),
  'person.own_and_colleagues': read(specialist, { specialist: 1, lender: 1, borrower: 0, nobody: 0 }),
  'person.own_row': [
    who('specialist').does('UPDATE person SET name = name WHERE id = :specialist', 1),
    who('lender').does('UPDATE person SET name = name WHERE id = :specialist', 0),
  ],
  'membership.steward': read(itsRoles, { steward: 1 }),
  'membership.archivist': read(itsRoles, { archivist: 1 }),
  'membership.gatekeeper': read(itsRoles, { gatekeeper: 1 }),
  'membership.own_and_colleagues': [
    ...read(itsRoles, { specialist: 1, lender: 1, admin: 1, borrower: 0, nobody: 0 }),
    ...read('membership WHERE organisation_id = :borrower', { clerk: 2, lender: 0 }),
  ],
  'membership.administrator_grants': administrators(grant),
  'membership.administrator_ends': administrators(end),
  'invitation.administrator_reads': read('invitation', { admin: 1, lender: 0 }),
  'invitation.invited': [
    { ...who('specialist').does('SELECT 1 FROM invitation', 1), after: `${addressOfTheInvited}, email_proved_at = now()${theirs}` },
    { ...who('specialist').does('SELECT 1 FROM invitation', 0), after: `${addressOfTheInvited}${theirs}` },
    { ...who('lender').does('SELECT 1 FROM invitation', 0), after: `${addressOfTheInvited}, email_proved_at = now()${theirs}` },
  ],
  'invitation.administrator_invites': administrators(invite),
  'invitation.administrator_withdraws': administrators('UPDATE invitation SET withdrawn_at = now()'),
  'invitation.gatekeeper': read('invitation', { gatekeeper: 1 }),
  'invitation.archivist': read('invitation', { archivist: 1 }),
  'invitation.steward': read('invitation', { steward: 1 }),
  'service_account.administrator_reads': read('service_account', { admin: 1, lender: 0 }),
  'service_account.administrator_makes': administrators(makeProgram),
  'service_account.administrator_ends': administrators('UPDATE service_account SET ended_at = now()'),
  'service_account.archivist': read('service_account', { archivist: 1 }),
  'service_account.gatekeeper': read('service_account', { gatekeeper: 1 }),
  'api_token.administrator_reads': read('api_token', { admin: 1, lender: 0 }),
  'api_token.administrator_makes': administrators(makeToken),
  'api_token.administrator_ends': administrators('UPDATE api_token SET ended_at = now()'),
  'api_token.gatekeeper': read('api_token', { gatekeeper: 1 }),

  'external_identity.gatekeeper': read('external_identity', { gatekeeper: 1 }),
  'external_identity.own': read('external_identity', { specialist: 1, lender: 0 }),
  'session.gatekeeper': read('session', { gatekeeper: 1 }),
  'session.own': read('session', { specialist: 1, lender: 0 }),
  'refresh_token.own': read('refresh_token', { specialist: 1, lender: 0 }),
  'refresh_token.gatekeeper': read('refresh_token', { gatekeeper: 1 }),
  'spent_sign_in.gatekeeper': read('spent_sign_in', { gatekeeper: 1 }),
  'idempotency.own_keys': read('idempotency', { borrower: 2, clerk: 0 }),
  'idempotency.sweep': read('idempotency', { matcher: 1 }),

  'audit_event.those_who_may_audit': read('audit_event WHERE actor_id IS NULL', { admin: 1, lender: 0 }),
  'audit_event.archivist': read('audit_event WHERE actor_id IS NOT NULL', { archivist: 1 }),
  'audit_event.own': read('audit_event', { other: 1, outsider: 0 }),
  'audit_event.auditor': [who('nobody').does(append, 1)],
  'audit_head.those_who_may_audit': read('audit_head', { admin: 1, lender: 0 }),
  'audit_head.auditor': [who('nobody').does(append, 1)],
};
