import { addDays } from '@fagtorg/domain';
import type { ReferenceProblem } from './problem.js';
import type { ReferenceTables } from './read-tables.js';
import { duplicates, unknowns } from './references.js';
import { holds } from './validity.js';

/** Counties, municipalities, their parallel names, their successors, and the bodies they form. */
export function checkPlaces(tables: ReferenceTables): ReferenceProblem[] {
  const { counties, municipalities, municipalityNames, municipalitySuccessors, bodies, bodyMembers } = tables;
  return [
    ...duplicates(counties, 'county', ({ code }) => code),
    ...duplicates(municipalities, 'municipality', ({ code }) => code),
    ...unknowns(
      municipalities,
      'county',
      ({ countyCode }) => countyCode,
      counties,
      ({ code }) => code,
    ),
    ...checkCounties(tables),
    ...duplicates(municipalityNames, 'name', ({ code, language, name }) => `${code} ${language} ${name}`),
    ...unknowns(
      municipalityNames,
      'municipality',
      ({ code }) => code,
      municipalities,
      ({ code }) => code,
    ),
    ...duplicates(municipalitySuccessors, 'succession', ({ code, successorCode }) => `${code} ${successorCode}`),
    ...unknowns(
      municipalitySuccessors,
      'municipality',
      ({ code }) => code,
      municipalities,
      ({ code }) => code,
    ),
    ...unknowns(
      municipalitySuccessors,
      'municipality',
      ({ successorCode }) => successorCode,
      municipalities,
      ({ code }) => code,
    ),
    ...checkSuccessors(tables),
    ...duplicates(bodies, 'body', ({ code }) => code),
    ...duplicates(bodyMembers, 'member', ({ bodyCode, municipalityCode }) => `${bodyCode} ${municipalityCode}`),
    ...unknowns(
      bodyMembers,
      'body',
      ({ bodyCode }) => bodyCode,
      bodies,
      ({ code }) => code,
    ),
    ...unknowns(
      bodyMembers,
      'municipality',
      ({ municipalityCode }) => municipalityCode,
      municipalities,
      ({ code }) => code,
    ),
    ...checkBodies(tables),
  ];
}

/** A municipality's number begins with its county's, and its county lasts as long as itself. */
function checkCounties({ counties, municipalities }: ReferenceTables): ReferenceProblem[] {
  const countyOf = new Map(counties.rows.map(({ row }) => [row.code, row]));
  return municipalities.rows.flatMap(({ line, row }) => {
    const county = countyOf.get(row.countyCode);
    const refuse = (reason: string): ReferenceProblem[] => [{ file: municipalities.file, line, reason }];
    if (!row.code.startsWith(row.countyCode)) return refuse(`municipality ${row.code} can't lie in county ${row.countyCode}`);
    if (county && !holds(county, row)) return refuse(`county ${county.code} does not last as long as municipality ${row.code}`);
    return [];
  });
}

/** What has ended has a successor that begins the day after; what is in force has none. */
function checkSuccessors({ municipalities, municipalitySuccessors }: ReferenceTables): ReferenceProblem[] {
  const municipalityOf = new Map(municipalities.rows.map(({ row }) => [row.code, row]));
  const succeeded = municipalitySuccessors.cells && new Set(municipalitySuccessors.cells.map(({ code }) => code));
  const ended = municipalities.rows.filter(({ row }) => row.validTo !== null && succeeded?.has(row.code) === false);
  return [
    ...ended.map(({ line, row }) => ({ file: municipalities.file, line, reason: `${row.code} has ended and nothing succeeds it` })),
    ...municipalitySuccessors.rows.flatMap(({ line, row }) => {
      const former = municipalityOf.get(row.code);
      const successor = municipalityOf.get(row.successorCode);
      if (!former || !successor || (former.validTo && addDays(former.validTo, 1) === successor.validFrom)) return [];
      return [{ file: municipalitySuccessors.file, line, reason: `${successor.code} does not begin the day after ${former.code} ended` }];
    }),
  ];
}

/** A body has at least two members, all of them municipalities in force. */
function checkBodies({ bodies, bodyMembers, municipalities }: ReferenceTables): ReferenceProblem[] {
  const ended = new Set(municipalities.rows.filter(({ row }) => row.validTo !== null).map(({ row }) => row.code));
  const hasTwo = (body: string): boolean => !bodyMembers.cells || bodyMembers.cells.filter(({ bodyCode }) => bodyCode === body).length > 1;
  return [
    ...bodies.rows
      .filter(({ row }) => !hasTwo(row.code))
      .map(({ line, row }) => ({ file: bodies.file, line, reason: `${row.code} has fewer than two members in ${bodyMembers.file}` })),
    ...bodyMembers.rows
      .filter(({ row }) => ended.has(row.municipalityCode))
      .map(({ line, row }) => ({ file: bodyMembers.file, line, reason: `municipality ${row.municipalityCode} is no longer in force` })),
  ];
}
