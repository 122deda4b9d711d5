import type { CalendarDate, WorkingCalendar } from './calendar.js';
import type { CompetenceCode, CompetenceTree } from './competence.js';
import type { Texts } from './language.js';
import type { WorkLanguage } from './need.js';
import type { MunicipalityCode, OrganisationCode, OrganisationKind, Point } from './scope.js';
import { refuse, type Refused } from './refusal.js';
import { ok, type Result } from './result.js';

export interface KnownMunicipality extends Point {
  readonly code: MunicipalityCode;
  readonly name: string;
  readonly countyCode: string;
  readonly writtenForm: 'nb' | 'nn' | 'neutral';
  readonly validTo: CalendarDate | null;
  readonly successors: readonly MunicipalityCode[];
}

export interface KnownOrganisation {
  readonly id: string;
  readonly code: OrganisationCode;
  readonly name: string;
  readonly kind: OrganisationKind;
}

export interface KnownCompetence {
  readonly code: CompetenceCode;
  readonly label: Texts;
  readonly selectable: boolean;
}

export interface KnownRequirement {
  readonly id: string;
  readonly section: string;
  readonly verified: boolean;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  /** Competences or categories that it is about. */
  readonly competences: readonly CompetenceCode[];
}

/** The reference data that rules look codes up in. */
export interface Register {
  readonly municipality: (code: MunicipalityCode) => KnownMunicipality | null;
  /** Those that can borrow and lend; the operator of the service is no party. */
  readonly organisation: (code: OrganisationCode) => KnownOrganisation | null;
  readonly competence: (code: CompetenceCode) => KnownCompetence | null;
  readonly requirement: (id: string) => KnownRequirement | null;
  readonly competences: CompetenceTree;
  readonly calendar: WorkingCalendar;
  /** How many municipalities the BA-2020 region of a place holds. */
  readonly municipalitiesInRegion: (place: MunicipalityCode) => number;
}

/** The organisation with a code. Refuses unknown codes, former numbers (naming their successors) and 03, since Oslo is one party, 0301. */
export function findOrganisation(register: Register, code: OrganisationCode, path: readonly string[]): Result<KnownOrganisation> {
  const organisation = register.organisation(code);
  if (organisation) return ok(organisation);
  if (code === '03') return refuse('INVALID_INPUT', path, 'oslo-is-0301', undefined);
  return formerMunicipality(register, code, path) ?? refuse('INVALID_INPUT', path, 'unknown-organisation', { code: code.slice(0, 40) });
}

/** The municipality with a number that is in use. */
export function findMunicipality(register: Register, code: MunicipalityCode, path: readonly string[]): Result<KnownMunicipality> {
  const municipality = register.municipality(code);
  if (municipality?.validTo === null) return ok(municipality);
  return formerMunicipality(register, code, path) ?? refuse('INVALID_INPUT', path, 'unknown-municipality', { code: code.slice(0, 40) });
}

function formerMunicipality(register: Register, code: MunicipalityCode, path: readonly string[]): Refused | null {
  const former = register.municipality(code);
  if (!former || former.successors.length === 0) return null;
  const successors = former.successors.map((successor) => `${successor} ${register.municipality(successor)?.name ?? ''}`.trim());
  return refuse('INVALID_INPUT', path, 'former-municipality', { code, successors });
}

/** Competences that were named must exist and be more than a category. */
export function* competenceProblems(register: Register, path: readonly string[], codes: readonly CompetenceCode[]): Generator<Refused> {
  for (const [index, code] of codes.entries()) {
    const competence = register.competence(code);
    const at = [...path, String(index), 'competenceId'];
    if (!competence) yield refuse('INVALID_INPUT', at, 'unknown-competence', { code: code.slice(0, 80) });
    else if (!competence.selectable) yield refuse('INVALID_INPUT', at, 'competence-is-category', { name: competence.label.nb });
  }
}

/** Where nobody says which language work is done in: the place's own form, or both where it is neutral. */
export const defaultWorkLanguages = (form: 'nb' | 'nn' | 'neutral'): WorkLanguage[] => (form === 'neutral' ? ['nb', 'nn'] : [form]);
