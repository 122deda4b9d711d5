import { stepsOfRequests, weakenedOfRequests } from './functions-of-requests.js';
import type { Breach } from './lock.js';
import type { Step } from './trying.js';
import { who } from './who.js';

/** What is taken out of a function that policies ask, one part at a time. */
const weakened: readonly (readonly [name: string, part: string, instead: string])[] = [
  ['signed_in', 'app.person() IS NOT NULL OR app.tenant() IS NOT NULL', 'true'],
  ['brokers', ' AND rc.county_code = ANY (app.counties())', ''],
  ['writes_need', 'borrower = app.tenant()', 'true'],
  ['writes_need', 'borrower = ANY (app.writing())', 'true'],
  ['lends', 'lender = app.tenant()', 'true'],
  ['lends', 'specialist = app.person()', 'true'],
  ['lends', 'lender = ANY (app.lending())', 'true'],
  ['lends', 'lender = ANY (app.releasing())', 'true'],
  ['writes_offer', 'app.lends(o.lender_id, o.specialist_id)', 'true'],
  ['administers', 'organisation = app.tenant()', 'true'],
  ['administers', 'organisation = ANY (app.administered())', 'true'],
  ...weakenedOfRequests,
];

/** The ways to break a function: without each of its refusals, each part of its answer, or what binds it where it runs as somebody else. */
export function breachesOf(name: string, definition: string, signature: string, definer: boolean): Breach[] {
  const refusals = [...definition.matchAll(/RAISE EXCEPTION/g)].map(({ index }, number) => ({
    how: `without refusal ${number + 1}`,
    sql: `${definition.slice(0, index)}RAISE NOTICE${definition.slice(index + 'RAISE EXCEPTION'.length)}`,
  }));
  const parts = weakened
    .filter(([weak]) => weak === name)
    .map(([, part, instead]) => {
      if (definition.split(part).length !== 2) throw new Error(`app.${name} does not have "${part}" once any more.`);
      return { how: `without "${part.trim()}"`, sql: definition.replace(part, () => instead) };
    });
  const bonds = [
    { how: 'run as who asks', sql: `ALTER FUNCTION ${signature} SECURITY INVOKER` },
    { how: 'on any search path', sql: `ALTER FUNCTION ${signature} RESET search_path` },
  ];
  return [...refusals, ...parts, ...(definer ? bonds : [])];
}

/** A table of the caller's own by the name of one of ours. Nobody else may touch it, so that who takes it for ours is refused. */
const decoy = (table: string): string => `CREATE TEMP TABLE ${table} (LIKE public.${table} INCLUDING ALL)`;

const copyOfOpen = (more: string): string =>
  `INSERT INTO need SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()) || '${more}')).* FROM need n WHERE id = :open`;
const widen = `UPDATE need SET search_scope = 'COUNTY' WHERE id = :open`;
const touchOffers = 'UPDATE offer SET specialist_agreed = specialist_agreed';
const append = `SELECT app.append_audit(:lender, 'x', NULL, NULL, 'Need', gen_random_uuid(), '{}')`;

const lends = [
  who('lender@lender').does(touchOffers, 3),
  who('lender@borrower').does(touchOffers, 0),
  who('specialist@lender').does(touchOffers, 3),
  who('formerly@lender').does(touchOffers, 0),
  // A manager without the right to release sees the offers.
  who('overseer@lender').does(touchOffers, 0),
  // And a specialist sees a colleague's where they are a manager too.
  who('colleague@lender').does(touchOffers, 0),
];

const nameThem = `UPDATE need SET title = 'Etter ' || (SELECT name FROM person WHERE id = :specialist) WHERE id = :open`;
const doToThem = `SELECT app.append_audit(:lender, 'z', NULL, NULL, 'Person', :specialist, '{}')`;
const relink = `UPDATE invitation SET secret_hash = 'z', link_number = link_number + 1`;

