import { actFor, type Tx } from '@fagtorg/db';
import {
  type ActiveMembership,
  type Actor,
  authorize,
  checkEnding,
  checkRole,
  type Ending,
  findOrganisation,
  type KnownOrganisation,
  leavesNobody,
  ok,
  refuse,
  type Result,
  type RoleDraft,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { appendAudit } from '../audit/index.js';
import { authorOf } from '../history/index.js';
import { contextOf } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, type Once, Writing } from '../writing/index.js';
import { belongsTo, endMembership, insertMembership, lockRoles, type RoleHeld, roleHeld, sameRole } from './membership-rows.js';
import { factsOf } from './role-facts.js';

/** How an organisation's administrators give roles, end them and hand their own over. Nothing is written where a method refuses. */
@Injectable()
export class RolesService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  /** Gives a role to somebody who has one in the organisation already. Refuses with FORBIDDEN, NOT_FOUND, INVALID_INPUT or CONFLICT. */
  async grant(actor: Actor, organisationCode: string, personId: string, draft: RoleDraft, once: Once | null): Promise<Result<Effect>> {
    const organisation = findOrganisation(this.reference, organisationCode, ['organisationCode']);
    if (!organisation.ok) return organisation;
    const { id: organisationId } = organisation.value;
    const administrator = authorize(actor, 'give-roles', { organisationId });
    if (!administrator) return refuse('FORBIDDEN', ['organisationCode'], 'may-not-administer', undefined);

    return this.writing.run(contextOf(actor, organisationId), once, async (tx) => {
      if (!(await belongsTo(tx, organisationId, personId))) return refuse('NOT_FOUND', ['personId'], 'not-found', undefined);
      const given = await this.give(tx, actor, organisation.value, personId, draft);
      if (!given.ok) return given;
      const { id, role } = given.value;
      const audit = { organisationId, act: 'grant-role', by: authorOf(actor, administrator), facts: { personId, ...factsOf(role) } };
      return ok({ typename: 'Membership', id, revision: 1, audit });
    });
  }

  /**
   * Ends a role from a day on. Refuses with NOT_FOUND, FORBIDDEN, INVALID_INPUT, ILLEGAL_TRANSITION where it is over by then, and CONFLICT
   * where the organisation would have no administrator.
   */
  end(actor: Actor, membershipId: string, ending: Ending, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const opened = await this.open(tx, actor, membershipId);
      if (!opened.ok) return opened;
      const { administrator, tenure, alike } = opened.value;
      const ended = checkEnding(tenure, ending, tx.today);
      if (!ended.ok) return ended;
      const others = alike.filter(({ id }) => id !== membershipId);
      if (tenure.role === 'ORG_ADMIN' && leavesNobody(others, tenure, ending.from))
        return refuse('CONFLICT', [], 'last-administrator', undefined);
      await endMembership(tx, membershipId, ended.value.to ?? '', actor.personId, ending.reason.trim());
      const facts = { personId: tenure.personId, role: tenure.role, from: ending.from };
      const audit = { organisationId: tenure.organisationId, act: 'end-role', by: authorOf(actor, administrator), facts };
      return ok({ typename: 'Membership', id: membershipId, revision: 2, audit });
    });
  }

  /** Gives one's own role as administrator to somebody else and ends it, in one act: the organisation is never without. */
  handOver(actor: Actor, membershipId: string, personId: string, ending: Ending, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const opened = await this.open(tx, actor, membershipId);
      if (!opened.ok) return opened;
      const { administrator, tenure } = opened.value;
      const { organisationId } = tenure;
      if (tenure.role !== 'ORG_ADMIN' || tenure.personId !== actor.personId || personId === actor.personId)
        return refuse('FORBIDDEN', [], 'only-own-role-handed-over', undefined);
      const ended = checkEnding(tenure, ending, tx.today);
      if (!ended.ok) return ended;
      if (!(await belongsTo(tx, organisationId, personId))) return refuse('NOT_FOUND', ['personId'], 'not-found', undefined);
      const organisation = this.reference.organisationById(organisationId);
      if (!organisation) throw new Error(`Organisation ${organisationId} is not in the reference data.`);
      const given = await this.give(tx, actor, organisation, personId, administratorFrom(ending, tenure.to));
      if (!given.ok) return given;

      const by = authorOf(actor, administrator);
      await endMembership(tx, membershipId, ended.value.to ?? '', actor.personId, ending.reason.trim());
      const facts = { personId: actor.personId, role: tenure.role, from: ending.from, handedOverTo: given.value.id };
      await appendAudit(tx, { organisationId, act: 'end-role', by, thing: 'Membership', thingId: membershipId, facts });
      const audit = { organisationId, act: 'hand-over', by, facts: { personId, ...factsOf(given.value.role), handedOver: membershipId } };
      return ok({ typename: 'Membership', id: given.value.id, revision: 1, audit });
    });
  }

  private async give(
    tx: Tx,
    actor: Actor,
    organisation: KnownOrganisation,
    personId: string,
    draft: RoleDraft,
  ): Promise<Result<{ id: string; role: RoleDraft }>> {
    const checked = checkRole(draft, organisation, tx.today);
    if (!checked.ok) return checked;
    if (await sameRole(tx, organisation.id, personId, checked.value)) return refuse('CONFLICT', [], 'role-already-held', undefined);
    const id = await insertMembership(tx, organisation.id, personId, checked.value, actor.personId);
    return ok({ id, role: checked.value });
  }

  /** A role that the actor administers, with all roles of its kind in the organisation locked. */
  private async open(
    tx: Tx,
    actor: Actor,
    membershipId: string,
  ): Promise<Result<{ administrator: ActiveMembership; tenure: RoleHeld; alike: readonly RoleHeld[] }>> {
    const seen = await roleHeld(tx, membershipId);
    const organisationId = seen?.organisationId ?? '';
    const administrator = authorize(actor, 'give-roles', { organisationId });
    if (!administrator) {
      const known = seen?.personId === actor.personId || authorize(actor, 'see-people', { organisationId }) !== null;
      return known
        ? refuse('FORBIDDEN', ['membershipId'], 'may-not-administer', undefined)
        : refuse('NOT_FOUND', ['membershipId'], 'not-found', undefined);
    }
    await actFor(tx, organisationId);
    const alike = seen ? await lockRoles(tx, organisationId, seen.role) : [];
    const tenure = alike.find(({ id }) => id === membershipId);
    return tenure ? ok({ administrator, tenure, alike }) : refuse('NOT_FOUND', ['membershipId'], 'not-found', undefined);
  }
}

/** The role of an administrator from a day on, for as long as the one who hands it over would have had it. */
const administratorFrom = ({ from, reason }: Ending, to: string | null): RoleDraft => ({
  ...{ role: 'ORG_ADMIN', rights: [], unit: null, amountLimitOre: null, deputyFor: null, delegationReference: null },
  ...{ from, to, reason },
});
