import { Database, type Prisma, type Tx } from '@fagtorg/db';
import {
  type Action,
  type ActiveMembership,
  type Actor,
  authorize,
  checkDates,
  findOrganisation,
  ok,
  refuse,
  type Result,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit } from '../audit/index.js';
import { authorOf } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import type { Page, Slice } from '../page.js';
import { ReferenceService } from '../reference/index.js';
import { type AuditFilter, auditHead, auditPage, type AuditRow, countEvents, eventsOf } from './audit-log-rows.js';
import { countInvitations, invitationPage, type InvitationRow, invitationsOf } from './invitation-rows.js';
import { countMembers, type MemberFilter, memberPage, type MemberRow, membersOf } from './membership-rows.js';
import { countServiceAccounts, serviceAccountPage, type ServiceAccountRow, serviceAccountsOf } from './program-rows.js';

/** A page of a list, and how to count all of it where that is asked for. */
export interface Listed<Row> {
  readonly page: Page<Row>;
  readonly count: (tx: Tx) => Promise<number>;
}

/**
 * What an organisation's administrators read of it. For everybody else it does not exist: NOT_FOUND. Whoever reads about people, or the
 * audit, is written into the audit in the same transaction: there is no answer without.
 */
@Injectable()
export class AdministrationQueries {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  members(actor: Actor, code: string, filter: MemberFilter, slice: Slice): Promise<Result<Listed<MemberRow>>> {
    return this.list(actor, code, 'see-members', 'read-members', {
      condition: (tx, organisationId) => membersOf(tx, organisationId, filter),
      page: (tx, condition) => memberPage(tx, condition, slice),
      count: countMembers,
      about: ({ personId }) => personId,
    });
  }

  invitations(actor: Actor, code: string, includeEnded: boolean, slice: Slice): Promise<Result<Listed<InvitationRow>>> {
    return this.list(actor, code, 'see-members', 'read-invitations', {
      condition: (tx, organisationId) => invitationsOf(tx, organisationId, includeEnded),
      page: (tx, condition) => invitationPage(tx, condition, slice),
      count: countInvitations,
    });
  }

  serviceAccounts(actor: Actor, code: string, includeEnded: boolean, slice: Slice): Promise<Result<Listed<ServiceAccountRow>>> {
    return this.list(actor, code, 'see-programs', null, {
      condition: (tx, organisationId) => serviceAccountsOf(tx, organisationId, includeEnded),
      page: (tx, condition) => serviceAccountPage(tx, condition, slice),
      count: countServiceAccounts,
    });
  }

  /** Refuses days that do not exist with INVALID_INPUT. */
  async auditLog(actor: Actor, code: string, filter: AuditFilter, slice: Slice): Promise<Result<Listed<AuditRow>>> {
    const days = checkDates({ from: filter.from, to: filter.to }, ['filter']);
    if (!days.ok) return days;
    return this.list(actor, code, 'read-audit', 'read-audit', {
      condition: (_, organisationId) => eventsOf(organisationId, filter),
      page: (tx, condition) => auditPage(tx, condition, slice),
      count: countEvents,
    });
  }

  auditHead(actor: Actor, code: string): Promise<Result<{ number: number; hash: Uint8Array; at: Date | null }>> {
    return this.read(actor, code, 'read-audit', (tx, { organisation }) => auditHead(tx, organisation.id));
  }

  private list<Row>(
    actor: Actor,
    code: string,
    action: Action,
    act: string | null,
    { condition, page, count, about }: Reading<Row>,
  ): Promise<Result<Listed<Row>>> {
    return this.read(actor, code, action, async (tx, member) => {
      const organisationId = member.organisation.id;
      const which = condition(tx, organisationId);
      const read = await page(tx, which);
      if (act !== null) {
        const facts = { rows: read.rows.length, ...(about ? { people: [...new Set(read.rows.map(about))].sort() } : {}) };
        const by = authorOf(actor, member);
        await appendAudit(tx, { organisationId, act, by, thing: 'Organisation', thingId: organisationId, facts });
      }
      return { page: read, count: (later) => count(later, which) };
    });
  }

  private async read<T>(
    actor: Actor,
    code: string,
    action: Action,
    work: (tx: Tx, member: ActiveMembership) => Promise<T>,
  ): Promise<Result<T>> {
    const organisation = findOrganisation(this.reference, code, ['organisationCode']);
    if (!organisation.ok) return organisation;
    const member = authorize(actor, action, { organisationId: organisation.value.id });
    if (!member) return refuse('NOT_FOUND', ['organisationCode'], 'not-found', undefined);
    return ok(await this.database.withTenant(contextOf(actor), (tx) => work(tx, member)));
  }
}

interface Reading<Row> {
  readonly condition: (tx: Tx, organisationId: string) => Prisma.Sql;
  readonly page: (tx: Tx, condition: Prisma.Sql) => Promise<Page<Row>>;
  readonly count: (tx: Tx, condition: Prisma.Sql) => Promise<number>;
  /** Whom a row tells of: they can see in their own data that it was read. */
  readonly about?: (row: Row) => string;
}
