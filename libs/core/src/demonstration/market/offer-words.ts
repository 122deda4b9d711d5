import type { Words } from './fields.js';

/** Headlines: profession and hours, never a person. {Who} is the profession with a capital letter, {hours} "4 timer". */
export const headlines: readonly Words[] = [
  { nb: '{Who} med {hours} ledig i uka', nn: '{Who} med {hours} ledig i veka' },
  { nb: 'Erfaren {who}', nn: 'Erfaren {who}' },
  { nb: '{Who} for kommuner i regionen', nn: '{Who} for kommunar i regionen' },
  { nb: '{Who}, {hours} i uka til nabokommuner', nn: '{Who}, {hours} i veka til nabokommunar' },
  { nb: '{Who} til utlån, kan også veilede', nn: '{Who} til utlån, kan òg rettleie' },
  { nb: '{Who}, kan starte på kort varsel', nn: '{Who}, kan starte på kort varsel' },
];

/** What a specialist says for themselves; the lender's side alone reads it. {years} is a number. */
export const evidences: readonly Words[] = [
  { nb: '{years} års erfaring fra kommunal sektor', nn: '{years} års erfaring frå kommunal sektor' },
  { nb: 'Relevant master og {years} år i faget', nn: 'Relevant master og {years} år i faget' },
  { nb: 'Har hatt dette ansvaret i {years} år, også for nabokommuner', nn: 'Har hatt dette ansvaret i {years} år, òg for nabokommunar' },
  { nb: 'Etterutdanning i faget og {years} års praksis', nn: 'Etterutdanning i faget og {years} års praksis' },
];
