import { AdministrationQueries, type AuditRow, ReferenceService } from '@fagtorg/core';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type * as contract from '../generated/graphql.js';
import { type ActorRef, actorRef } from '../operation/actor-ref.js';
import { RefusedQuery } from '../operation/bad-input.js';
import { sliceOf } from '../operation/connection.js';
import type { Operation } from '../operation/operation.js';
import { signInNeeded } from '../operation/signed-in.js';
import { sought } from '../operation/sought.js';
import { listed } from './listed.js';

@Resolver('AuditEvent')
export class AuditResolver {
  constructor(
    private readonly queries: AdministrationQueries,
    private readonly reference: ReferenceService,
  ) {}

  @Query('auditLog')
  auditLog(@Args() args: contract.QueryAuditLogArgs, @Context() operation: Operation): Promise<unknown> {
    const slice = sliceOf('audit-event', args, operation.pageLimit);
    const filter = auditFilter(sought(args.filter));
    return listed(
      operation,
      'audit-event',
      (actor) => this.queries.auditLog(actor, args.organisationCode, filter, slice),
      ({ number }) => String(number),
    );
  }

  @Query('auditHead')
  async auditHead(@Args('organisationCode') code: string, @Context() { actor, language }: Operation): Promise<contract.AuditHead> {
    if (!actor) throw signInNeeded(language);
    const head = await this.queries.auditHead(actor, code);
    if (!head.ok) throw new RefusedQuery(head.refusal);
    return { ...head.value, hash: hexadecimal(head.value.hash) };
  }

  @ResolveField('by')
  by(@Parent() { role, actorName, actingForId }: AuditRow): ActorRef {
    return actorRef(this.reference, role, actorName, actingForId);
  }

  @ResolveField('hash')
  hash(@Parent() { hash }: AuditRow): string {
    return hexadecimal(hash);
  }
}

const hexadecimal = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

type Filter = Parameters<AdministrationQueries['auditLog']>[2];

const auditFilter = (filter: contract.AuditFilter | null | undefined): Filter => ({
  ...{ from: filter?.from ?? null, to: filter?.to ?? null, act: filter?.act ?? null, actorId: filter?.actorId ?? null },
  ...{ thing: filter?.thing ?? null, thingId: filter?.thingId ?? null },
});
