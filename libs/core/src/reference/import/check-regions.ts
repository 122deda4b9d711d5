import type { ReferenceProblem } from './problem.js';
import type { Located } from './read-table.js';
import type { ReferenceTables } from './read-tables.js';
import { duplicates, unknowns, unnamed } from './references.js';
import { regionStandards, type RowOf } from './tables.js';
import { firstGap, holds, overlaps } from './validity.js';

type Member = Located<RowOf<'regionMembers'>>;

/** Every municipality lies in exactly one region of each standard on every day that it is in force. */
export function checkRegions(tables: ReferenceTables): ReferenceProblem[] {
  const { regions, regionMembers, municipalities } = tables;
  return [
    ...duplicates(regions, 'region', ({ standard, code }) => `${standard} ${code}`),
    ...unnamed(
      regions,
      'has no municipality',
      ({ standard, code }) => `${standard} ${code}`,
      regionMembers,
      ({ standard, regionCode }) => `${standard} ${regionCode}`,
    ),
    ...unknowns(
      regionMembers,
      'region',
      ({ standard, regionCode }) => `${standard} ${regionCode}`,
      regions,
      ({ standard, code }) => `${standard} ${code}`,
    ),
    ...unknowns(
      regionMembers,
      'municipality',
      ({ municipalityCode }) => municipalityCode,
      municipalities,
      ({ code }) => code,
    ),
    ...checkMemberships(tables),
  ];
}

/** What one municipality's rows in one standard say about when it lies where. */
function checkMemberships({ regions, regionMembers, municipalities }: ReferenceTables): ReferenceProblem[] {
  const key = (row: { standard: string; municipalityCode: string }): string => `${row.standard} ${row.municipalityCode}`;
  const memberships = groupBy(regionMembers.rows, ({ row }) => key(row));
  const written = groupBy(regionMembers.cells ?? [], key);
  const regionOf = new Map(regions.rows.map(({ row }) => [`${row.standard} ${row.code}`, row]));
  const refuse = ({ line }: Member, reason: string): ReferenceProblem => ({ file: regionMembers.file, line, reason });

  const twice = [...memberships.values()].flatMap((members) =>
    members.filter(({ row }, index) => members.slice(0, index).some((earlier) => overlaps(earlier.row, row))),
  );
  const outlasting = regionMembers.rows.filter(({ row }) => {
    const region = regionOf.get(`${row.standard} ${row.regionCode}`);
    return region && !holds(region, row);
  });
  const nowhere = (municipality: RowOf<'municipalities'>): string[] =>
    regionStandards.flatMap((standard) => {
      const place = `${standard} ${municipality.code}`;
      const members = memberships.get(place) ?? [];
      const hasRefusedRow = members.length < (written.get(place)?.length ?? 0);
      const gap = firstGap(
        municipality,
        members.map(({ row }) => row),
      );
      return gap && !hasRefusedRow ? [`municipality ${municipality.code} is in no region of ${standard} on ${gap}`] : [];
    });
  return [
    ...twice.map((member) =>
      refuse(member, `municipality ${member.row.municipalityCode} is in two regions of ${member.row.standard} at once`),
    ),
    ...outlasting.map((member) => refuse(member, `region ${member.row.standard} ${member.row.regionCode} does not last as long as this`)),
    ...(regionMembers.cells ? municipalities.rows : []).flatMap(({ line, row }) =>
      nowhere(row).map((reason) => ({ file: municipalities.file, line, reason })),
    ),
  ];
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
