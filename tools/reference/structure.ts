import { byText, readCsv } from './source.js';

/** The structure reform. For what is older it means "at the latest": Fagtorg needs no earlier date. */
export const REFORM = '2020-01-01';
export const SPLIT = '2024-01-01';
export const LAST_DAY_BEFORE_SPLIT = '2023-12-31';

/** One municipality number and the time it was or is in force. Dates as text; no end is "". */
export interface Life {
  readonly code: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Numbers that took over; none while it is in force. */
  readonly successors: readonly string[];
  /** The number in force whose name, place and form speak for this one: itself, the only successor, or the one that kept the name. */
  readonly heir: string;
}

/** Where a municipality was divided: the successor that kept the name and the town. Haram (1580) left Ålesund (1508). */
const keptTheName: ReadonlyMap<string, string> = new Map([['1507', '1508']]);

/** All numbers in force since 2020, in order of their code. */
export function readLives(folder: string): Life[] {
  const changes = readCsv(folder, 'municipality_code_changes_2023_2024.csv', ['kommunenummer_2023', 'kommunenummer_2024']);
  const replaced = [...new Set(changes.map((change) => change.kommunenummer_2023))];
  const renumbered = new Set(changes.map((change) => change.kommunenummer_2024));

  const current = readCsv(folder, 'municipalities.csv', ['kommunenummer']).map(({ kommunenummer: code }): Life => ({
    code,
    validFrom: renumbered.has(code) ? SPLIT : REFORM,
    validTo: '',
    successors: [],
    heir: code,
  }));
  const former = replaced.map((code): Life => {
    const codes = changes
      .filter((change) => change.kommunenummer_2023 === code)
      .map((change) => change.kommunenummer_2024)
      .sort(byText);
    const heir = codes.length === 1 ? codes[0] : keptTheName.get(code);
    if (!heir || !codes.includes(heir)) throw new Error(`${code} was divided: say which of ${codes.join(', ')} kept its name`);
    return { code, validFrom: REFORM, validTo: LAST_DAY_BEFORE_SPLIT, successors: codes, heir };
  });
  return [...current, ...former].sort((a, b) => byText(a.code, b.code));
}
