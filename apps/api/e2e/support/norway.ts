import type { MatchScope, Point } from '@fagtorg/domain';
import type { Behind } from '@fagtorg/testing';

/** Norway as the slow rules want it, straight from the tables of facts: who lies where, by the words of product.md alone. */
export interface Norway {
  readonly holidays: ReadonlySet<string>;
  readonly broader: ReadonlyMap<string, string | null>;
  place(code: string): Point & { readonly code: string };
  aloneInRegion(place: string): boolean;
  /** The narrowest scope around a place that holds an organisation. */
  scopeOf(place: string, organisation: string): MatchScope;
  /** The next scope that adds a lender to a place. */
  nextScope(place: string, scope: MatchScope): MatchScope | null;
  commutingShare(a: string, b: string): number;
}

interface Municipality extends Point {
  readonly code: string;
  readonly county: string;
  readonly region: string;
  readonly extended: string;
  readonly employed: number;
}

const widths: readonly MatchScope[] = ['SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE'];
const narrowest = (scopes: readonly MatchScope[]): MatchScope => widths.find((width) => scopes.includes(width)) ?? 'REMOTE';

export async function readNorway(behind: Behind): Promise<Norway> {
  const municipalities = await behind.rows<Municipality>(`
    SELECT m.code, m.county_code AS county, m.lat, m.lon, m.employed_residents AS employed, ${regionIn('BA-2020')} AS region,
      ${regionIn('EXTENDED')} AS extended
    FROM municipality m WHERE m.valid_to IS NULL`);
  const borders = await behind.rows<{ a: string; b: string }>('SELECT a, b FROM adjacency');
  const commuting = await behind.rows<{ home: string; work: string; commuters: number }>('SELECT home, work, commuters FROM commuting');
  const bodies = await behind.rows<{ code: string; members: string[] }>(`
    SELECT o.code, array_agg(b.municipality_code) AS members FROM organisation o JOIN body_member b ON b.organisation_id = o.id GROUP BY 1`);
  const organisations = await behind.rows<{ code: string }>('SELECT code FROM organisation');
  const holidays = await behind.rows<{ day: string }>('SELECT date::text AS day FROM holiday');
  const competences = await behind.rows<{ code: string; broader: string | null }>('SELECT code, broader_code AS broader FROM competence');

  const byCode = new Map(municipalities.map((municipality) => [municipality.code, municipality]));
  const place = (code: string): Municipality => {
    const found = byCode.get(code);
    if (!found) throw new Error(`There is no municipality ${code}.`);
    return found;
  };
  const flows = new Map(commuting.map(({ home, work, commuters }) => [`${home} ${work}`, commuters]));
  const share = (home: string, work: string): number => (flows.get(`${home} ${work}`) ?? 0) / place(home).employed;
  const commutingShare = (a: string, b: string): number => (a === b ? 1 : Math.max(share(a, b), share(b, a)));
  const touching = new Set(borders.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const regionOf = (code: string): Municipality[] => municipalities.filter(({ region }) => region === place(code).region);

  const scopeOfMunicipality = (from: string, other: Municipality): MatchScope => {
    const region = regionOf(from);
    if (region.includes(other)) return 'SAME_REGION';
    if (other.extended === place(from).extended) return 'EXTENDED_REGION';
    if (region.some(({ code }) => touching.has(`${code} ${other.code}`) || commutingShare(code, other.code) >= 0.05))
      return 'NEIGHBOUR_REGION';
    return region.some(({ county }) => county === other.county) ? 'COUNTY' : 'REMOTE';
  };
  const scopeOf = (from: string, organisation: string): MatchScope => {
    const municipality = byCode.get(organisation);
    if (municipality) return scopeOfMunicipality(from, municipality);
    const members = bodies.find(({ code }) => code === organisation)?.members;
    if (members) return narrowest(members.map((member) => scopeOfMunicipality(from, place(member))));
    return regionOf(from).some(({ county }) => county === organisation) ? 'SAME_REGION' : 'REMOTE';
  };
  const scopesAround = new Map<string, Set<MatchScope>>();
  return {
    holidays: new Set(holidays.map(({ day }) => day)),
    broader: new Map(competences.map(({ code, broader }) => [code, broader])),
    place,
    aloneInRegion: (code) => regionOf(code).length === 1,
    scopeOf,
    nextScope: (from, scope) => {
      const found = scopesAround.get(from) ?? new Set(organisations.map(({ code }) => scopeOf(from, code)));
      scopesAround.set(from, found);
      return widths.slice(widths.indexOf(scope) + 1).find((wider) => wider === 'REMOTE' || found.has(wider)) ?? null;
    },
    commutingShare,
  };
}

const regionIn = (standard: string): string => `(
  SELECT r.code FROM region_member x JOIN region r ON r.id = x.region_id
  WHERE r.standard = '${standard}' AND x.municipality_code = m.code AND x.valid_to IS NULL)`;
