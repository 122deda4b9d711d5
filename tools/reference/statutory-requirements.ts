import { byKey, byText, readCsv } from './source.js';

/** Beside the script: our ids and our nynorsk and English, one row a duty, with the bokmål that was translated. */
const TEXTS = 'statutory-requirements.texts.csv';

/**
 * The source's duties joined with our ids and translations. Throws with every duty that lacks a translation or whose bokmål has changed
 * since it was translated, and every translation that no duty asks for.
 */
function joined(folder: string, textFolder: string) {
  const duties = readCsv(folder, 'statutory_requirements.csv', [
    'law',
    'section',
    'valid_from',
    'valid_to',
    'summary_nb',
    'competence_codes',
    'verified',
    'source',
    'note',
  ]);
  const texts = readCsv(textFolder, TEXTS, ['id', 'law', 'section', 'summary_nb', 'summary_nn', 'summary_en']);
  byKey(texts, (text) => text.id);

  const key = (row: { law: string; section: string; summary_nb: string }): string => `${row.law} ${row.section}: ${row.summary_nb}`;
  const textOf = byKey(texts, key);
  const asked = new Set(duties.map(key));
  const untranslated = duties.map(key).filter((duty) => {
    const text = textOf.get(duty);
    return !text || [text.id, text.summary_nn, text.summary_en].includes('');
  });
  const superfluous = texts.map(key).filter((text) => !asked.has(text));
  const lacking = [...untranslated.map((duty) => `not translated: ${duty}`), ...superfluous.map((text) => `no such duty: ${text}`)];
  if (lacking.length > 0) throw new Error([`${TEXTS} does not fit the source:`, ...lacking].join('\n'));

  return duties
    .flatMap((duty) => {
      const text = textOf.get(key(duty));
      return text ? [{ ...duty, ...text }] : [];
    })
    .sort((a, b) => byText(a.id, b.id));
}

export const statutoryRequirements = (folder: string, textFolder: string) =>
  joined(folder, textFolder).map((duty) => ({
    id: duty.id,
    law: duty.law,
    section: duty.section,
    valid_from: duty.valid_from,
    valid_to: duty.valid_to,
    summary_nb: duty.summary_nb,
    summary_nn: duty.summary_nn,
    summary_en: duty.summary_en,
    verified: duty.verified,
    source: duty.source,
    note: duty.note,
  }));

export const statutoryRequirementCompetences = (folder: string, textFolder: string) =>
  joined(folder, textFolder).flatMap((duty) =>
    duty.competence_codes
      .split(';')
      .map((code) => code.trim())
      .sort(byText)
      .map((code) => ({ requirement_id: duty.id, competence_code: code })),
  );
