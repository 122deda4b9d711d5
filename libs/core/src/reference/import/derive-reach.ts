import type { Tx } from '@fagtorg/db';
import { type Atlas, type Place, reachOf } from '@fagtorg/domain';
import type { ReferenceFiles } from '../reference-files.js';
import { replace } from './load-tables.js';

/** Works out, once, what every search would otherwise ask: whom a search from each place reaches, and which counties a region touches. */
export async function deriveReach(tx: Tx, files: ReferenceFiles): Promise<void> {
  const atlas = atlasOf(files);
  const ids = new Map((await tx.client.organisation.findMany()).map(({ id, code }) => [code, id]));
  const reach = atlas.places.flatMap((place) =>
    [...reachOf(place, atlas)].map(([code, scope]) => ({ placeCode: place.code, organisationId: ids.get(code), scope })),
  );
  await replace(tx, 'reach', ['place_code', 'organisation_id'], reach);
  const touched = new Set(atlas.places.map(({ region, countyCode }) => `BA-2020:${region}/${countyCode}`));
  const counties = [...touched].map((pair) => ({ regionId: pair.split('/')[0], countyCode: pair.split('/')[1] }));
  await replace(tx, 'region_county', ['region_id', 'county_code'], counties);
}

/** The map of today. */
function atlasOf(files: ReferenceFiles): Atlas {
  const borders = new Set(files.adjacency.map(({ a, b }) => `${a} ${b}`));
  const employed = new Map(files.municipalities.map(({ code, employedResidents }) => [code, employedResidents]));
  const flows = new Map(files.commuting.map(({ home, work, commuters }) => [`${home} ${work}`, commuters]));
  const share = (home: string, work: string): number => (flows.get(`${home} ${work}`) ?? 0) / (employed.get(home) ?? Infinity);
  return {
    places: placesOf(files),
    countyAuthorities: files.counties.filter(({ code, validTo }) => validTo === null && code !== '03'),
    bodies: files.bodies.map(({ code }) => ({
      code,
      members: files.bodyMembers.filter((member) => member.bodyCode === code).map(({ municipalityCode }) => municipalityCode),
    })),
    adjacent: (a, b) => borders.has(a < b ? `${a} ${b}` : `${b} ${a}`),
    commutingShare: (a, b) => Math.max(share(a, b), share(b, a)),
  };
}

function placesOf(files: ReferenceFiles): Place[] {
  const regionOf = (standard: string): Map<string, string> =>
    new Map(
      files.regionMembers
        .filter((member) => member.standard === standard && member.validTo === null)
        .map(({ municipalityCode, regionCode }) => [municipalityCode, regionCode]),
    );
  const labourMarket = regionOf('BA-2020');
  const extended = regionOf('EXTENDED');
  return files.municipalities
    .filter(({ validTo }) => validTo === null)
    .map(({ code, countyCode }) => ({
      code,
      countyCode,
      region: labourMarket.get(code) ?? '',
      extendedRegion: extended.get(code) ?? '',
    }));
}
