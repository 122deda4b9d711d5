import { Database, nobody, retrying } from '@fagtorg/db';
import { type CompetenceTree, type Language, languageOfForm, type Names, type Register, type WorkingCalendar } from '@fagtorg/domain';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type Competence,
  type County,
  type Municipality,
  type Organisation,
  readReferenceData,
  type ReferenceData,
  type Region,
  type StatutoryRequirement,
} from './reference-data.js';
import { competencesMeant, searchedFor } from './reference-search.js';
import { OPERATOR_CODE } from './operator.js';
import type { SoughtWord } from './sought-word.js';

export type RegionStandard = 'BA-2020' | 'SSB-108' | 'EXTENDED';

/** Norway as the application knows it: municipalities, regions, competences, duties and organisations. */
@Injectable()
export class ReferenceService implements Register, OnModuleInit {
  private loaded: ReferenceData | null = null;

  constructor(private readonly database: Database) {}

  /** A server that is starting, too, may be slow to answer. */
  async onModuleInit(): Promise<void> {
    await retrying(() => this.reload());
  }

  /** Reads the reference data anew, after an import. */
  async reload(): Promise<void> {
    this.loaded = await this.database.withTenant(nobody, readReferenceData);
  }

  // ---------------------------------------------------------- what a code names

  municipality = (code: string): Municipality | null => this.data.municipalities.get(code) ?? null;
  /** Who can borrow and lend: the operator of the service has people, but is no party. */
  organisation = (code: string): Organisation | null => {
    const organisation = this.data.organisationsByCode.get(code);
    return organisation && organisation.form !== OPERATOR ? organisation : null;
  };
  /** Who runs the service; null before the first import. */
  operator = (): Organisation | null => this.data.organisationsByCode.get(OPERATOR_CODE) ?? null;
  organisationById = (id: string): Organisation | null => this.data.organisationsById.get(id) ?? null;
  county = (code: string): County | null => this.data.counties.get(code) ?? null;
  region = (id: string): Region | null => this.data.regions.get(id) ?? null;
  competence = (code: string): Competence | null => this.data.competences.get(code) ?? null;
  requirement = (id: string): StatutoryRequirement | null => this.data.requirements.get(id) ?? null;

  /** Names for explanations; a code that is unknown stands for itself. */
  readonly names: Names = {
    competence: (code, tongue) => this.competence(code)?.label[tongue] ?? code,
    municipality: (code) => this.municipality(code)?.name ?? code,
  };

  /**
   * The language in which an organisation is written to: a municipality's own form, and for a county or a body, which have none in the reference
   * data, that of most of its municipalities. Bokmål where neither form is in the majority.
   */
  languageOf({ code, kind, members }: Organisation): Language {
    const municipality = this.municipality(code);
    if (municipality) return languageOfForm(municipality.writtenForm);
    const its = kind === 'COUNTY' ? this.municipalities().filter(({ countyCode }) => countyCode === code) : members.map(this.municipality);
    const inNynorsk = its.filter((one) => one?.writtenForm === 'nn').length;
    return languageOfForm(inNynorsk * 2 > its.length ? 'nn' : 'nb');
  }

  // ---------------------------------------------------------- lists

  /** Municipalities in use today, by number. */
  municipalities(): Municipality[] {
    return [...this.data.municipalities.values()].filter(({ validTo }) => validTo === null);
  }

  /** Everyone who has people, by code: who can borrow and lend, and the operator. */
  organisations(): Organisation[] {
    return [...this.data.organisationsByCode.values()];
  }

  counties(): County[] {
    return [...this.data.counties.values()].filter(({ validTo }) => validTo === null);
  }

  /** Regions of a standard that are in force on a date. */
  regions(standard: string, at: string): Region[] {
    return [...this.data.regions.values()]
      .filter((region) => region.standard === standard && inForce(region, at))
      .sort((a, b) => a.name.localeCompare(b.name, 'nb'));
  }

  narrowerThan(code: string): Competence[] {
    return [...this.data.competences.values()].filter(({ broaderCode }) => broaderCode === code);
  }

  /** A competence and all below it: whoever has one of them answers for it. */
  sameOrNarrower(code: string): string[] {
    return [code, ...this.narrowerThan(code).flatMap((narrower) => this.sameOrNarrower(narrower.code))];
  }

  /** A competence and all above it: what it answers for. */
  sameOrBroader(code: string): string[] {
    const broader = this.competence(code)?.broaderCode;
    return broader ? [code, ...this.sameOrBroader(broader)] : [code];
  }

  /** Duties that concern a competence, itself or through a category above it. */
  requirementsFor(code: string): StatutoryRequirement[] {
    return [...this.data.requirements.values()].filter(({ competences }) =>
      competences.some((concerned) => this.competences.isSameOrNarrower(code, concerned)),
    );
  }

  // ---------------------------------------------------------- geography

  /** The region of a standard that a municipality number lies in on a date; a date outside the number's own time counts as its nearest day. */
  regionOf(municipalityCode: string, standard: RegionStandard, at: string): Region | null {
    const municipality = this.municipality(municipalityCode);
    if (!municipality) return null;
    const day =
      at < municipality.validFrom
        ? municipality.validFrom
        : municipality.validTo !== null && at > municipality.validTo
          ? municipality.validTo
          : at;
    for (const region of this.data.regions.values()) {
      if (region.standard !== standard) continue;
      if (region.members.some((member) => member.code === municipalityCode && inForce(member, day))) return region;
    }
    return null;
  }

  municipalitiesInRegion = (place: string): number => {
    const region = this.regionOf(place, 'BA-2020', FAR_FUTURE);
    return region ? region.members.filter(({ validTo }) => validTo === null).length : 1;
  };

  /** Counties in which a broker acts for a BA-2020 region. */
  countiesOfRegion(regionId: string): readonly string[] {
    return this.data.countiesOfRegion.get(regionId) ?? [];
  }

  commutingShare(a: string, b: string): number {
    if (a === b) return 1;
    return this.data.commutingShares.get(a < b ? `${a} ${b}` : `${b} ${a}`) ?? 0;
  }

  get competences(): CompetenceTree {
    return this.data.tree;
  }

  get calendar(): WorkingCalendar {
    return this.data.calendar;
  }

  // ---------------------------------------------------------- search

  /** Competences that everyday words mean, the best first. Understands Norwegian stems, æøå, Sámi letters and small slips. */
  async searchCompetences(words: string, first: number): Promise<Competence[]> {
    const codes = await this.database.withTenant(nobody, (tx) => competencesMeant(tx, words, first));
    return codes.map((code) => this.competence(code)).filter((competence) => competence !== null);
  }

  /** What people look for, word by word. */
  searchedFor(text: string): Promise<SoughtWord[]> {
    return this.database.withTenant(nobody, (tx) => searchedFor(tx, text));
  }

  /** Competences in the order that people look through them: what is asked for most, then by name. */
  selectableCompetences(first: number): Competence[] {
    return [...this.data.competences.values()]
      .filter(({ selectable }) => selectable)
      .sort((a, b) => a.label.nb.localeCompare(b.label.nb, 'nb'))
      .slice(0, first);
  }

  private get data(): ReferenceData {
    if (!this.loaded) throw new Error('The reference data has not been loaded yet.');
    return this.loaded;
  }
}

/** The form of the organisation that runs the service. */
const OPERATOR = 'OPERATOR';

const FAR_FUTURE = '2099-12-31';

const inForce = (span: { readonly validFrom: string; readonly validTo: string | null }, at: string): boolean =>
  span.validFrom <= at && (span.validTo === null || at <= span.validTo);
