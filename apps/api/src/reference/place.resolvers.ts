import { type County, type Municipality, type Organisation, ReferenceService, type Region } from '@fagtorg/core';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { checkDate } from '../operation/bad-input.js';
import type { Operation } from '../operation/operation.js';

const all = <T>(codes: readonly string[], find: (code: string) => T | null): T[] => codes.map(find).filter((found) => found !== null);

@Resolver('Municipality')
export class MunicipalityResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('county')
  county(@Parent() { countyCode }: Municipality): County | null {
    return this.reference.county(countyCode);
  }

  @ResolveField('region')
  async region(@Parent() { code }: Municipality, @Args('at') at: string | null, @Context() { reading }: Operation): Promise<Region | null> {
    checkDate(at);
    return this.reference.regionOf(code, 'BA-2020', at ?? (await reading.tx()).today);
  }

  @ResolveField('successors')
  successors(@Parent() { successors }: Municipality): Municipality[] {
    return all(successors, this.reference.municipality);
  }
}

@Resolver('County')
export class CountyResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('municipalities')
  municipalities(@Parent() { code }: County): Municipality[] {
    return this.reference.municipalities().filter(({ countyCode }) => countyCode === code);
  }
}

@Resolver('InterMunicipalBody')
export class InterMunicipalBodyResolver {
  constructor(private readonly reference: ReferenceService) {}

  @ResolveField('members')
  members(@Parent() { members }: Organisation): Municipality[] {
    return all(members, this.reference.municipality);
  }
}

@Resolver('LabourMarketRegion')
export class LabourMarketRegionResolver {
  constructor(private readonly reference: ReferenceService) {}

  /** Those of today; of a region that is no longer in force, those of its last day. */
  @ResolveField('municipalities')
  municipalities(@Parent() { members, validTo }: Region): Municipality[] {
    return all(
      members.filter((member) => member.validTo === validTo).map(({ code }) => code),
      this.reference.municipality,
    );
  }
}
