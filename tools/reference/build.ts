/**
 * Makes the files of prisma/reference from a folder of collected sources (NOTICE.md there says which): npx tsx tools/reference/build.ts
 * <folder>. The same sources give the same bytes. The import in libs/core judges the result: run its spec afterwards.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import { bodies, bodyMembers } from './bodies.js';
import { competences, occupations } from './competences.js';
import { holidays } from './holidays.js';
import { municipalityNames } from './names.js';
import { adjacency, commuting } from './neighbours.js';
import { counties, municipalities, successors } from './places.js';
import { regionMembers, regions } from './regions.js';
import { statutoryRequirementCompetences, statutoryRequirements } from './statutory-requirements.js';
import { readLives } from './structure.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../../prisma/reference/', import.meta.url));

/** Everything is made before anything is written: a source that does not add up changes no file. */
function build(source: string): void {
  const lives = readLives(source);
  const tables: Readonly<Record<string, readonly object[]>> = {
    counties: counties(source, lives),
    municipalities: municipalities(source, lives),
    municipality_names: municipalityNames(source, lives),
    municipality_successors: successors(lives),
    regions: regions(source),
    region_members: regionMembers(source, lives),
    adjacency: adjacency(source),
    commuting: commuting(source),
    competences: competences(source),
    occupations: occupations(source),
    statutory_requirements: statutoryRequirements(source, here),
    statutory_requirement_competences: statutoryRequirementCompetences(source, here),
    holidays: holidays(),
    bodies: bodies(),
    body_members: bodyMembers(source),
  };
  for (const [name, rows] of Object.entries(tables)) {
    writeFileSync(join(target, `${name}.csv`), stringify([...rows], { header: true }));
    console.log(`${name}.csv: ${rows.length} rows`);
  }
}

const source = process.argv[2];
if (source) {
  build(source);
} else {
  console.error('Usage: npx tsx tools/reference/build.ts <folder with the source files>');
  process.exitCode = 2;
}
