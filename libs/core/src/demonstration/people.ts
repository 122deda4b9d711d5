import type { Tx } from '@fagtorg/db';
import type { Right, Role } from '@fagtorg/domain';
import { OPERATOR_CODE, type Organisation } from '../reference/index.js';
import { chance } from './chance.js';

/** Somebody made up, with the one role that the e-mail address tells. */
interface MadeUpPerson {
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly organisationCode: string;
  readonly role: Role;
  readonly rights: readonly Right[];
}

interface Place {
  readonly account: string;
  readonly role: Role;
  readonly title: string;
}

const MANAGER: Place = { account: 'manager', role: 'MANAGER', title: 'Kommunalsjef' };
const COUNTY_MANAGER: Place = { account: 'manager', role: 'MANAGER', title: 'Fylkesdirektør' };
const BODY_MANAGER: Place = { account: 'manager', role: 'MANAGER', title: 'Daglig leder' };
const SPECIALIST_1: Place = { account: 'specialist1', role: 'SPECIALIST', title: 'Rådgiver' };
const SPECIALIST_2: Place = { account: 'specialist2', role: 'SPECIALIST', title: 'Spesialrådgiver' };
const CASE_WORKER: Place = { account: 'caseworker', role: 'CASE_WORKER', title: 'Saksbehandler' };
const ORG_ADMIN: Place = { account: 'orgadmin', role: 'ORG_ADMIN', title: 'IKT-rådgiver' };
const BROKER: Place = { account: 'broker', role: 'BROKER', title: 'Fylkesplanlegger' };

const staff: Readonly<Record<Organisation['kind'], readonly Place[]>> = {
  MUNICIPALITY: [MANAGER, SPECIALIST_1, SPECIALIST_2, CASE_WORKER, ORG_ADMIN],
  COUNTY: [COUNTY_MANAGER, SPECIALIST_1, BROKER],
  BODY: [BODY_MANAGER, SPECIALIST_1],
};

const allRights: readonly Right[] = ['POST', 'RELEASE', 'APPROVE', 'SIGN'];

/** Everyone of the demonstration: the staff of each organisation, Oslo's broker and the platform's administrator. */
function everyone(organisations: readonly Organisation[]): MadeUpPerson[] {
  const posts = organisations
    .filter(({ code }) => code !== OPERATOR_CODE)
    .flatMap(({ kind, code }) => staff[kind].map((place) => ({ ...place, code, domain: code })));
  posts.push({ ...BROKER, code: '0301', domain: '03' });
  posts.push({ account: 'admin', role: 'PLATFORM_ADMIN', title: 'Driftsansvarlig', code: OPERATOR_CODE, domain: OPERATOR_CODE });
  return posts.map(({ account, role, title, code, domain }) => {
    const email = `${account}@${domain}.example`;
    return { email, name: madeUpName(email), title, organisationCode: code, role, rights: role === 'MANAGER' ? allRights : [] };
  });
}

/** Puts the people of the demonstration in place, as the steward of a database that the owner opened. Running again changes nothing. */
export async function seedPeople({ client }: Tx, organisations: readonly Organisation[]): Promise<number> {
  const people = JSON.stringify(everyone(organisations));
  await client.$executeRaw`
    INSERT INTO person (email, name, title, demonstration)
    SELECT email, name, title, true FROM jsonb_to_recordset(${people}::jsonb) AS p(email text, name text, title text)
    ON CONFLICT (email) DO NOTHING`;
  return client.$executeRaw`
    INSERT INTO membership (person_id, organisation_id, role, rights, valid_from)
    SELECT person.id, o.id, p.role::role, p.rights::right_given[], DATE '2020-01-01'
    FROM jsonb_to_recordset(${people}::jsonb) AS p(email text, "organisationCode" text, role text, rights text[])
    JOIN person ON person.email = p.email JOIN organisation o ON o.code = p."organisationCode"
    WHERE NOT EXISTS (SELECT FROM membership m WHERE m.person_id = person.id)`;
}

const firstNames = [
  'Anne',
  'Inger',
  'Kari',
  'Ingrid',
  'Liv',
  'Marit',
  'Astrid',
  'Solveig',
  'Ragnhild',
  'Hanne',
  'Ida',
  'Nora',
  'Silje',
  'Aud',
  'Berit',
  'Elle',
  'Inga',
  'Máret',
  'Jan',
  'Per',
  'Bjørn',
  'Ole',
  'Lars',
  'Kjell',
  'Knut',
  'Svein',
  'Thomas',
  'Geir',
  'Morten',
  'Terje',
  'Odd',
  'Håkon',
  'Øyvind',
  'Åsmund',
  'Nils',
  'Mikkel',
  'Amir',
  'Fatima',
  'Katarzyna',
  'Jonas',
];
const surnames = [
  'Hansen',
  'Johansen',
  'Olsen',
  'Larsen',
  'Andersen',
  'Nilsen',
  'Kristiansen',
  'Karlsen',
  'Berg',
  'Haugen',
  'Hagen',
  'Bakken',
  'Moen',
  'Solberg',
  'Strand',
  'Lie',
  'Dahl',
  'Lund',
  'Nygård',
  'Bråthen',
  'Sæther',
  'Gjerde',
  'Tveit',
  'Åsen',
  'Øvrebø',
  'Rønning',
  'Fjeld',
  'Sletten',
  'Vik',
  'Eide',
  'Sara',
  'Utsi',
  'Eira',
  'Ahmed',
  'Kowalska',
  'Myhre',
  'Aune',
  'Bøe',
  'Ness',
  'Hovland',
];

/** The same address has the same name in every demonstration. */
function madeUpName(email: string): string {
  const next = chance(email);
  return `${next.of(firstNames)} ${next.of(surnames)}`;
}
