import { Database } from '@fagtorg/db';
import { type DynamicModule, Module } from '@nestjs/common';
import { IdentityService } from './identity/identity.service.js';
import { MatchingService } from './matching/matching.service.js';
import { NeedsQueries } from './needs/needs.queries.js';
import { NeedStepsService } from './needs/need-steps.service.js';
import { NeedsService } from './needs/needs.service.js';
import { OffersQueries } from './offers/offers.queries.js';
import { OffersService } from './offers/offers.service.js';
import { ReleaseService } from './offers/release.service.js';
import { AdministrationQueries } from './organisations/administration.queries.js';
import { AdmissionService } from './organisations/admission.service.js';
import type { Handover } from './organisations/invitation-rows.js';
import { HANDOVER, InvitationsService } from './organisations/invitations.service.js';
import { ProgramSignIn } from './organisations/program-sign-in.service.js';
import { ProgramsService } from './organisations/programs.service.js';
import { RolesService } from './organisations/roles.service.js';
import { Relay } from './outbox/relay.js';
import { ErasureService, PrivacyService, RetentionService } from './privacy/index.js';
import { ReferenceService } from './reference/reference.service.js';
import { UpkeepService } from './upkeep/upkeep.service.js';
import { Writing } from './writing/writing.js';

const services = [
  AdministrationQueries,
  AdmissionService,
  ErasureService,
  IdentityService,
  InvitationsService,
  MatchingService,
  NeedsQueries,
  NeedStepsService,
  NeedsService,
  OffersQueries,
  OffersService,
  PrivacyService,
  ProgramSignIn,
  ProgramsService,
  ReferenceService,
  ReleaseService,
  Relay,
  RetentionService,
  RolesService,
  UpkeepService,
  Writing,
];

/** Every use case, on one database. API and worker import it once. */
@Module({})
export class CoreModule {
  /** @param handover MAIL where a mail server is configured */
  static on(database: Database, handover: Handover): DynamicModule {
    const provided = [{ provide: Database, useValue: database }, { provide: HANDOVER, useValue: handover }, ...services];
    return { module: CoreModule, global: true, providers: provided, exports: provided };
  }
}
