import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guardsOf, type GuardMutant } from '../mutant.js';
import { showing } from './use-cases.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A source of the house. */
export const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The sources of a folder, without its specs. */
export const sourcesIn = (folder: string): string[] =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !/spec|generated/.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();

const POLICY = 'libs/domain/src/policy.ts';
const policySpec = { spec: 'libs/domain/src/policy.spec.ts' };

/** What a grant is without its right or its scope, or without being about oneself; null where it asks for neither. */
function widened(grant: string): string | null {
  if (grant === 'themselves') return `here('SPECIALIST')`;
  if (grant.startsWith('program(')) return `here('SERVICE_ACCOUNT')`;
  const [, role] = /^here\(('[A-Z_]+'), '[A-Z]+'\)$/.exec(grant) ?? [];
  return role === undefined ? null : `here(${role})`;
}

/** The policy table, line by line: without each grant, with each one widened, and with one more. */
export function policyMutants(): GuardMutant[] {
  const lines = sourceOf(POLICY).match(/^ {2}'[a-z-]+': \[.*\],$/gm) ?? [];
  return lines.flatMap((line) => {
    const [, action = '', list = ''] = /^ {2}'([a-z-]+)': \[(.*)\],$/.exec(line) ?? [];
    const grants = list.split(/, (?![^(]*\))/);
    const withThese = (these: readonly string[]): string => `  '${action}': [${these.join(', ')}],`;
    const without = grants.map((grant, place): [string, string, string] => [
      `${action} without ${grant}`,
      line,
      withThese(grants.filter((_, other) => other !== place)),
    ]);
    const wider = grants.flatMap((grant, place): [string, string, string][] => {
      const wide = widened(grant);
      return wide === null ? [] : [[`${action} with ${wide} for ${grant}`, line, withThese(grants.with(place, wide))]];
    });
    const more: [string, string, string] = [`${action} for the platform too`, line, withThese([...grants, `here('PLATFORM_ADMIN')`])];
    return guardsOf(POLICY, policySpec, [...without, ...wider, more]);
  });
}

/** A sight that a query asks for. */
export const SIGHT = / AND \$\{\w*[iI]nSight\(tx(?:, Prisma\.sql`[^`]*`)?\)\}/g;

/** Every query that goes by a sight, without it. */
export function sightMutants(): GuardMutant[] {
  return sourcesIn('libs/core/src').flatMap((file) => {
    const source = sourceOf(file);
    return [...source.matchAll(SIGHT)].flatMap(({ 0: sight, index }) => {
      const text = uniqueAround(source, index, sight.length);
      const offset = source.indexOf(text);
      const instead = source.slice(offset, index) + source.slice(index + sight.length, offset + text.length);
      const line = source.slice(0, index).split('\n').length;
      return guardsOf(file, showing, [[`line ${line}, without${sight}`, text, instead]]);
    });
  });
}

/** The piece of a source with as many lines before it as make it stand there once. */
function uniqueAround(source: string, index: number, length: number): string {
  const end = source.indexOf('\n', index + length);
  let begin = index;
  do begin = source.lastIndexOf('\n', begin - 1);
  while (source.split(source.slice(begin, end)).length !== 2);
  return source.slice(begin, end);
}
