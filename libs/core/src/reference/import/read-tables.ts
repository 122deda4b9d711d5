import type { ReferenceProblem } from './problem.js';
import { readTable } from './read-table.js';

/** All files of a directory as tables, with whatever is wrong in a single row. */
export function readTables(directory: string, problems: ReferenceProblem[]) {
  return {
    counties: readTable(directory, 'counties', problems),
    municipalities: readTable(directory, 'municipalities', problems),
    municipalityNames: readTable(directory, 'municipalityNames', problems),
    municipalitySuccessors: readTable(directory, 'municipalitySuccessors', problems),
    regions: readTable(directory, 'regions', problems),
    regionMembers: readTable(directory, 'regionMembers', problems),
    adjacency: readTable(directory, 'adjacency', problems),
    commuting: readTable(directory, 'commuting', problems),
    competences: readTable(directory, 'competences', problems),
    occupations: readTable(directory, 'occupations', problems),
    statutoryRequirements: readTable(directory, 'statutoryRequirements', problems),
    statutoryRequirementCompetences: readTable(directory, 'statutoryRequirementCompetences', problems),
    holidays: readTable(directory, 'holidays', problems),
    bodies: readTable(directory, 'bodies', problems),
    bodyMembers: readTable(directory, 'bodyMembers', problems),
  };
}

export type ReferenceTables = ReturnType<typeof readTables>;
