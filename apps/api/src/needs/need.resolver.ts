import {
  type Competence,
  type Municipality,
  type NeedRow,
  ReferenceService,
  type RequirementRow,
  type ShareRow,
  type StatutoryRequirement,
  type Step,
} from '@fagtorg/core';
import { type Language, type Period, searchScopeReason, smallestShare } from '@fagtorg/domain';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { matchConnection } from '../matching/match-connection.js';
import { languageFor, type Operation } from '../operation/operation.js';
import { asOrganisation, type OrganisationAnswer } from '../reference/organisation.js';

@Resolver('Need')
export class NeedResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('borrower')
  borrower(@Parent() { borrowerId }: NeedRow): OrganisationAnswer | null {
    const organisation = this.reference.organisationById(borrowerId);
    return organisation && asOrganisation(organisation, this.reference);
  }

  @ResolveField('place')
  place(@Parent() { placeCode }: NeedRow): Municipality | null {
    return this.reference.municipality(placeCode);
  }

  @ResolveField('coBorrowers')
  coBorrowers(@Parent() { id }: NeedRow, @Context() { loaders }: Operation): Promise<ShareRow[]> {
    return loaders.shares.load(id);
  }

  @ResolveField('requirements')
  requirements(@Parent() { id }: NeedRow, @Context() { loaders }: Operation): Promise<RequirementRow[]> {
    return loaders.requirements.load(id);
  }

  @ResolveField('minutesMin')
  minutesMin(@Parent() { minutesTotal, minutesMin }: NeedRow): number {
    return smallestShare(minutesTotal, minutesMin);
  }

  @ResolveField('period')
  period(@Parent() { periodFrom, periodTo }: NeedRow): Period {
    return { from: periodFrom, to: periodTo };
  }

  @ResolveField('statutoryRequirement')
  statutoryRequirement(@Parent() { statutoryRequirementId }: NeedRow): StatutoryRequirement | null {
    return statutoryRequirementId === null ? null : this.reference.requirement(statutoryRequirementId);
  }

  @ResolveField('funding')
  funding(@Parent() { fundingSecured, fundingYear }: NeedRow): contract.Funding | null {
    return fundingSecured === null || fundingYear === null ? null : { secured: fundingSecured, year: fundingYear };
  }

  @ResolveField('searchScopeReason')
  searchScopeReason(
    @Parent() { searchScope, placeCode }: NeedRow,
    @Args('language') language: Language | null,
    @Context() operation: Operation,
  ): string | null {
    const alone = this.reference.municipalitiesInRegion(placeCode) === 1;
    return searchScopeReason(searchScope, alone, this.reference.names.municipality(placeCode), languageFor(operation, language));
  }

  @ResolveField('matchedRevision')
  async matchedRevision(@Parent() { id }: NeedRow, @Context() { loaders }: Operation): Promise<number | null> {
    return (await loaders.needMatching.load(id))?.matchedRevision ?? null;
  }

  @ResolveField('matchesStale')
  async matchesStale(@Parent() { id }: NeedRow, @Context() { loaders }: Operation): Promise<boolean> {
    return (await loaders.needMatching.load(id))?.stale ?? false;
  }

  @ResolveField('matches')
  matches(@Parent() { id }: NeedRow, @Args() args: contract.NeedMatchesArgs, @Context() operation: Operation): Promise<unknown> {
    return matchConnection(operation, 'need', id, args);
  }

  @ResolveField('history')
  history(@Parent() { id }: NeedRow, @Context() { loaders }: Operation): Promise<Step[]> {
    return loaders.needHistory.load(id);
  }
}

@Resolver('CompetenceRequirement')
export class CompetenceRequirementResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('competence')
  competence(@Parent() { competenceCode }: RequirementRow): Competence | null {
    return this.reference.competence(competenceCode);
  }
}

@Resolver('BorrowerShare')
export class BorrowerShareResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('organisation')
  organisation(@Parent() { organisationId }: ShareRow): OrganisationAnswer | null {
    const organisation = this.reference.organisationById(organisationId);
    return organisation && asOrganisation(organisation, this.reference);
  }
}
