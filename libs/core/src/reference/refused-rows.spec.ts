import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReferenceProblem } from './import/problem.js';
import { readReferenceFiles } from './reference-files.js';

const shipped = fileURLToPath(new URL('../../../../prisma/reference', import.meta.url));
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fagtorg-reference-'));
  cpSync(shipped, directory, { recursive: true });
  rewrite('commuting', (lines) => lines.slice(0, 300)); // the rest only costs time
});
afterEach(() => rmSync(directory, { recursive: true }));

const pathOf = (file: string): string => join(directory, `${file}.csv`);

function rewrite(file: string, change: (lines: string[]) => string[]): void {
  const path = pathOf(file);
  writeFileSync(path, `${change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
}

/** Changes the first line that begins so and says which line it was. */
function changeRow(file: string, beginning: string, change: (row: string) => string): number {
  let line = 0;
  rewrite(file, (lines) => {
    const index = lines.findIndex((row) => row.startsWith(beginning));
    line = index + 1;
    return lines.map((row, place) => (place === index ? change(row) : row));
  });
  if (line === 0) throw new Error(`no row in ${file} begins with ${beginning}`);
  return line;
}

function addRow(file: string, row: string): number {
  let line = 0;
  rewrite(file, (lines) => {
    line = lines.length + 1;
    return [...lines, row];
  });
  return line;
}

function problems(): readonly ReferenceProblem[] {
  const reading = readReferenceFiles(directory);
  return reading.ok ? [] : reading.problems;
}

const problem = (file: string, line: number | null, reason: string) => ({
  file: `${file}.csv`,
  line,
  reason: expect.stringContaining(reason) as string,
});

describe('a row with a cell that is wrong in itself is refused with its file and line:', () => {
  it.each<[what: string, file: string, row: string, from: string | RegExp, to: string, reason: string]>([
    ['a code that lost its zero', 'municipalities', '0301,', '0301', '301', 'code "301" must be four digits'],
    ['a population in words', 'municipalities', '5036,', '2667', 'mange', 'population "mange" must be a whole number'],
    ['a centrality class beyond 6', 'municipalities', '0301,', ',1,neutral', ',7,neutral', 'centrality_class "7" must be from 1 to 6'],
    ['a form of Norwegian not ours', 'municipalities', '1815,', ',nb,', ',no,', 'written_form "no" must be nb, nn or neutral'],
    ['a place outside Norway', 'municipalities', '0301,', '59.91273', '9.91273', 'lat "9.91273" must lie in Norway'],
    ['a date that does not exist', 'municipalities', '1507,', '2023-12-31', '2023-11-31', 'valid_to "2023-11-31" must be a date'],
    ['an end before the beginning', 'municipalities', '1507,', '2023-12-31', '2019-12-31', 'valid_to "2019-12-31" ends before'],
    ['nobody employed', 'municipalities', '1815,', /,\d+(,2020-01-01,)$/, ',0$1', 'employed_residents "0" must be more'],
    ['a name with a loose accent', 'municipality_names', '5540,se', 'á', 'a\u0301', 'loose accents'],
    ['a language of none of the four', 'municipality_names', '5540,se', 'se', 'no', 'language "no" must be se, smj, sma or fkv'],
    ['a standard of its own', 'region_members', 'BA-2020,79,1580', 'BA-2020', 'BA-2030', 'standard "BA-2030" must be one of BA-2020'],
    ['a pair in the wrong order', 'adjacency', '0301,3201', '0301,3201', '3201,0301', 'b "0301" must be greater than a'],
    ['a commuter who stays at home', 'commuting', '0301,1101', '1101', '0301', 'work "0301" must not be the home itself'],
    ['half a commuter', 'commuting', '0301,1101', '13', '13.5', 'commuters "13.5" must be a whole number'],
    ['a competence without English', 'competences', 'plan.ku,', 'Environmental impact assessment', '', 'label_en "" must be a text'],
    ['neither yes nor no', 'competences', 'plan.ku,', ',no,yes,', ',no,ja,', 'selectable "ja" must be yes or no'],
    ['a category with a priority', 'competences', 'plan,', /$/, '1', 'priority "1" is for what can be selected'],
    ['an occupation in another group', 'occupations', '2634,', ',263', ',264', 'parent_code "264" must be the code without its last digit'],
    ['an occupation on the wrong level', 'occupations', '2634,', ',4,', ',3,', 'level "3" must be as many as the digits'],
    [
      'a duty without nynorsk',
      'statutory_requirements',
      'hol-3-2-ergo',
      /,Kommunen skal ha knytt til[^,]+,/,
      ',,',
      'summary_nn "" must be a text',
    ],
    ['Christmas Eve off', 'holidays', '2027-12-25', '12-25', '12-24', '2027-12-24 is no public holiday'],
    ['a body with a number for a code', 'bodies', 'iks-risor', 'iks-risor', '4201', 'code "4201" must be small letters with a hyphen'],
    ['a body of no known form', 'bodies', 'iks-risor', /IKS$/, 'AS', 'form "AS" must be IKS'],
    ['a cell too many', 'regions', 'BA-2020,1,', /$/, ',', 'has 6 cells, not 5'],
    ['a quotation mark left open', 'regions', 'BA-2020,1,', 'Halden', '"Halden', 'is not CSV: Quote Not Closed'],
  ])('%s', (_what, file, row, from, to, reason) => {
    const line = changeRow(file, row, (cells) => cells.replace(from, to));
    expect(problems()).toContainEqual(problem(file, line, reason));
  });
});

describe('a row that does not fit the others is refused with its file and line:', () => {
  it.each<[what: string, file: string, row: string, from: string, to: string, reason: string]>([
    ['an unknown county', 'municipalities', '5036,', ',50,', ',99,', 'unknown county "99"'],
    ['the county of somebody else', 'municipalities', '5036,', ',50,', ',46,', "municipality 5036 can't lie in county 46"],
    ['an unknown successor', 'municipality_successors', '1507,1580', '1580', '1599', 'unknown municipality "1599"'],
    ['a successor from too early', 'municipality_successors', '1507,1580', '1580', '1511', '1511 does not begin the day after 1507 ended'],
    ['an unknown region', 'region_members', 'BA-2020,79,1580', ',79,', ',999,', 'unknown region "BA-2020 999"'],
    ['an unknown neighbour', 'adjacency', '0301,3201', '3201', '3299', 'unknown municipality "3299"'],
    ['an unknown place of work', 'commuting', '0301,1101', '1101', '1199', 'unknown municipality "1199"'],
    ['an unknown broader competence', 'competences', 'plan.ku,', ',plan,', ',planer,', 'unknown broader competence "planer"'],
    ['an unknown occupation', 'competences', 'plan.ku,', '2164', '2999', 'unknown occupation "2999"'],
    ['a call for an unknown competence', 'statutory_requirement_competences', 'pbl-3-3,', 'plan', 'plen', 'unknown competence "plen"'],
    [
      'a call by an unknown duty',
      'statutory_requirement_competences',
      'hol-5-5,',
      'hol-5-5',
      'hol-5-6',
      'unknown statutory requirement "hol-5-6"',
    ],
    ['a member that is no longer in force', 'body_members', 'iks-risor,4201', '4201', '1507', 'municipality 1507 is no longer in force'],
    ['a member of an unknown body', 'body_members', 'iks-risor,4201', 'iks-risor', 'iks-tvedestrand', 'unknown body "iks-tvedestrand"'],
  ])('%s', (_what, file, row, from, to, reason) => {
    const line = changeRow(file, row, (cells) => cells.replace(from, to));
    expect(problems()).toContainEqual(problem(file, line, reason));
  });

  it.each(['klima.klimabudsjett', 'klima'])('a law that demands %s, since no law demands a climate budget', (competence) => {
    const line = addRow('statutory_requirement_competences', `spr-klima-4-2,${competence}`);
    expect(problems()).toEqual([problem('statutory_requirement_competences', line, `"${competence}" covers klima.klimabudsjett`)]);
  });

  it.each([
    ['county', 'counties', '50,Trøndelag,'],
    ['municipality', 'municipalities', '5036,'],
    ['succession', 'municipality_successors', '1507,1580'],
    ['region', 'regions', 'BA-2020,1,'],
    ['pair', 'adjacency', '0301,3201'],
    ['flow', 'commuting', '0301,1101'],
    ['competence', 'competences', 'plan.ku,'],
    ['statutory requirement', 'statutory_requirements', 'pbl-3-3,'],
    ['holiday', 'holidays', '2027-05-17'],
    ['body', 'bodies', 'iks-risor,'],
  ])('a second row for the same %s', (what, file, beginning) => {
    let again = '';
    const earlier = changeRow(file, beginning, (row) => (again = row));
    const line = addRow(file, again);
    expect(problems()).toContainEqual(problem(file, line, `${what} "`));
    expect(problems()).toContainEqual(problem(file, line, `stands on line ${earlier} already`));
  });

  it('a county that ended before its municipalities', () => {
    changeRow('counties', '50,Trøndelag,', (row) => `${row}2023-12-31`);
    const line = changeRow('municipalities', '5036,', (row) => row);
    expect(problems()).toContainEqual(problem('municipalities', line, 'county 50 does not last as long as municipality 5036'));
  });

  it('a municipality that is in two regions of a standard at once', () => {
    const line = addRow('region_members', 'BA-2020,1,5036,2024-01-01,');
    expect(problems()).toEqual([problem('region_members', line, 'municipality 5036 is in two regions of BA-2020 at once')]);
  });

  it('a municipality that is in no region of a standard for a while', () => {
    changeRow('region_members', 'SSB-108,50006,5036', (row) => row.replace('2020-01-01', '2021-06-01'));
    const line = changeRow('municipalities', '5036,', (row) => row);
    expect(problems()).toEqual([problem('municipalities', line, 'municipality 5036 is in no region of SSB-108 on 2020-01-01')]);
  });

  it('competences that are broader than each other', () => {
    const lines = [
      changeRow('competences', 'plan.regulering,', (row) => row.replace(',plan,', ',plan.private,')),
      changeRow('competences', 'plan.private,', (row) => row),
    ];
    expect(problems()).toEqual(lines.map((line) => problem('competences', line, 'is broader than itself')));
  });

  it('a duty that points at nothing', () => {
    rewrite('statutory_requirement_competences', (lines) => lines.filter((row) => !row.startsWith('pbl-2-2,')));
    const line = changeRow('statutory_requirements', 'pbl-2-2,', (row) => row);
    expect(problems()).toEqual([problem('statutory_requirements', line, 'points at no competence')]);
  });

  it('a region without a municipality, and a body with one member', () => {
    const region = addRow('regions', 'BA-2020,160,Svalbard,2020-01-01,');
    const body = addRow('bodies', 'iks-vega,Vega IKS,IKS');
    addRow('body_members', 'iks-vega,1815');
    expect(problems()).toEqual([
      problem('regions', region, 'has no municipality'),
      problem('bodies', body, 'iks-vega has fewer than two members'),
    ]);
  });

  it('a municipality from which more people commute than are employed', () => {
    const line = changeRow('municipalities', '0301,', (row) => row.replace(/,\d+(,2020-01-01,)$/, ',100$1'));
    expect(problems()).toContainEqual(problem('municipalities', line, 'more than its 100 employed residents'));
  });
});