/** What each function lets through and refuses. */
export const stepsOfFunctions: Readonly<Record<string, readonly Step[]>> = {
  ...stepsOfRequests,
  signed_in: [who('outsider').does('SELECT FROM need', 1), who('nobody').does('SELECT FROM need', 0)],
  brokers: [who('broker').does(widen, 1), who('elsewhere').does(widen, 0)],
  writes_need: [
    who('borrower@borrower').does(widen, 1),
    who('borrower@lender').does(widen, 0),
    who('reader@borrower').does(widen, 0),
    who('borrower@lender').does(copyOfOpen('{"status": "DRAFT", "published_at": null}'), /row-level security/),
  ],
  lends,
  writes_offer: [
    who('lender@lender').does('UPDATE listing SET headline = headline', 3),
    who('lender@borrower').does('UPDATE listing SET headline = headline', 0),
  ],
  administers: [
    who('admin@lender').does('UPDATE api_token SET ended_at = now()', 1),
    who('admin@borrower').does('UPDATE api_token SET ended_at = now()', 0),
    who('lender@lender').does('UPDATE membership SET ended_at = now()', 0),
  ],
  bound_need_change: [
    who('broker').does(widen, 1),
    who('broker').does(`UPDATE need SET title = 'mine' WHERE id = :open`, /the scope alone/),
    who('clerk@borrower').does(`UPDATE need SET title = 'y' WHERE id = :draft`, 1),
    who('clerk@borrower').does(`UPDATE need SET title = 'y' WHERE id = :open`, /does not decide/),
    who('clerk@borrower').does(`UPDATE need SET status = 'DRAFT', published_at = NULL WHERE id = :open`, /does not decide/),
    who('borrower@borrower').does('UPDATE need SET borrower_id = :lender WHERE id = :draft', /stays its borrower/),
  ],
  bound_new_need: [who('borrower@borrower').does(copyOfOpen('{}'), 1), who('clerk@borrower').does(copyOfOpen('{}'), /does not post/)],
  bound_offer_change: [
    who('lender@lender').does(touchOffers, 3),
    who('lender@lender').does('UPDATE offer SET specialist_id = app.person()', /stays whose it is/),
  ],
  bound_consents: [
    who('lender@lender').does('UPDATE offer SET released = true WHERE id = :awaiting', 1),
    who('specialist@lender').does('UPDATE offer SET released = true WHERE id = :awaiting', /somebody else's hours/),
    {
      ...who('lender@lender').does('UPDATE offer SET specialist_agreed = true', /only the specialist/),
      after: 'UPDATE offer SET specialist_agreed = false',
    },
  ],
  bound_listing: [
    who('lender@lender').does('UPDATE listing SET headline = headline', 3),
    who('lender@lender').does(
      `UPDATE listing SET visible = true, status = 'AVAILABLE', published_at = now() WHERE id = :awaiting`,
      /both have said yes/,
    ),
  ],
  refuse_change: [
    who('superuser').does(`UPDATE audit_event SET act = 'y'`, /only ever added to/),
    who('superuser').does('DELETE FROM audit_event', /only ever added to/),
  ],
  append_audit: [
    who('nobody@lender').does(append, 1),
    { ...who('nobody@lender').does(append, 1), after: decoy('audit_head') },
    { ...who('nobody@lender').does(append, 1), after: decoy('audit_event') },
    who('nobody').does(append, /nobody tells what others did/),
    who('gatekeeper').does(append, 1),
  ],
  words_about: [
    { ...who('gatekeeper').does('SELECT app.words_about(:specialist)', 1), after: nameThem },
    { ...who('gatekeeper').does('SELECT app.words_about(:specialist)', 1), after: `${nameThem}; ${decoy('need')}` },
  ],
  told_about_me: [
    { ...who('specialist').does('SELECT app.told_about_me()', 1), after: doToThem },
    { ...who('lender').does('SELECT app.told_about_me()', 0), after: doToThem },
    { ...who('specialist').does('SELECT app.told_about_me()', 1), after: `${doToThem}; ${decoy('audit_event')}` },
  ],
  bound_link: [
    who('admin@lender').does(relink, 1),
    { ...who('admin@lender').does(relink, /that is over/), after: 'UPDATE invitation SET withdrawn_at = now()' },
    who('admin@lender').does(`UPDATE invitation SET secret_hash = 'z', link_number = link_number + 2`, /the next one alone/),
    who('admin@lender').does(`UPDATE invitation SET secret_hash = 'z'`, /the next one alone/),
  ],
  stale_needs: [
    who('nobody').does('SELECT app.stale_needs(ARRAY[:open::uuid])', 1),
    { ...who('nobody').does('SELECT app.stale_needs(ARRAY[:open::uuid])', 1), after: decoy('outbox') },
  ],
};

/** The functions that answer yes or no, refuse, or run as somebody else: all of app's but those that tell whose transaction it is, or the time. */
export const isGuard = (function_: { definition: string; definer: boolean; answers: string; name: string }): boolean =>
  function_.definer || function_.definition.includes('RAISE EXCEPTION') || (function_.answers === 'boolean' && function_.name !== 'means');
