import type { ReferenceProblem } from './problem.js';
import type { ReferenceTables } from './read-tables.js';
import { duplicates, unknowns } from './references.js';

/** Who borders on whom, and who works where. */
export function checkNeighbours(tables: ReferenceTables): ReferenceProblem[] {
  const { adjacency, commuting, municipalities } = tables;
  return [
    ...duplicates(adjacency, 'pair', ({ a, b }) => `${a} ${b}`),
    ...unknowns(
      adjacency,
      'municipality',
      ({ a }) => a,
      municipalities,
      ({ code }) => code,
    ),
    ...unknowns(
      adjacency,
      'municipality',
      ({ b }) => b,
      municipalities,
      ({ code }) => code,
    ),
    ...duplicates(commuting, 'flow', ({ home, work }) => `${home} ${work}`),
    ...unknowns(
      commuting,
      'municipality',
      ({ home }) => home,
      municipalities,
      ({ code }) => code,
    ),
    ...unknowns(
      commuting,
      'municipality',
      ({ work }) => work,
      municipalities,
      ({ code }) => code,
    ),
    ...checkCommuters(tables),
  ];
}

/** No more people commute from a place than live and work: a share above one is a wrong figure. */
function checkCommuters({ commuting, municipalities }: ReferenceTables): ReferenceProblem[] {
  const commuters = new Map<string, number>();
  for (const { row } of commuting.rows) commuters.set(row.home, (commuters.get(row.home) ?? 0) + row.commuters);
  return municipalities.rows
    .filter(({ row }) => (commuters.get(row.code) ?? 0) > row.employedResidents)
    .map(({ line, row }) => ({
      file: municipalities.file,
      line,
      reason: `${commuters.get(row.code) ?? 0} commute from ${row.code}, more than its ${row.employedResidents} employed residents`,
    }));
}
