import { byKey, byText, readCsv, the } from './source.js';
import { REFORM, type Life } from './structure.js';

const read = (folder: string) =>
  readCsv(folder, 'labour_market_regions.csv', [
    'kommunenummer',
    'ba_region_no',
    'ba_region_name',
    'economic_region_no',
    'economic_region_name',
    'extended_region_no',
    'extended_region_name',
  ]);
type Place = ReturnType<typeof read>[number];

/** The three divisions of Norway, each with the columns that say where a municipality belongs. */
const standards: readonly { standard: string; code: (place: Place) => string; name: (place: Place) => string }[] = [
  { standard: 'BA-2020', code: (place) => place.ba_region_no, name: (place) => place.ba_region_name },
  { standard: 'SSB-108', code: (place) => place.economic_region_no, name: (place) => place.economic_region_name },
  { standard: 'EXTENDED', code: (place) => place.extended_region_no, name: (place) => place.extended_region_name },
];

export function regions(folder: string) {
  const places = read(folder);
  return standards.flatMap(({ standard, code, name }) => {
    const named = new Map(places.map((place) => [code(place), name(place)]));
    return [...named]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([region, text]) => ({ standard, code: region, name: text, valid_from: REFORM, valid_to: '' }));
  });
}

/** A former number belonged where its heir belongs: the divisions follow the ground, not the number. */
export function regionMembers(folder: string, lives: readonly Life[]) {
  const places = byKey(read(folder), (place) => place.kommunenummer);
  return standards.flatMap(({ standard, code }) =>
    lives
      .map((life) => ({
        standard,
        region_code: code(the(places, life.heir)),
        municipality_code: life.code,
        valid_from: life.validFrom,
        valid_to: life.validTo,
      }))
      .sort((a, b) => Number(a.region_code) - Number(b.region_code) || byText(a.municipality_code, b.municipality_code)),
  );
}
