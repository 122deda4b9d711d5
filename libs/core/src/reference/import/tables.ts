import { z } from 'zod';
import {
  bodyCode,
  competenceCode,
  countyCode,
  date,
  degrees,
  municipalityCode,
  occupationCode,
  wholeBetween,
  organisationNumber,
  orNothing,
  regionCode,
  requirementId,
  text,
  texts,
  whole,
  yesNo,
} from './cells.js';

const validity = { validFrom: date, validTo: orNothing(date) };
const lasts = (row: { validFrom: string; validTo: string | null }): boolean => row.validTo === null || row.validFrom <= row.validTo;
const endsAfterItBegins = { error: 'ends before it begins', path: ['validTo'] };

export const regionStandards = ['BA-2020', 'SSB-108', 'EXTENDED'] as const;
const standard = z.enum(regionStandards, `must be one of ${regionStandards.join(', ')}`);

/** What each file of prisma/reference holds, column by column: the keys in snake_case are the header. */
export const tables = {
  counties: z
    .object({ code: countyCode, name: text, officialName: text, orgNumber: orNothing(organisationNumber), ...validity })
    .refine(lasts, endsAfterItBegins),
  municipalities: z
    .object({
      code: municipalityCode,
      name: text,
      countyCode,
      population: whole,
      /** Statistics Norway, 1 most central to 6. */
      centralityClass: wholeBetween(1, 6),
      writtenForm: z.enum(['nb', 'nn', 'neutral'], 'must be nb, nn or neutral'),
      adminCentre: text,
      lat: degrees(57, 72),
      lon: degrees(4, 32),
      orgNumber: orNothing(organisationNumber),
      /** Employed people who live there, wherever they work: the whole that a commuting share is a part of. */
      employedResidents: whole.refine((count) => count > 0, 'must be more than none'),
      ...validity,
    })
    .refine(lasts, endsAfterItBegins),
  municipalityNames: z.object({
    code: municipalityCode,
    language: z.enum(['se', 'smj', 'sma', 'fkv'], 'must be se, smj, sma or fkv'),
    name: text,
  }),
  municipalitySuccessors: z.object({ code: municipalityCode, successorCode: municipalityCode }),
  regions: z.object({ standard, code: regionCode, name: text, ...validity }).refine(lasts, endsAfterItBegins),
  regionMembers: z.object({ standard, regionCode, municipalityCode, ...validity }).refine(lasts, endsAfterItBegins),
  /** Pairs that share a border, at sea too; each pair once. */
  adjacency: z
    .object({ a: municipalityCode, b: municipalityCode })
    .refine(({ a, b }) => a < b, { error: 'must be greater than a', path: ['b'] }),
  commuting: z
    .object({ home: municipalityCode, work: municipalityCode, commuters: whole })
    .refine(({ home, work }) => home !== work, { error: 'must not be the home itself', path: ['work'] }),
  competences: z
    .object({
      code: competenceCode,
      broaderCode: orNothing(competenceCode),
      labelNb: text,
      labelNn: text,
      labelEn: text,
      /** Everyday words for it, in Norwegian. */
      synonyms: texts,
      occupationCode: orNothing(occupationCode),
      authorisationRequired: yesNo,
      selectable: yesNo,
      priority: orNothing(wholeBetween(1, 2)),
    })
    .refine(({ selectable, priority }) => selectable === (priority !== null), {
      error: 'is for what can be selected, and only for that',
      path: ['priority'],
    }),
  occupations: z
    .object({ code: occupationCode, level: wholeBetween(1, 4), name: text, parentCode: orNothing(occupationCode) })
    .refine(({ code, level }) => code.length === level, { error: 'must be as many as the digits of the code', path: ['level'] })
    .refine(({ code, parentCode }) => (parentCode ?? '') === code.slice(0, -1), {
      error: 'must be the code without its last digit',
      path: ['parentCode'],
    }),
  statutoryRequirements: z
    .object({
      id: requirementId,
      law: text,
      section: text,
      ...validity,
      summaryNb: text,
      summaryNn: text,
      summaryEn: text,
      /** Whether the duty and its section were seen in a public source; an unverified row orders nothing. */
      verified: yesNo,
      source: text,
      note: orNothing(text),
    })
    .refine(lasts, endsAfterItBegins),
  statutoryRequirementCompetences: z.object({ requirementId, competenceCode }),
  holidays: z.object({ date, nameNb: text, nameNn: text, nameEn: text }),
  bodies: z.object({
    code: bodyCode,
    name: text,
    form: z.enum(['IKS', 'REGIONAL_COUNCIL', 'TASK_COMMUNITY'], 'must be IKS, REGIONAL_COUNCIL or TASK_COMMUNITY'),
  }),
  bodyMembers: z.object({ bodyCode, municipalityCode }),
};

export type TableName = keyof typeof tables;
export type RowOf<Name extends TableName> = z.infer<(typeof tables)[Name]>;

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const fileOf = (name: TableName): string => `${snake(name)}.csv`;
