import type { NeedFilter } from '@fagtorg/core';
import type { NeedDraft } from '@fagtorg/domain';
import type * as contract from '../generated/graphql.js';

/** What came over the wire as the domain's draft. */
export const needDraft = (input: contract.PostNeedInput): NeedDraft => ({
  borrower: input.borrowerCode,
  place: input.placeCode ?? null,
  coBorrowers: input.coBorrowers.map(({ organisationCode, minutes }) => ({ organisation: organisationCode, minutes })),
  title: input.title,
  description: input.description,
  requirements: input.requirements.map(({ competenceId, level, mandatory }) => ({ competence: competenceId, level, mandatory })),
  minutesTotal: input.minutesTotal,
  minutesPerWeek: input.minutesPerWeek ?? null,
  minutesMin: input.minutesMin ?? null,
  period: input.period,
  answerBy: input.answerBy,
  engagements: input.engagements,
  workMode: input.workMode,
  workLanguages: input.workLanguages ?? null,
  workLanguageRequired: input.workLanguageRequired,
  statutoryRequirement: input.statutoryRequirementId ?? null,
  lacks: input.lacks ?? null,
  barriers: input.barriers,
  reliesOnOnePerson: input.reliesOnOnePerson,
  funding: input.funding ?? null,
});

export const needFilter = (filter: contract.NeedFilter | null | undefined): NeedFilter => ({
  regionId: filter?.regionId ?? null,
  countyCode: filter?.countyCode ?? null,
  municipalityCode: filter?.municipalityCode ?? null,
  competenceIds: filter?.competenceIds ?? null,
  statuses: filter?.statuses ?? null,
  search: filter?.search ?? null,
});
