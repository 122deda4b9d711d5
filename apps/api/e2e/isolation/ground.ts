import type { Headers, System, World } from '@fagtorg/testing';

/** Whose things are asked for: one's own, a neighbour's in the same region, and somebody's in another county. */
export const OWN = '3426';
export const NEIGHBOUR = '3427';
export const FAR = '5037';
export const organisations = [OWN, NEIGHBOUR, FAR] as const;
const counties: Readonly<Record<string, string>> = { [OWN]: '34', [NEIGHBOUR]: '34', [FAR]: '50' };

const kinds = [
  'organisation',
  'need',
  'offer',
  'person',
  'membership',
  'invitation',
  'serviceAccount',
  'apiToken',
  'session',
  'oneself',
] as const;
/** What requests are about; `oneself` is whoever asks, or nothing in particular. */
export type Kind = (typeof kinds)[number];

/** Something that can be asked for, as the specs know it from behind. */
export interface Thing {
  readonly kind: Kind;
  /** Which of its kind: draft, open, hidden, … */
  readonly name: string;
  /** As the API knows it: an id, for organisations their code. */
  readonly id: string;
  readonly revision: number;
  /** Whose it is; null for what does not exist. */
  readonly organisation: string | null;
  /** The county that its region touches. */
  readonly county: string | null;
  /** Whose own it is: the specialist of an offer, the person of a role or of a session. */
  readonly person: string | null;
  readonly email: string | null;
  readonly open: boolean;
  readonly hidden: boolean;
  readonly coBorrowers: readonly string[];
}

/** Somebody who asks. */
export interface Actor {
  readonly name: string;
  /** Null for who is not signed in, or is taken for nobody. */
  readonly personId: string | null;
  /** Comes with a token that holds no longer. */
  readonly turnedAway: boolean;
  readonly roles: readonly {
    readonly role: string;
    readonly organisation: string;
    readonly rights: readonly string[];
    readonly scopes: readonly string[];
  }[];
  readonly headers: Headers;
}

export interface Ground {
  readonly system: System;
  readonly things: readonly Thing[];
  readonly actors: readonly Actor[];
  /** Pairs of need and offer that are listed. */
  readonly matches: readonly { readonly needId: string; readonly offerId: string }[];
  /** How many steps a thing has had, and how many of them were public. */
  readonly steps: ReadonlyMap<string, { readonly all: number; readonly open: number }>;
}

const missing = (kind: Kind, id: string): Thing => ({
  ...{ kind, name: 'missing', id, revision: 1, organisation: null, county: null, person: null, email: `${id}@fagtorg.example` },
  ...{ open: false, hidden: false, coBorrowers: [] },
});

const NOBODYS = '11111111-1111-4111-8111-111111111111';

/** Tells from behind what there is: every need, offer, role and so on of the three organisations, and one of each kind that does not exist. */
export async function thingsOf({ behind }: World): Promise<Thing[]> {
  const found = await behind.rows<Omit<Thing, 'county'>>(`
    WITH three AS (SELECT id, code FROM organisation WHERE code IN ('${organisations.join("','")}'))
    SELECT * FROM (
      SELECT 'organisation' AS kind, code AS name, code AS id, 1 AS revision, code AS organisation, NULL::uuid AS person, NULL AS email, false AS open, false AS hidden, '{}'::text[] AS "coBorrowers" FROM three
      UNION ALL SELECT 'need', n.status::text, n.id::text, n.revision, t.code, NULL, NULL, n.published_at IS NOT NULL, false,
        ARRAY(SELECT o.code FROM need_co_borrower c JOIN organisation o ON o.id = c.organisation_id WHERE c.need_id = n.id) FROM need n JOIN three t ON t.id = n.borrower_id
      UNION ALL SELECT 'offer', l.status::text || CASE WHEN l.region_only THEN ' hidden' ELSE '' END, l.id::text, l.revision, t.code, o.specialist_id, NULL, l.visible, l.region_only, '{}'
        FROM offer o JOIN listing l USING (id) JOIN three t ON t.id = o.lender_id
      UNION ALL SELECT DISTINCT 'person', m.role::text, p.id::text, 1, t.code, p.id, p.email, false, false, '{}'::text[] FROM person p JOIN membership m ON m.person_id = p.id AND m.valid_to IS NULL JOIN three t ON t.id = m.organisation_id
      UNION ALL SELECT 'membership', m.role::text, m.id::text, 1, t.code, m.person_id, NULL, false, false, '{}' FROM membership m JOIN three t ON t.id = m.organisation_id WHERE m.valid_to IS NULL
      UNION ALL SELECT 'invitation', 'pending', i.id::text, 1, t.code, NULL, i.email, false, false, '{}' FROM invitation i JOIN three t ON t.id = i.organisation_id
      UNION ALL SELECT 'serviceAccount', 'program', s.id::text, 1, t.code, NULL, NULL, false, false, '{}' FROM service_account s JOIN three t ON t.id = s.organisation_id WHERE s.name = 'target'
      UNION ALL SELECT 'apiToken', 'token', a.id::text, 1, t.code, NULL, NULL, false, false, '{}' FROM api_token a JOIN service_account s ON s.id = a.service_account_id JOIN three t ON t.id = a.organisation_id WHERE s.name = 'target'
      UNION ALL SELECT DISTINCT 'session', 'session', e.id::text, 1, t.code, e.person_id, NULL, false, false, '{}'::text[] FROM session e JOIN membership m USING (person_id) JOIN three t ON t.id = m.organisation_id AND m.role = 'MANAGER'
    ) AS found ORDER BY kind, organisation, name, id`);
  const all = found.map((thing) => ({ ...thing, county: counties[thing.organisation ?? ''] ?? null }));
  const ids = kinds.filter((kind) => kind !== 'organisation' && kind !== 'oneself').map((kind) => missing(kind, NOBODYS));
  return [...all, ...ids, missing('organisation', '9999'), { ...missing('oneself', 'oneself'), name: 'oneself' }];
}
