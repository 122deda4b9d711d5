import {
  type AvailabilityRow,
  type ClaimRow,
  type Competence,
  type Municipality,
  type OfferRow,
  type PersonRow,
  ReferenceService,
  type Region,
  type Step,
} from '@fagtorg/core';
import { awaiting, offeredByWeek, type Party, type Period, type Terms } from '@fagtorg/domain';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { matchConnection } from '../matching/match-connection.js';
import type { Operation } from '../operation/operation.js';
import { asOrganisation, type OrganisationAnswer } from '../reference/organisation.js';
import { weeksBetween } from './weeks.js';

@Resolver('Offer')
export class OfferResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('lender')
  lender(@Parent() { lenderId }: OfferRow): OrganisationAnswer | null {
    const organisation = lenderId === null ? null : this.reference.organisationById(lenderId);
    return organisation && asOrganisation(organisation, this.reference);
  }

  @ResolveField('region')
  region(@Parent() { regionId }: OfferRow): Region | null {
    return this.reference.region(regionId);
  }

  @ResolveField('base')
  base(@Parent() { baseCode }: OfferRow): Municipality | null {
    return baseCode === null ? null : this.reference.municipality(baseCode);
  }

  @ResolveField('awaiting')
  awaiting(@Parent() { lenderSide }: OfferRow): Party[] {
    return lenderSide ? awaiting({ specialist: lenderSide.specialistAgreed, lender: lenderSide.released }) : [];
  }

  @ResolveField('terms')
  terms(@Parent() { termsKind, hourlyOre, travelCounted }: OfferRow): Terms {
    return { kind: termsKind, hourlyOre, travelCounted };
  }

  @ResolveField('positionMinutesPerWeek')
  positionMinutesPerWeek(@Parent() { lenderSide }: OfferRow): number | null {
    return lenderSide?.positionMinutesPerWeek ?? null;
  }

  @ResolveField('release')
  release(@Parent() { lenderSide }: OfferRow): contract.Release | null {
    if (!lenderSide?.released) return null;
    return {
      permanentEmployee: lenderSide.permanentEmployee,
      maxMinutesPerWeek: lenderSide.releaseMinutesPerWeek,
      until: lenderSide.releaseUntil,
      engagements: lenderSide.releaseEngagements.length > 0 ? lenderSide.releaseEngagements : null,
      preApproved: lenderSide.preApproved,
    };
  }

  @ResolveField('matchedRevision')
  async matchedRevision(@Parent() { id }: OfferRow, @Context() { loaders }: Operation): Promise<number | null> {
    return (await loaders.offerMatching.load(id))?.matchedRevision ?? null;
  }

  @ResolveField('specialist')
  async specialist(
    @Parent() { lenderId, lenderSide }: OfferRow,
    @Context() { loaders, personalReads }: Operation,
  ): Promise<PersonRow | null> {
    if (!lenderSide || lenderId === null) return null;
    const person = await loaders.person.load(lenderSide.specialistId);
    if (person) personalReads.note(lenderId, person.id);
    return person;
  }

  @ResolveField('competences')
  competences(@Parent() { id }: OfferRow, @Context() { loaders }: Operation): Promise<ClaimRow[]> {
    return loaders.claims.load(id);
  }

  @ResolveField('availability')
  availability(@Parent() { id }: OfferRow, @Context() { loaders }: Operation): Promise<AvailabilityRow[]> {
    return loaders.availability.load(id);
  }

  @ResolveField('weeks')
  async weeks(
    @Parent() { id }: OfferRow,
    @Args('from') from: string | null,
    @Args('to') to: string | null,
    @Context() { loaders, reading }: Operation,
  ): Promise<contract.OfferWeek[]> {
    const availability = (await loaders.availability.load(id)).map(({ minutesPerWeek, ...period }) => ({ period, minutesPerWeek }));
    const offered = offeredByWeek({ availability, taken: new Map(), leave: [] }, this.reference.calendar);
    return weeksBetween(offered, from ?? (await reading.tx()).today, to ?? null);
  }

  @ResolveField('matches')
  matches(@Parent() { id }: OfferRow, @Args() args: contract.OfferMatchesArgs, @Context() operation: Operation): Promise<unknown> {
    return matchConnection(operation, 'offer', id, args);
  }

  @ResolveField('history')
  history(@Parent() { id }: OfferRow, @Context() { loaders }: Operation): Promise<Step[]> {
    return loaders.offerHistory.load(id);
  }
}

@Resolver('CompetenceClaim')
export class CompetenceClaimResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('competence')
  competence(@Parent() { competenceCode }: ClaimRow): Competence | null {
    return this.reference.competence(competenceCode);
  }
}

@Resolver('Availability')
export class AvailabilityResolver {
  @ResolveField('period')
  period(@Parent() { from, to }: AvailabilityRow): Period {
    return { from, to };
  }
}
