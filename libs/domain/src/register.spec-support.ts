import { WorkingCalendar } from './calendar.js';
import { CompetenceTree } from './competence.js';
import type { Refused } from './refusal.js';
import type { KnownMunicipality, KnownOrganisation, Register } from './register.js';
import type { Result } from './result.js';

/** A small Norway: Vega, alone in its region, Giske, who writes nynorsk, and Ålesund and Haram, that Ålesund of 2020 became. */
const municipality = (code: string, name: string, more: Partial<KnownMunicipality> = {}): KnownMunicipality => ({
  code,
  name,
  countyCode: code.slice(0, 2),
  writtenForm: 'neutral',
  validTo: null,
  successors: [],
  lat: 62,
  lon: 6,
  ...more,
});
const municipalities: readonly KnownMunicipality[] = [
  municipality('1815', 'Vega', { writtenForm: 'nb' }),
  municipality('1532', 'Giske', { writtenForm: 'nn' }),
  municipality('1508', 'Ålesund'),
  municipality('1580', 'Haram'),
  municipality('1507', 'Ålesund', { validTo: '2023-12-31', successors: ['1508', '1580'] }),
];
const organisations: readonly KnownOrganisation[] = [
  ...municipalities
    .filter(({ validTo }) => validTo === null)
    .map(({ code, name }) => ({ id: `id-${code}`, code, name, kind: 'MUNICIPALITY' as const })),
  { id: 'id-15', code: '15', name: 'Møre og Romsdal', kind: 'COUNTY' },
];
const broader = new Map([
  ['plan', null],
  ['plan.ku', 'plan'],
  ['helse', null],
  ['helse.psykolog', 'helse'],
]);

export const register: Register = {
  municipality: (code) => municipalities.find((known) => known.code === code) ?? null,
  organisation: (code) => organisations.find((known) => known.code === code) ?? null,
  competence: (code) =>
    broader.has(code) ? { code, label: { nb: code, nn: code, en: code }, selectable: broader.get(code) !== null } : null,
  requirement: (id) =>
    id === 'psykolog'
      ? { id, section: 'hol. § 3-2', verified: true, validFrom: '2020-01-01', validTo: null, competences: ['helse'] }
      : null,
  competences: new CompetenceTree(broader),
  calendar: new WorkingCalendar(['2026-12-25', '2027-01-01', '2045-12-26']),
  municipalitiesInRegion: (place) => (place === '1815' ? 1 : 2),
};

/** A Monday. */
export const TODAY = '2026-11-23';

/** "INVALID_INPUT title: Må fylles ut.", or what was answered. */
export function told(result: Result<unknown> | Refused | null): unknown {
  if (result === null) return 'nothing wrong';
  if (result.ok) return result.value;
  const { code, path, say } = result.refusal;
  return `${code} ${path.join('.')}: ${say('nb').replaceAll('\u00a0', ' ')}`;
}
