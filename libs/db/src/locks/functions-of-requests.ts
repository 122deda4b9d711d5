import { admitAs, ask, askAs, end, erase, lockOut, tell } from './policies-of-requests.js';
import type { Step } from './trying.js';
import { who } from './who.js';

/** What is taken out of the functions that bind requests, new roles and the audit, one part at a time. */
export const weakenedOfRequests: readonly (readonly [name: string, part: string, instead: string])[] = [
  ['bound_need_change', 'coalesce(OLD.published_at, NEW.published_at)', 'NEW.published_at'],
  ['asks', 'app.tenant() IS NOT NULL', 'true'],
  ['asks', `payload ->> 'needId' = key`, 'true'],
  ['asks', `payload ->> 'offerId' = key`, 'true'],
  ['asks', 'app.writes_offer(key::uuid)', 'true'],
  ['asks', `payload ->> 'invitationId' = key`, 'true'],
  ['asks', 'app.administers(i.organisation_id)', 'true'],
  ['asks', `payload ->> 'personId' = key`, 'true'],
  ['asks', 'key = app.person()::text', 'true'],
  ['carries_out', 'app.person() IS NULL', 'true'],
  ['carries_out', `job IN ('expire', 'resume-offer')`, 'true'],
  ['carries_out', `payload ->> 'organisationId' = app.tenant()::text`, 'true'],
  ['belongs', 'm.organisation_id = organisation', 'true'],
  ['belongs', 'm.person_id = person', 'true'],
  ['belongs', 'm.valid_to >= app.today()', 'true'],
  ['belongs', 'm.valid_to >= m.valid_from', 'true'],
  ['is_erased', 'p.id = person', 'true'],
  ['is_erased', 'p.erased_at IS NOT NULL', 'true'],
  ['acts_as', 's.id = app.person()', 'true'],
  ['acts_as', 's.organisation_id = organisation', 'true'],
  ['acts_as', 'm.person_id = app.person()', 'true'],
  ['acts_as', 'm.organisation_id = organisation', 'true'],
  ['acts_as', 'm.role = acts_as.role', 'true'],
  ['acts_as', 'm.valid_from <= app.today()', 'true'],
  ['acts_as', 'm.valid_to >= app.today() - 1', 'true'],
  ['may_tell', 'app.acts_as(role, acting_for)', 'true'],
  ['may_tell', 'app.person() IS NULL AND organisation = app.tenant()', 'app.person() IS NULL'],
  ['may_tell', 'app.person() IS NULL AND ', ''],
  ['may_tell', 'organisation = acting_for', 'true'],
  ['may_tell', `thing = 'Person' AND `, ''],
  ['may_tell', 'thing_id = app.person() AND ', ''],
  ['may_tell', 'thing_id = app.person() AND organisation = app.tenant()', 'thing_id = app.person()'],
  ['may_tell', `thing = 'Need' AND `, ''],
  ['may_tell', 'n.id = thing_id', 'true'],
  ['may_tell', 'n.borrower_id = organisation', 'true'],
  ['may_tell', 'n.published_at IS NOT NULL', 'true'],
  ['may_tell', 'app.brokers(n.region_id)', 'true'],
  ['may_tell', `act = 'read-people' AND `, ''],
  ['may_tell', 'm.organisation_id = organisation', 'true'],
  ['may_tell', `m.person_id::text IN (SELECT jsonb_array_elements_text(facts::jsonb -> 'people'))`, 'true'],
];

const refused = /row-level security/;
const silenced = /nobody tells what others did/;
const itself = "'SERVICE_ACCOUNT'";
const asManager = (organisation: string): string => tell(organisation, "'MANAGER'", organisation);
const ofNobody = (organisation: string, thing?: string): string => tell(organisation, 'NULL', 'NULL', thing);
const ofReading = (organisation: string, act = 'read-people', person = ':specialist'): string =>
  `SELECT app.append_audit(${organisation}, '${act}', NULL, NULL, 'Organisation', ${organisation}, format('{"people": ["%s"]}', ${person}))`;
const since = (from: string, to: string): string => `UPDATE membership SET valid_from = ${from}, valid_to = ${to}, ended_at = now()`;
const invitation = '(SELECT id::text FROM invitation)';

