import { byKey, readCsv, the } from './source.js';
import type { Life } from './structure.js';

/**
 * Sámi names that are younger than the former number they would stand on: what the number was called in November 2023 (Geonorge), or
 * nothing. Gratangen had no Sámi name then; Porsanger's was spelt with another letter.
 */
const namesThen: ReadonlyMap<string, string> = new Map([
  ['5414', ''],
  ['5436', 'Porsáŋgu'],
]);

/** Parallel names beside the Norwegian one: Northern (se), Lule (smj) and South Sámi (sma), and Kven (fkv). */
export function municipalityNames(folder: string, lives: readonly Life[]) {
  const rows = byKey(
    readCsv(folder, 'municipalities.csv', ['kommunenummer', 'name_sami', 'sami_lang', 'name_kven']),
    (row) => row.kommunenummer,
  );
  return lives.flatMap(({ code, heir }) => {
    const row = the(rows, heir);
    return [
      { code, language: row.sami_lang, name: namesThen.get(code) ?? row.name_sami },
      { code, language: 'fkv', name: row.name_kven },
    ].filter(({ name }) => name !== '');
  });
}
