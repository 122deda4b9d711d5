import type { ReferenceProblem } from './problem.js';
import type { ReferenceTables } from './read-tables.js';
import { duplicates, unknowns, unnamed } from './references.js';

/** A climate budget is no statutory duty (product.md): nothing may tie a law to it, nor to a category that it lies in. */
const NEVER_STATUTORY = 'klima.klimabudsjett';

/** The taxonomy, the occupations under it, and the duties that call for it. */
export function checkCompetences(tables: ReferenceTables): ReferenceProblem[] {
  const { competences, occupations, statutoryRequirements: duties, statutoryRequirementCompetences: calls } = tables;
  return [
    ...duplicates(occupations, 'occupation', ({ code }) => code),
    ...unknowns(
      occupations,
      'occupation',
      ({ parentCode }) => parentCode,
      occupations,
      ({ code }) => code,
    ),
    ...duplicates(competences, 'competence', ({ code }) => code),
    ...unknowns(
      competences,
      'broader competence',
      ({ broaderCode }) => broaderCode,
      competences,
      ({ code }) => code,
    ),
    ...unknowns(
      competences,
      'occupation',
      ({ occupationCode }) => occupationCode,
      occupations,
      ({ code }) => code,
    ),
    ...checkTree(tables),
    ...duplicates(duties, 'statutory requirement', ({ id }) => id),
    ...unnamed(
      duties,
      'points at no competence',
      ({ id }) => id,
      calls,
      ({ requirementId }) => requirementId,
    ),
    ...duplicates(calls, 'competence', ({ requirementId, competenceCode }) => `${requirementId} ${competenceCode}`),
    ...unknowns(
      calls,
      'statutory requirement',
      ({ requirementId }) => requirementId,
      duties,
      ({ id }) => id,
    ),
    ...unknowns(
      calls,
      'competence',
      ({ competenceCode }) => competenceCode,
      competences,
      ({ code }) => code,
    ),
    ...checkNeverStatutory(tables),
  ];
}

/** The way from a competence to the top, itself included. It stops where it would come round to a competence it has passed. */
function wayUp(code: string, broader: ReadonlyMap<string, string | null>): { way: Set<string>; circle: boolean } {
  const way = new Set<string>();
  let next: string | null | undefined = code;
  while (next && !way.has(next)) {
    way.add(next);
    next = broader.get(next);
  }
  return { way, circle: next === code };
}

const broaderOf = ({ competences }: ReferenceTables): Map<string, string | null> =>
  new Map(competences.rows.map(({ row }) => [row.code, row.broaderCode]));

function checkTree(tables: ReferenceTables): ReferenceProblem[] {
  const broader = broaderOf(tables);
  return tables.competences.rows
    .filter(({ row }) => wayUp(row.code, broader).circle)
    .map(({ line, row }) => ({ file: tables.competences.file, line, reason: `competence "${row.code}" is broader than itself` }));
}

function checkNeverStatutory(tables: ReferenceTables): ReferenceProblem[] {
  const { way } = wayUp(NEVER_STATUTORY, broaderOf(tables));
  const { file, rows } = tables.statutoryRequirementCompetences;
  return rows
    .filter(({ row }) => way.has(row.competenceCode))
    .map(({ line, row }) => ({ file, line, reason: `"${row.competenceCode}" covers ${NEVER_STATUTORY}, which no law demands` }));
}
