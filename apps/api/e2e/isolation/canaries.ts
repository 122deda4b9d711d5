import type { Behind } from '@fagtorg/testing';
import { type Actor, FAR, NEIGHBOUR, organisations, OWN, type Thing } from './ground.js';
import {
  administrators,
  any,
  auditors,
  borrowersPeople,
  broker,
  deskMates,
  lendersSide,
  oneself,
  signedIn,
  staffers,
  type Who,
} from './who.js';

/**
 * Every column in which text can stand, and what it holds. Nothing is left out: a column that is not named here fails, and so does a name
 * without a column. Private ones are filled with canaries, that say where they come from, and who may read them.
 */
export const notPrivate = {
  /** Whole tables that everybody reads. */
  reference: [
    ...['county', 'municipality', 'municipality_name', 'municipality_successor', 'region', 'region_member', 'region_county', 'adjacency'],
    ...[
      'commuting',
      'competence',
      'occupation',
      'statutory_requirement',
      'statutory_requirement_competence',
      'holiday',
      'reference_import',
    ],
    ...['organisation', 'body_member', 'reach', '_prisma_migrations'],
  ],
  /** Values out of closed sets, codes of the reference data, figures. */
  codes: [
    ...['need.place_code', 'need.region_id', 'need.work_languages', 'need.statutory_requirement_id', 'need_requirement.competence_code'],
    ...['listing.region_id', 'listing.work_languages', 'listing_lender.base_code', 'listing_competence.competence_code'],
    ...['offer_evidence.competence_code', 'transition.act', 'transition.from_status', 'transition.to_status', 'match.criteria'],
    ...['match.rules_version', 'audit_event.act', 'audit_event.thing'],
  ],
  /** What the machinery keeps for itself; ids and codes. */
  machinery: [
    'outbox.job',
    'outbox.key',
    'outbox.payload',
    'outbox.failure',
    'rate_limit.key',
    'idempotency.field',
    'idempotency.input_hash',
    'idempotency.typename',
  ],
} as const;

/** Whose the rows of a table are: `row`, the organisation's code, a state, and whose own it is. */
interface Owned {
  readonly columns: Readonly<Record<string, Who>>;
  readonly rows: string;
}

const own = (table: string): string =>
  `SELECT DISTINCT ON (x.ctid) x.ctid AS row, g.code, 'own' AS state, x.person_id AS person
   FROM ${table} x JOIN membership m USING (person_id) JOIN organisation g ON g.id = m.organisation_id`;
const administered = (table: string, person = 'NULL::uuid'): string =>
  `SELECT x.ctid AS row, g.code, 'kept' AS state, ${person} AS person FROM ${table} x JOIN organisation g ON g.id = x.organisation_id`;
const membersOwn = any(administrators, oneself);
const open: Who = (_, thing) => thing.open;
const whenOpen =
  (who: Who): Who =>
  (actor, thing) =>
    open(actor, thing) && who(actor, thing);

/** Why something was done, and for whom a deputy did it. */
const seesDetail: Who = (actor, thing) =>
  oneself(actor, thing) || (thing.kind === 'offer' ? lendersSide : any(borrowersPeople, whenOpen(broker)))(actor, thing);

const owned: Readonly<Record<string, Owned>> = {
  person: {
    columns: { name: any(oneself, staffers, deskMates), title: any(oneself, staffers), email: any(oneself, staffers) },
    rows: `SELECT DISTINCT ON (x.ctid) x.ctid AS row, g.code, 'own' AS state, x.id AS person
      FROM person x JOIN membership m ON m.person_id = x.id JOIN organisation g ON g.id = m.organisation_id`,
  },
  membership: {
    columns: {
      unit: membersOwn,
      deputy_for: membersOwn,
      delegation_reference: membersOwn,
      grant_reason: membersOwn,
      end_reason: membersOwn,
    },
    rows: administered('membership', 'x.person_id'),
  },
  external_identity: { columns: { issuer: oneself, subject: oneself }, rows: own('external_identity') },
  session: { columns: { device: oneself, issuer: oneself, assurance: oneself, acting_for: oneself }, rows: own('session') },
  invitation: {
    columns: {
      ...{ email: administrators, unit: administrators, deputy_for: administrators },
      ...{ delegation_reference: administrators, reason: administrators },
    },
    rows: administered('invitation'),
  },
  service_account: {
    columns: { name: any(administrators, oneself), reason: administrators },
    rows: administered('service_account', 'x.id'),
  },
  api_token: { columns: { hint: administrators }, rows: administered('api_token') },
  audit_event: { columns: { facts: any(auditors, oneself) }, rows: administered('audit_event', 'x.actor_id') },
  idempotency: { columns: { key: oneself }, rows: own('idempotency') },
  need: {
    columns: { title: any(borrowersPeople, whenOpen(signedIn)), description: any(borrowersPeople, whenOpen(signedIn)) },
    rows: `SELECT x.ctid AS row, g.code, CASE WHEN x.published_at IS NULL THEN 'closed' ELSE 'open' END AS state, NULL::uuid AS person
      FROM need x JOIN organisation g ON g.id = x.borrower_id`,
  },
  listing: {
    columns: { headline: any(lendersSide, whenOpen(signedIn)) },
    rows: `SELECT x.ctid AS row, g.code, CASE WHEN x.visible THEN 'open' ELSE 'closed' END AS state, o.specialist_id AS person
      FROM listing x JOIN offer o USING (id) JOIN organisation g ON g.id = o.lender_id`,
  },
  offer_evidence: {
    columns: { evidence: lendersSide },
    rows: `SELECT x.ctid AS row, g.code, 'closed' AS state, o.specialist_id AS person
      FROM offer_evidence x JOIN offer o ON o.id = x.offer_id JOIN organisation g ON g.id = o.lender_id`,
  },
  transition_detail: {
    columns: { reason: seesDetail, deputy_for: seesDetail, delegation_reference: seesDetail },
    rows: `SELECT x.ctid AS row, g.code, CASE WHEN t.offer_id IS NOT NULL THEN 'offer' WHEN t.visible THEN 'open' ELSE 'closed' END AS state,
        coalesce(o.specialist_id, x.person_id) AS person
      FROM transition_detail x JOIN transition t ON t.id = x.transition_id JOIN organisation g ON g.id = x.organisation_id LEFT JOIN offer o ON o.id = t.offer_id`,
  },
};

