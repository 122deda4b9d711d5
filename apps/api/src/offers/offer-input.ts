import type { OfferFilter } from '@fagtorg/core';
import { defaultTerms, type OfferDraft } from '@fagtorg/domain';
import type * as contract from '../generated/graphql.js';

/** What came over the wire as the domain's draft. */
export const offerDraft = (input: contract.PublishOfferInput): OfferDraft => ({
  lender: input.lenderCode,
  base: input.baseCode ?? null,
  regionOnly: input.showRegionOnly,
  hoursBasis: input.hoursBasis,
  positionMinutesPerWeek: input.positionMinutesPerWeek ?? null,
  terms: input.terms ? { ...input.terms, hourlyOre: input.terms.hourlyOre ?? null } : defaultTerms,
  headline: input.headline,
  claims: input.competences.map(({ competenceId, level, evidence }) => ({ competence: competenceId, level, evidence: evidence ?? null })),
  availability: input.availability,
  engagements: input.engagements,
  workMode: input.workMode,
  travelLimitKm: input.travelLimitKm ?? null,
  workLanguages: input.workLanguages ?? null,
});

export const offerFilter = (filter: contract.OfferFilter | null | undefined): OfferFilter => ({
  regionId: filter?.regionId ?? null,
  countyCode: filter?.countyCode ?? null,
  municipalityCode: filter?.municipalityCode ?? null,
  competenceIds: filter?.competenceIds ?? null,
  statuses: filter?.statuses ?? null,
  search: filter?.search ?? null,
});
