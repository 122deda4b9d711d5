import type { ReferenceProblem } from './problem.js';
import type { Table } from './read-table.js';
import type { ReferenceTables } from './read-tables.js';
import type { regionStandards } from './tables.js';
import { isValid, type Validity } from './validity.js';

interface Structure {
  readonly date: string;
  readonly counties: number;
  readonly municipalities: number;
  /** How many regions a standard has, and how many of them hold one municipality only. */
  readonly regions?: Readonly<Record<(typeof regionStandards)[number], { readonly all: number; readonly single: number }>>;
}

/** What Norway counted on the day each structure began. The next reform adds a row; it rewrites none. */
const structures: readonly Structure[] = [
  { date: '2020-01-01', counties: 11, municipalities: 356 },
  {
    date: '2024-01-01',
    counties: 15,
    municipalities: 357,
    regions: { 'BA-2020': { all: 159, single: 78 }, 'SSB-108': { all: 85, single: 9 }, EXTENDED: { all: 61, single: 0 } },
  },
];

/** A file may be right in each row and still lack some, or hold too many: what is in force on a day must be as many as there were. */
export function checkCounts(tables: ReferenceTables): ReferenceProblem[] {
  return structures.flatMap(({ date, counties, municipalities, regions }) => [
    ...differs(tables.counties, `counties on ${date}`, inForce(tables.counties, date), counties),
    ...differs(tables.municipalities, `municipalities on ${date}`, inForce(tables.municipalities, date), municipalities),
    ...Object.entries(regions ?? {}).flatMap(([standard, { all, single }]) => {
      const sizes = [...regionSizes(tables, standard, date).values()];
      return [
        ...differs(tables.regionMembers, `regions of ${standard} on ${date}`, sizes.length, all),
        ...differs(
          tables.regionMembers,
          `regions of ${standard} with one municipality on ${date}`,
          sizes.filter((size) => size === 1).length,
          single,
        ),
      ];
    }),
  ]);
}

const inForce = (table: Table<Validity>, date: string): number => table.rows.filter(({ row }) => isValid(row, date)).length;

function regionSizes({ regionMembers }: ReferenceTables, standard: string, date: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { row } of regionMembers.rows) {
    if (row.standard === standard && isValid(row, date)) sizes.set(row.regionCode, (sizes.get(row.regionCode) ?? 0) + 1);
  }
  return sizes;
}

function differs<Row>(table: Table<Row>, what: string, found: number, expected: number): ReferenceProblem[] {
  return found === expected || !table.cells ? [] : [{ file: table.file, line: null, reason: `has ${found} ${what}, not ${expected}` }];
}
