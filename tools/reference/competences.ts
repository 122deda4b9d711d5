import { readCsv } from './source.js';

/** The taxonomy in its own order: categories first, then what lies under them. */
export const competences = (folder: string) =>
  readCsv(folder, 'competences.csv', [
    'code',
    'broader_code',
    'label_nb',
    'label_nn',
    'label_en',
    'synonyms_nb',
    'styrk08',
    'authorisation_required',
    'selectable',
    'priority',
  ]).map((competence) => ({
    code: competence.code,
    broader_code: competence.broader_code,
    label_nb: competence.label_nb,
    label_nn: competence.label_nn,
    label_en: competence.label_en,
    synonyms: competence.synonyms_nb,
    occupation_code: competence.styrk08,
    authorisation_required: competence.authorisation_required,
    selectable: competence.selectable,
    priority: competence.priority,
  }));

/** STYRK-08, all four levels. */
export const occupations = (folder: string) =>
  readCsv(folder, 'styrk08_occupations.csv', ['code', 'level', 'name_no', 'parent_code']).map((occupation) => ({
    code: occupation.code,
    level: Number(occupation.level),
    name: occupation.name_no,
    parent_code: occupation.parent_code,
  }));