/** What each of these functions lets through and refuses. */
export const stepsOfRequests: Readonly<Record<string, readonly Step[]>> = {
  bound_offer_change: [
    who('lender@lender').does('UPDATE offer SET released = false', 3),
    who('lender@lender').does('UPDATE offer SET specialist_id = app.person()', /an offer stays whose it is/),
  ],
  asks: [
    who('borrower@borrower').does(ask('match-need', 'needId', ':draft'), 1),
    who('borrower').does(ask('match-need', 'needId', ':draft'), refused),
    who('borrower@borrower').does(ask('match-need', 'needId', ':draft', ':open'), refused),
    who('lender@lender').does(ask('match-offer', 'offerId', ':shown'), 1),
    who('lender@lender').does(ask('match-offer', 'offerId', ':shown', ':hidden'), refused),
    who('borrower@borrower').does(ask('match-offer', 'offerId', ':shown'), refused),
    who('admin@lender').does(ask('send-invitation', 'invitationId', invitation), 1),
    who('admin@lender').does(ask('send-invitation', 'invitationId', invitation, ':open'), refused),
    who('admin@borrower').does(ask('send-invitation', 'invitationId', invitation), refused),
    { ...who('specialist@lender').does(erase, 1), after: lockOut },
    { ...who('specialist@lender').does(ask('erase-person', 'personId', ':specialist', ':open'), refused), after: lockOut },
    { ...who('lender@lender').does(erase, refused), after: lockOut },
    who('borrower@borrower').does(ask('sweep', 'needId', ':draft'), refused),
  ],
  carries_out: [
    { ...who('nobody@borrower').does(end('expire'), 1), after: askAs(':borrower', 'expire') },
    { ...who('nobody@lender').does(end('expire'), 0), after: askAs(':borrower', 'expire') },
    { ...who('borrower@borrower').does(end('expire'), 0), after: askAs(':borrower', 'expire') },
    { ...who('nobody@borrower').does(end('sweep'), 0), after: askAs(':borrower', 'sweep') },
  ],
  belongs: [
    who('admin@lender').does(admitAs('CASE_WORKER'), 1),
    { ...who('admin@lender').does(admitAs('CASE_WORKER'), refused), after: 'DELETE FROM membership WHERE person_id = :specialist' },
    {
      ...who('admin@lender').does(admitAs('CASE_WORKER').replace(':specialist', 'app.person()'), refused),
      after: `UPDATE membership SET organisation_id = :borrower WHERE organisation_id = :lender AND role = 'ORG_ADMIN'`,
    },
    { ...who('admin@lender').does(admitAs('CASE_WORKER'), refused), after: since(`'2020-01-01'`, `'2020-01-02'`) },
    { ...who('admin@lender').does(admitAs('CASE_WORKER'), refused), after: since(`'2100-01-02'`, `'2100-01-01'`) },
  ],
  is_erased: [
    { ...who('gatekeeper').does(erase, 1), after: lockOut },
    { ...who('gatekeeper').does(erase, refused), after: `${lockOut} WHERE id <> :specialist` },
  ],
  acts_as: [
    who('borrower').does(asManager(':borrower'), 1),
    who('outsider').does(asManager(':borrower'), silenced),
    who('borrower').does(asManager(':lender'), silenced),
    who('borrower').does(tell(':borrower', "'ORG_ADMIN'", ':borrower'), silenced),
    { ...who('borrower').does(asManager(':borrower'), silenced), after: since(`'2100-01-01'`, 'NULL') },
    { ...who('borrower').does(asManager(':borrower'), silenced), after: since(`'2020-01-01'`, 'app.today() - 2') },
    // Who gives up their own role today tells of it in that role.
    { ...who('borrower').does(asManager(':borrower'), 1), after: since(`'2020-01-01'`, 'app.today() - 1') },
    who('program').does(tell(':lender', itself, ':lender'), 1),
    who('program').does(tell(':borrower', itself, ':borrower'), silenced),
    who('outsider').does(tell(':lender', itself, ':lender'), silenced),
  ],
  may_tell: [
    who('nobody@lender').does(ofNobody(':lender'), 1),
    who('nobody@lender').does(ofNobody(':borrower'), silenced),
    who('lender@lender').does(ofNobody(':lender'), silenced),
    who('lender').does(asManager(':lender'), 1),
    who('lender').does(tell(':borrower', "'MANAGER'", ':lender'), silenced),
    who('outsider').does(asManager(':borrower'), silenced),
    who('formerly@lender').does(ofNobody(':lender', `'Person', :specialist`), 1),
    who('formerly@lender').does(ofNobody(':lender', `'Person', gen_random_uuid()`), silenced),
    who('formerly@lender').does(ofNobody(':lender', `'Need', :specialist`), silenced),
    who('formerly@lender').does(ofNobody(':borrower', `'Person', :specialist`), silenced),
    who('broker').does(ofNobody(':borrower', `'Need', :open`), 1),
    who('broker').does(ofNobody(':borrower', `'Offer', :open`), silenced),
    who('broker').does(ofNobody(':borrower', `'Need', gen_random_uuid()`), silenced),
    who('broker').does(ofNobody(':lender', `'Need', :open`), silenced),
    who('broker').does(ofNobody(':borrower', `'Need', :draft`), silenced),
    who('elsewhere').does(ofNobody(':borrower', `'Need', :open`), silenced),
    who('outsider').does(ofReading(':lender'), 1),
    who('outsider').does(ofReading(':lender', 'x'), silenced),
    who('outsider').does(ofReading(':borrower'), silenced),
    who('outsider').does(ofReading(':lender', 'read-people', ':open'), silenced),
  ],
};
