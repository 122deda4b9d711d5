/** How far a search reaches, from the narrowest to the widest (product.md, Where a match may come from). */
export const matchScopes = ['SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE'] as const;
export type MatchScope = (typeof matchScopes)[number];

export type MunicipalityCode = string;
export type OrganisationCode = string;
export type OrganisationKind = 'MUNICIPALITY' | 'COUNTY' | 'BODY';

export interface Place {
  readonly code: MunicipalityCode;
  readonly countyCode: string;
  /** Labour-market region, BA-2020 (TØI report 1713/2019). */
  readonly region: string;
  /** Commuting-based merge of small regions (reference data, derived). */
  readonly extendedRegion: string;
}

/** Who lies where: what the scopes are made of. All of it is reference data of one date. */
export interface Atlas {
  readonly places: readonly Place[];
  /** County authorities; Oslo has none and is the municipality 0301 alone. */
  readonly countyAuthorities: readonly { readonly code: OrganisationCode }[];
  readonly bodies: readonly { readonly code: OrganisationCode; readonly members: readonly MunicipalityCode[] }[];
  /** Whether two municipalities share a border, at sea too. */
  readonly adjacent: (a: MunicipalityCode, b: MunicipalityCode) => boolean;
  /** The larger share of employed residents that commutes from one to the other, either way, 0 to 1. */
  readonly commutingShare: (a: MunicipalityCode, b: MunicipalityCode) => number;
}

/** At least one in twenty of the employed residents of either commute to the other. */
export const NEIGHBOUR_COMMUTING_SHARE = 0.05;

export const isWithin = (scope: MatchScope, outer: MatchScope): boolean => matchScopes.indexOf(scope) <= matchScopes.indexOf(outer);

/** A need in a region of its own would never find anyone, so it starts one step wider. */
export const initialScope = (municipalitiesInRegion: number): MatchScope =>
  municipalitiesInRegion > 1 ? 'SAME_REGION' : 'EXTENDED_REGION';

/**
 * The scope in which a lender counts. One that shows its region only and is alone in it shows the extended one (product.md, Time): to be
 * found in the place's own region would tell who it is.
 */
export const shownReach = (reach: MatchScope, regionOnly: boolean, aloneInRegion: boolean): MatchScope =>
  regionOnly && aloneInRegion && reach === 'SAME_REGION' ? 'EXTENDED_REGION' : reach;

/**
 * The organisations that a search from a place reaches short of REMOTE, each with the narrowest scope that holds it. Whoever is not in
 * the answer lies in REMOTE.
 */
export function reachOf(place: Place, atlas: Atlas): Map<OrganisationCode, Exclude<MatchScope, 'REMOTE'>> {
  const region = atlas.places.filter((other) => other.region === place.region);
  const countiesTouched = new Set(region.map((other) => other.countyCode));
  const isNeighbour = (other: Place): boolean =>
    region.some(
      (inside) => atlas.adjacent(inside.code, other.code) || atlas.commutingShare(inside.code, other.code) >= NEIGHBOUR_COMMUTING_SHARE,
    );

  const reach = new Map<OrganisationCode, Exclude<MatchScope, 'REMOTE'>>();
  for (const other of atlas.places) {
    if (other.region === place.region) reach.set(other.code, 'SAME_REGION');
    else if (other.extendedRegion === place.extendedRegion) reach.set(other.code, 'EXTENDED_REGION');
    else if (isNeighbour(other)) reach.set(other.code, 'NEIGHBOUR_REGION');
    else if (countiesTouched.has(other.countyCode)) reach.set(other.code, 'COUNTY');
  }
  for (const county of atlas.countyAuthorities) if (countiesTouched.has(county.code)) reach.set(county.code, 'SAME_REGION');
  for (const body of atlas.bodies) {
    const scopes = body.members.map((member) => reach.get(member)).filter((scope) => scope !== undefined);
    const narrowest = scopes.sort((a, b) => matchScopes.indexOf(a) - matchScopes.indexOf(b))[0];
    if (narrowest) reach.set(body.code, narrowest);
  }
  return reach;
}

/** The next scope that adds a lender to a place, or null where the search is as wide as it gets. REMOTE always adds the rest of the country. */
export function nextScope(scope: MatchScope, scopesWithLenders: ReadonlySet<MatchScope>): MatchScope | null {
  const wider = matchScopes.slice(matchScopes.indexOf(scope) + 1);
  return wider.find((step) => step === 'REMOTE' || scopesWithLenders.has(step)) ?? null;
}

/** Straight-line kilometres between two points given in WGS84 degrees, to one decimal (great circle, mean earth radius). */
export function kilometres(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (x: number, y: number): number => Math.sin(radians(y - x) / 2) ** 2;
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return Math.round(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord)) * 10) / 10;
}

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

const EARTH_RADIUS_KM = 6371.0088;