describe('a file as a whole is refused', () => {
  it('when a municipality, a region or a year is missing, though every row holds', () => {
    for (const file of ['municipalities', 'municipality_names', 'adjacency', 'commuting', 'region_members']) {
      rewrite(file, (lines) => lines.filter((row) => !row.includes('1815')));
    }
    rewrite('regions', (lines) => lines.filter((row) => !/^BA-2020,\d+,Vega,/.test(row)));
    rewrite('holidays', (lines) => lines.filter((row) => !row.startsWith('2030-05-01')));
    expect(problems()).toEqual([
      problem('municipalities', null, 'has 355 municipalities on 2020-01-01, not 356'),
      problem('municipalities', null, 'has 356 municipalities on 2024-01-01, not 357'),
      problem('region_members', null, 'has 158 regions of BA-2020 on 2024-01-01, not 159'),
      problem('region_members', null, 'has 77 regions of BA-2020 with one municipality on 2024-01-01, not 78'),
      problem('holidays', null, '2030-05-01 is missing'),
    ]);
  });

  it('when it is not there, has other columns or is not in UTF-8, without a word about the files that refer to it', () => {
    rmSync(pathOf('counties'));
    changeRow('competences', 'code,', (row) => row.replace('broader_code', 'parent'));
    writeFileSync(pathOf('bodies'), Buffer.from('code,name,form\niks-risor,Ris\u00f8r IKS,IKS\n', 'latin1'));
    expect(problems()).toEqual([
      problem('counties', null, 'is missing'),
      problem('competences', 1, 'the columns must be code,broader_code,label_nb'),
      problem('bodies', null, 'is not in UTF-8'),
    ]);
  });
});

it('tells all that is wrong at once, in the order of files and lines', () => {
  const lines = [
    changeRow('counties', '50,Trøndelag,', (row) => row.replace('817920632', '81792063')),
    changeRow('municipalities', '0301,', (row) => row.replace('728714', '-1').replace(',1,neutral', ',0,neutral')),
    changeRow('municipalities', '5036,', (row) => row.replace('neutral', 'nynorsk')),
    changeRow('holidays', '2027-05-17', (row) => row.replace('2027-05-17', '17.5.2027')),
  ];
  const expected: [file: string, line: number | undefined, reason: string][] = [
    ['counties', lines[0], 'org_number "81792063"'],
    ['municipalities', lines[1], 'population "-1"'],
    ['municipalities', lines[1], 'centrality_class "0"'],
    ['municipalities', lines[2], 'written_form "nynorsk"'],
    ['holidays', lines[3], 'date "17.5.2027"'],
  ];
  const rowProblems = problems().filter(({ line }) => line !== null);
  expect(rowProblems).toEqual(expected.map(([file, line, reason]) => problem(file, line ?? null, reason)));
});

it('reads rows with Windows line ends', () => {
  const path = pathOf('counties');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
  expect(problems()).toEqual([]);
});
