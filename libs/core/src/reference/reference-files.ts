import { checkCompetences } from './import/check-competences.js';
import { checkCounts } from './import/check-counts.js';
import { checkHolidays } from './import/check-holidays.js';
import { checkNeighbours } from './import/check-neighbours.js';
import { checkPlaces } from './import/check-places.js';
import { checkRegions } from './import/check-regions.js';
import type { ReferenceProblem } from './import/problem.js';
import { readTables } from './import/read-tables.js';
import type { Table } from './import/read-table.js';
import type { RowOf, TableName } from './import/tables.js';

/** The rows of every file in prisma/reference, typed, in the order of the files (NOTICE.md there says where each comes from). */
export type ReferenceFiles = { readonly [Name in TableName]: readonly RowOf<Name>[] };

/** All of the files, or all that is wrong with them, in the order of files and lines. */
export type ReferenceReading =
  { readonly ok: true; readonly value: ReferenceFiles } | { readonly ok: false; readonly problems: readonly ReferenceProblem[] };

/**
 * Reads the reference data from a directory laid out as prisma/reference. Every row is judged alone, then against the other files, then
 * all of them are counted; nothing is left out silently, so one bad row keeps everything out.
 */
export function readReferenceFiles(directory: string): ReferenceReading {
  const problems: ReferenceProblem[] = [];
  const tables = readTables(directory, problems);
  for (const check of [checkPlaces, checkRegions, checkNeighbours, checkCompetences, checkHolidays, checkCounts]) {
    problems.push(...check(tables));
  }
  if (problems.length > 0) {
    const files = Object.values(tables).map(({ file }) => file);
    const order = ({ file, line }: ReferenceProblem): number => files.indexOf(file) * 1_000_000 + (line ?? 0);
    return { ok: false, problems: problems.sort((a, b) => order(a) - order(b)) };
  }
  const rowsOf = <Row>(table: Table<Row>): Row[] => table.rows.map(({ row }) => row);
  return {
    ok: true,
    value: {
      counties: rowsOf(tables.counties),
      municipalities: rowsOf(tables.municipalities),
      municipalityNames: rowsOf(tables.municipalityNames),
      municipalitySuccessors: rowsOf(tables.municipalitySuccessors),
      regions: rowsOf(tables.regions),
      regionMembers: rowsOf(tables.regionMembers),
      adjacency: rowsOf(tables.adjacency),
      commuting: rowsOf(tables.commuting),
      competences: rowsOf(tables.competences),
      occupations: rowsOf(tables.occupations),
      statutoryRequirements: rowsOf(tables.statutoryRequirements),
      statutoryRequirementCompetences: rowsOf(tables.statutoryRequirementCompetences),
      holidays: rowsOf(tables.holidays),
      bodies: rowsOf(tables.bodies),
      bodyMembers: rowsOf(tables.bodyMembers),
    },
  };
}
