import { type Competence, type County, type Municipality, ReferenceService, type Region } from '@fagtorg/core';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { badInput, checkDate } from '../operation/bad-input.js';
import type { Operation } from '../operation/operation.js';
import { Public } from '../operation/signed-in.js';
import { sought } from '../operation/sought.js';

/** The public part of the contract: what everyone may look up. */
@Public()
@Resolver()
export class ReferenceResolver {
  constructor(private readonly reference: ReferenceService) {}

  @Query('municipality')
  municipality(@Args('code') code: string): Municipality | null {
    return this.reference.municipality(code);
  }

  @Query('municipalities')
  municipalities(@Args('regionId') regionId: string | null, @Args('countyCode') countyCode: string | null): Municipality[] {
    const members = regionId == null ? null : new Set(this.reference.region(regionId)?.members.map(({ code }) => code));
    return this.reference
      .municipalities()
      .filter(
        (municipality) => (countyCode == null || municipality.countyCode === countyCode) && (members?.has(municipality.code) ?? true),
      );
  }

  @Query('counties')
  counties(): County[] {
    return this.reference.counties();
  }

  @Query('regions')
  async regions(@Args('standard') standard: string, @Args('at') at: string | null, @Context() { reading }: Operation): Promise<Region[]> {
    checkDate(at);
    return this.reference.regions(standard, at ?? (await reading.tx()).today);
  }

  @Query('competences')
  competences(
    @Args('search') search: string | null,
    @Args('first') first: number,
    @Context() { pageLimit }: Operation,
  ): Competence[] | Promise<Competence[]> {
    if (first < 0 || first > pageLimit) throw badInput('page-size', { limit: pageLimit });
    const words = sought({ search }).search?.trim() ?? '';
    return words === '' ? this.reference.selectableCompetences(first) : this.reference.searchCompetences(words, first);
  }
}
