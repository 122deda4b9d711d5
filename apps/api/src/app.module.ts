import { CoreModule, IdentityService, ProgramSignIn, RefreshTokensService, type SessionLimits, SessionsService } from '@fagtorg/core';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request } from 'express';
import type { DocumentNode } from 'graphql';
import { readFileSync } from 'node:fs';
import { GROUND, type Ground } from './ground.js';
import { HealthController } from './health/health.controller.js';
import { IdentityResolver, MembershipResolver, ViewerResolver } from './identity/identity.resolver.js';
import { BearerStrategy } from './identity/bearer.strategy.js';
import { sessionCookieFor } from './identity/cookies.js';
import { SessionsResolver } from './identity/sessions.resolver.js';
import { SessionStrategy } from './identity/session.strategy.js';
import { SignInController } from './identity/sign-in.controller.js';
import { TokenController } from './identity/token.controller.js';
import { type BrowserDoor, whoAsks } from './identity/who-asks.js';
import { CriterionResultResolver, MatchResolver } from './matching/match.resolver.js';
import { BorrowerShareResolver, CompetenceRequirementResolver, NeedResolver } from './needs/need.resolver.js';
import { NeedsResolver } from './needs/needs.resolver.js';
import { AvailabilityResolver, CompetenceClaimResolver, OfferResolver } from './offers/offer.resolver.js';
import { OffersResolver } from './offers/offers.resolver.js';
import { HttpFaults } from './edge/http-faults.js';
import { endReading, oneMutationPerKey } from './operation/apollo-plugins.js';
import { formatError } from './operation/format-error.js';
import { withinLimits } from './operation/limits.js';
import { OperationContext } from './operation/operation-context.js';
import { RefusalResolver } from './operation/refusal.resolver.js';
import { keepInHand, requestInHand } from './operation/request-in-hand.js';
import { scalars } from './operation/scalars.js';
import { SignedInGuard } from './operation/signed-in.js';
import { TransitionResolver } from './operation/transition.resolver.js';
import { AuditResolver } from './organisations/audit.resolver.js';
import { InvitationsResolver } from './organisations/invitations.resolver.js';
import { MembersResolver } from './organisations/members.resolver.js';
import { ApiTokenResolver, ProgramsResolver } from './organisations/programs.resolver.js';
import { CompetenceResolver, StatutoryRequirementResolver } from './reference/competence.resolvers.js';
import {
  CountyResolver,
  InterMunicipalBodyResolver,
  LabourMarketRegionResolver,
  MunicipalityResolver,
} from './reference/place.resolvers.js';
import { KeptByLawResolver, MyDataResolver, PrivacyResolver, RetentionPeriodResolver } from './privacy/privacy.resolver.js';
import { ReferenceResolver } from './reference/reference.resolver.js';

const resolvers = [
  ApiTokenResolver,
  AuditResolver,
  AvailabilityResolver,
  BorrowerShareResolver,
  CompetenceClaimResolver,
  CompetenceRequirementResolver,
  CompetenceResolver,
  CountyResolver,
  CriterionResultResolver,
  IdentityResolver,
  InterMunicipalBodyResolver,
  InvitationsResolver,
  KeptByLawResolver,
  LabourMarketRegionResolver,
  MatchResolver,
  MembersResolver,
  MembershipResolver,
  MunicipalityResolver,
  MyDataResolver,
  NeedResolver,
  NeedsResolver,
  OfferResolver,
  OffersResolver,
  PrivacyResolver,
  ProgramsResolver,
  ReferenceResolver,
  RefusalResolver,
  RetentionPeriodResolver,
  SessionsResolver,
  StatutoryRequirementResolver,
  TransitionResolver,
  ViewerResolver,
];

/** The contract, as it is committed. */
export const typeDefs = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');

/** The API: the contract on top of the use cases. */
@Module({})
export class AppModule implements NestModule {
  constructor(
    private readonly identity: IdentityService,
    private readonly programs: ProgramSignIn,
    private readonly sessions: SessionsService,
    @Inject(GROUND) private readonly ground: Ground,
  ) {}

  static on(ground: Ground): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.on(ground.database, ground.environment.SMTP_URL === undefined ? 'LINK' : 'MAIL'),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [{ module: OperationContext, providers: [OperationContext], exports: [OperationContext] }],
          inject: [OperationContext],
          useFactory: (operations: OperationContext) => graphql(operations, ground),
        }),
      ],
      controllers: [HealthController, SignInController, TokenController],
      providers: [
        ...resolvers,
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_FILTER, useValue: new HttpFaults(ground.logger) },
        { provide: GROUND, useValue: ground },
        { provide: SessionsService, useValue: new SessionsService(ground.database, sessionLimits(ground)) },
        { provide: RefreshTokensService, useValue: new RefreshTokensService(ground.database, ground.environment.REFRESH_TOKEN_DAYS) },
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    const { tokens, environment, rateLimiting } = this.ground;
    const bearer = new BearerStrategy(tokens, this.identity, this.programs, environment);
    consumer.apply(rateLimiting.ofSignIn).forRoutes('/sign-in', '/sign-in/*path', '/invitation/*path', '/token');
    consumer.apply(whoAsks(bearer, this.browserDoor()), rateLimiting.byPerson, keepInHand).forRoutes('/graphql', '/token');
  }

  private browserDoor(): BrowserDoor | null {
    const { environment } = this.ground;
    if (environment.PUBLIC_URL === undefined) return null;
    const publicUrl = environment.PUBLIC_URL;
    const cookie = sessionCookieFor(publicUrl);
    return { strategy: new SessionStrategy(cookie, this.sessions, this.identity, environment), cookie, publicUrl };
  }
}

/** What is kept of documents that were parsed, measured as JSON: the page's own and many programs', and no more than a stranger can fill. */
const PARSED_BYTES = 4 * 2 ** 20;

const sessionLimits = ({ environment }: Ground): SessionLimits => ({
  idleMinutes: environment.SESSION_IDLE_MINUTES,
  hours: environment.SESSION_HOURS,
});

const graphql = (operations: OperationContext, { environment, logger }: Ground): ApolloDriverConfig => ({
  typeDefs,
  resolvers: scalars,
  context: ({ req }: { req: Request }) => operations.create(req, environment.LIMIT_PAGE),
  plugins: [
    endReading,
    oneMutationPerKey,
    withinLimits({ depth: environment.LIMIT_DEPTH, aliases: environment.LIMIT_ALIASES, cost: environment.LIMIT_COST }),
  ],
  formatError: (formatted, error) => formatError(formatted, error, requestInHand(), logger),
  introspection: environment.NODE_ENV !== 'production',
  graphiql: false,
  playground: false,
  csrfPrevention: true,
  allowBatchedHttpRequests: false,
  persistedQueries: false,
  includeStacktraceInErrorResponses: false,
  hideSchemaDetailsFromClientErrors: environment.NODE_ENV === 'production',
  preserveHttpStatusForExecutionErrors: false,
  documentStore: new InMemoryLRUCache<DocumentNode>({ maxSize: PARSED_BYTES, sizeCalculation: (parsed) => JSON.stringify(parsed).length }),
  parseOptions: { maxLexicalTokens: environment.LIMIT_TOKENS },
  resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
});