/** The private columns, as table.column. */
export const privateColumns = Object.entries(owned).flatMap(([table, { columns }]) =>
  Object.keys(columns).map((column) => `${table}.${column}`),
);

/** Columns of the database that nobody has classified, and classified ones that it does not have. */
export async function unclassifiedColumns(behind: Behind): Promise<string[]> {
  const found = await behind.rows<{ table: string; column: string }>(`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = 'public' AND (data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'xml') OR udt_name IN ('_text', '_varchar'))`);
  const known = new Set<string>([...privateColumns, ...notPrivate.codes, ...notPrivate.machinery]);
  const there = found
    .filter(({ table }) => !notPrivate.reference.includes(table as never))
    .map(({ table, column }) => `${table}.${column}`);
  return [...there.filter((name) => !known.has(name)), ...[...known].filter((name) => !there.includes(name))];
}

/** Writes a canary of its own into every private column of every row of the three organisations. Answers how many columns got one. */
export async function releaseCanaries(behind: Behind): Promise<number> {
  const codes = `'${organisations.join("','")}'`;
  let filled = 0;
  await behind.run('ALTER TABLE audit_event DISABLE TRIGGER USER');
  for (const [table, { columns, rows }] of Object.entries(owned)) {
    const canary = (column: string): string =>
      `'canary-${table}.${column}-' || o.code || '-' || o.state || '-' || coalesce(left(o.person::text, 8), 'nobody') || '-' || o.number || '-'`;
    const value = (column: string): string =>
      table === 'audit_event'
        ? `'{"canary":"' || ${canary(column)} || '"}'`
        : canary(column) + (column === 'email' ? ` || '@fagtorg.example'` : '');
    const written = await behind.run(`
      UPDATE "${table}" t SET ${Object.keys(columns)
        .map((column) => `"${column}" = ${value(column)}`)
        .join(', ')}
      FROM (SELECT *, row_number() OVER () AS number FROM (${rows}) r WHERE code IN (${codes})) o WHERE t.ctid = o.row`);
    if (written === 0) throw new Error(`Nobody has a row in ${table}: its canaries would sing to nobody.`);
    filled += Object.keys(columns).length;
  }
  await behind.run('ALTER TABLE audit_event ENABLE TRIGGER USER');
  return filled;
}

const pattern = /canary-([a-z_]+)\.([a-z_]+)-(\d{4})-(own|kept|open|closed|offer)-([0-9a-f]{8}|nobody)-\d+-/g;
const countyOf: Readonly<Record<string, string>> = { [OWN]: '34', [NEIGHBOUR]: '34', [FAR]: '50' };

export interface Canary {
  readonly text: string;
  readonly organisation: string;
  /** Whether somebody may hear it. */
  readonly isFor: (actor: Actor) => boolean;
}

/** The canaries in a text. */
export function canariesIn(text: string): Canary[] {
  return [...text.matchAll(pattern)].map(([whole, table = '', column = '', organisation = '', state = '', person = '']) => ({
    text: whole,
    organisation,
    isFor: (actor) => {
      const isOwn = actor.personId?.startsWith(person) ?? false;
      const thing: Thing = {
        ...{ kind: state === 'offer' ? 'offer' : 'need', name: state, id: '', revision: 1, organisation, email: null },
        ...{ county: countyOf[organisation] ?? null, open: state === 'open', hidden: false, coBorrowers: [] },
        person: isOwn ? actor.personId : person,
      };
      return owned[table]?.columns[column]?.(actor, thing) ?? false;
    },
  }));
}
