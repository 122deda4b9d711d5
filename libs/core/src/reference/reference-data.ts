import type { Tx } from '@fagtorg/db';
import { CompetenceTree, type KnownMunicipality, type KnownOrganisation, type Texts, WorkingCalendar } from '@fagtorg/domain';

/** Reference data as the application holds it in memory: small, the same for everyone, and asked for by every answer. */

export interface County {
  readonly code: string;
  readonly name: string;
  readonly validTo: string | null;
}

export interface Municipality extends KnownMunicipality {
  readonly population: number;
  readonly centralityClass: number;
  readonly validFrom: string;
  readonly employedResidents: number;
  readonly parallelNames: readonly { readonly language: string; readonly name: string }[];
}

export interface Region {
  readonly id: string;
  readonly standard: string;
  readonly code: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly members: readonly { readonly code: string; readonly validFrom: string; readonly validTo: string | null }[];
}

export interface Competence {
  readonly code: string;
  readonly broaderCode: string | null;
  readonly label: Texts;
  readonly occupationCode: string | null;
  readonly selectable: boolean;
}

export interface StatutoryRequirement {
  readonly id: string;
  readonly law: string;
  readonly section: string;
  readonly summary: Texts;
  readonly verified: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly competences: readonly string[];
}

export interface Organisation extends KnownOrganisation {
  readonly countyCode: string | null;
  readonly form: string | null;
  /** In Enhetsregisteret; null for bodies, whose numbers we lack. */
  readonly orgNumber: string | null;
  /** Municipalities of an inter-municipal body. */
  readonly members: readonly string[];
}

export interface ReferenceData {
  readonly counties: ReadonlyMap<string, County>;
  readonly municipalities: ReadonlyMap<string, Municipality>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly competences: ReadonlyMap<string, Competence>;
  readonly requirements: ReadonlyMap<string, StatutoryRequirement>;
  readonly organisationsByCode: ReadonlyMap<string, Organisation>;
  readonly organisationsById: ReadonlyMap<string, Organisation>;
  readonly organisationsByNumber: ReadonlyMap<string, Organisation>;
  /** The larger share of employed residents that commutes between two municipalities, either way, by "a b" with a < b. */
  readonly commutingShares: ReadonlyMap<string, number>;
  /** Counties that a BA-2020 region touches, by region id. */
  readonly countiesOfRegion: ReadonlyMap<string, readonly string[]>;
  readonly tree: CompetenceTree;
  readonly calendar: WorkingCalendar;
}

/** Reads it all, in a constant number of statements. */
export async function readReferenceData({ client }: Tx): Promise<ReferenceData> {
  const counties = await client.county.findMany({ orderBy: { code: 'asc' } });
  const municipalities = await client.municipality.findMany({ include: { names: true, successors: true }, orderBy: { code: 'asc' } });
  const regions = await client.region.findMany({ include: { members: true, counties: true }, orderBy: { id: 'asc' } });
  const competences = await client.competence.findMany({ orderBy: { code: 'asc' } });
  const requirements = await client.statutoryRequirement.findMany({ include: { competences: true }, orderBy: { id: 'asc' } });
  const organisations = await client.organisation.findMany({ include: { members: true }, orderBy: { code: 'asc' } });
  const commuting = await client.commuting.findMany();
  const holidays = await client.holiday.findMany();

  const employed = new Map(municipalities.map(({ code, employedResidents }) => [code, employedResidents]));
  const known: Organisation[] = organisations.map((organisation) => ({
    ...organisation,
    countyCode: organisation.countyCode ?? municipalities.find(({ code }) => code === organisation.municipalityCode)?.countyCode ?? null,
    orgNumber:
      municipalities.find(({ code }) => code === organisation.municipalityCode)?.orgNumber ??
      counties.find(({ code }) => organisation.municipalityCode === null && code === organisation.countyCode)?.orgNumber ??
      null,
    members: organisation.members.map(({ municipalityCode }) => municipalityCode),
  }));
  return {
    counties: byKey(
      counties.map((county) => ({ ...county, validTo: dateOrNull(county.validTo) })),
      'code',
    ),
    municipalities: byKey(
      municipalities.map(({ names, successors, writtenForm, ...municipality }) => ({
        ...municipality,
        writtenForm: writtenForm as Municipality['writtenForm'],
        validFrom: date(municipality.validFrom),
        validTo: dateOrNull(municipality.validTo),
        parallelNames: names.map(({ language, name }) => ({ language, name })),
        successors: successors.map(({ successorCode }) => successorCode),
      })),
      'code',
    ),
    regions: byKey(
      regions.map(({ members, ...region }) => ({
        ...region,
        validFrom: date(region.validFrom),
        validTo: dateOrNull(region.validTo),
        members: members.map((member) => ({
          code: member.municipalityCode,
          validFrom: date(member.validFrom),
          validTo: dateOrNull(member.validTo),
        })),
      })),
      'id',
    ),
    competences: byKey(
      competences.map(({ labelNb, labelNn, labelEn, ...competence }) => ({
        ...competence,
        label: { nb: labelNb, nn: labelNn, en: labelEn },
      })),
      'code',
    ),
    requirements: byKey(
      requirements.map(({ summaryNb, summaryNn, summaryEn, competences: concerned, ...requirement }) => ({
        ...requirement,
        summary: { nb: summaryNb, nn: summaryNn, en: summaryEn },
        validFrom: date(requirement.validFrom),
        validTo: dateOrNull(requirement.validTo),
        competences: concerned.map(({ competenceCode }) => competenceCode),
      })),
      'id',
    ),
    organisationsByCode: byKey(known, 'code'),
    organisationsById: byKey(known, 'id'),
    organisationsByNumber: new Map(known.flatMap((one) => (one.orgNumber === null ? [] : [[one.orgNumber, one] as const]))),
    commutingShares: sharesOf(commuting, employed),
    countiesOfRegion: new Map(regions.map(({ id, counties: touched }) => [id, touched.map(({ countyCode }) => countyCode)])),
    tree: new CompetenceTree(new Map(competences.map(({ code, broaderCode }) => [code, broaderCode]))),
    calendar: new WorkingCalendar(holidays.map((holiday) => date(holiday.date))),
  };
}

const date = (value: Date): string => value.toISOString().slice(0, 10);
const dateOrNull = (value: Date | null): string | null => (value ? date(value) : null);

const byKey = <T extends Readonly<Record<K, string>>, K extends string>(rows: readonly T[], key: K): Map<string, T> =>
  new Map(rows.map((row) => [row[key], row]));

function sharesOf(
  flows: readonly { readonly home: string; readonly work: string; readonly commuters: number }[],
  employed: ReadonlyMap<string, number>,
): Map<string, number> {
  const shares = new Map<string, number>();
  for (const { home, work, commuters } of flows) {
    const pair = home < work ? `${home} ${work}` : `${work} ${home}`;
    shares.set(pair, Math.max(shares.get(pair) ?? 0, commuters / (employed.get(home) ?? Infinity)));
  }
  return shares;
}
