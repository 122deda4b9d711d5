import { byKey, byText, readCsv, the } from './source.js';
import { LAST_DAY_BEFORE_SPLIT, REFORM, SPLIT, type Life } from './structure.js';

/** Counties of 2020–2023 that were dissolved again. Added by hand: the source has those in force only. */
const formerCounties = [
  { code: '30', name: 'Viken', official_name: 'Viken' },
  { code: '38', name: 'Vestfold og Telemark', official_name: 'Vestfold og Telemark' },
  { code: '54', name: 'Troms og Finnmark', official_name: 'Troms og Finnmark - Romsa ja Finnmárku - Tromssa ja Finmarkku' },
];

const countyOf = (municipality: string): string => municipality.slice(0, 2);

/** A county that holds a renumbered municipality began with the split, unless it holds former ones too (Møre og Romsdal). */
export function counties(folder: string, lives: readonly Life[]) {
  const olderCounties = new Set(lives.filter((life) => life.validFrom === REFORM).map((life) => countyOf(life.code)));
  const current = readCsv(folder, 'counties.csv', [
    'county_no',
    'county_name_official',
    'county_name_no',
    'county_authority_org_number',
  ]).map((county) => ({
    code: county.county_no,
    name: county.county_name_no,
    official_name: county.county_name_official,
    org_number: county.county_authority_org_number,
    valid_from: olderCounties.has(county.county_no) ? REFORM : SPLIT,
    valid_to: '',
  }));
  const former = formerCounties.map((county) => ({ ...county, org_number: '', valid_from: REFORM, valid_to: LAST_DAY_BEFORE_SPLIT }));
  return [...current, ...former].sort((a, b) => byText(a.code, b.code));
}

const writtenForms: ReadonlyMap<string, string> = new Map([
  ['nb', 'nb'],
  ['nn', 'nn'],
  ['noytral', 'neutral'],
]);

/** Two municipalities of one name are told apart by their county; a former one by the county it had then: Våler (Viken). */
const nameThen = (name: string, county: string): string => name.replace(/ \(.+\)$/, ` (${county})`);

/** Every number since 2020. A former one has today's facts for the same ground: those of its heir, counts summed over its successors. */
export function municipalities(folder: string, lives: readonly Life[]) {
  const facts = byKey(
    readCsv(folder, 'municipalities.csv', [
      'kommunenummer',
      'display_name',
      'population_2026',
      'centrality_class',
      'target_form',
      'admin_centre',
      'org_number',
    ]),
    (row) => row.kommunenummer,
  );
  const positions = byKey(
    readCsv(folder, 'municipality_coordinates.csv', ['kommunenummer', 'admin_centre_lat', 'admin_centre_lon']),
    (row) => row.kommunenummer,
  );
  const countyNames = new Map(counties(folder, lives).map((county) => [county.code, county.name]));
  const employed = employedResidents(folder);

  return lives.map((life) => {
    const heir = the(facts, life.heir);
    const position = the(positions, life.heir);
    const isFormer = life.successors.length > 0;
    const ground = isFormer ? life.successors : [life.code];
    const sum = (count: (code: string) => number): number => ground.reduce((total, code) => total + count(code), 0);
    return {
      code: life.code,
      name: isFormer ? nameThen(heir.display_name, the(countyNames, countyOf(life.code))) : heir.display_name,
      county_code: countyOf(life.code),
      population: sum((code) => Number(the(facts, code).population_2026)),
      centrality_class: heir.centrality_class,
      written_form: the(writtenForms, heir.target_form),
      admin_centre: heir.admin_centre,
      lat: position.admin_centre_lat,
      lon: position.admin_centre_lon,
      org_number: isFormer ? '' : heir.org_number,
      employed_residents: sum((code) => the(employed, code)),
      valid_from: life.validFrom,
      valid_to: life.validTo,
    };
  });
}

/** Employed people by the municipality they live in, wherever in Norway they work. */
function employedResidents(folder: string): Map<string, number> {
  const employed = new Map<string, number>();
  for (const flow of readCsv(folder, 'commuting_flows_2017_m2024.csv', ['home_kommunenummer', 'employed_persons'])) {
    employed.set(flow.home_kommunenummer, (employed.get(flow.home_kommunenummer) ?? 0) + Number(flow.employed_persons));
  }
  return employed;
}

export const successors = (lives: readonly Life[]) =>
  lives.flatMap((life) => life.successors.map((successor) => ({ code: life.code, successor_code: successor })));
