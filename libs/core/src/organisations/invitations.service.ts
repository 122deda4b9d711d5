import { actFor } from '@fagtorg/db';
import { type Actor, authorize, checkEmail, checkRole, findOrganisation, ok, refuse, type Result, type RoleDraft } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { authorOf } from '../history/index.js';
import { contextOf, newSecret } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, type Once, Writing } from '../writing/index.js';
import { insertInvitation, invitationsByIds, lockInvitation } from './invitation-rows.js';
import { factsOf } from './role-facts.js';

/** What was made together with a secret that nobody is told again; null where an Idempotency-Key came a second time. */
export interface Issued extends Effect {
  readonly secret: string | null;
}

/** How an organisation's administrators bring people in who have no role there yet. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  /** Invites somebody by e-mail to a role. The answer holds the secret of the link. Refuses with FORBIDDEN or INVALID_INPUT. */
  async invite(actor: Actor, organisationCode: string, email: string, draft: RoleDraft, once: Once | null): Promise<Result<Issued>> {
    const organisation = findOrganisation(this.reference, organisationCode, ['organisationCode']);
    if (!organisation.ok) return organisation;
    const { id: organisationId } = organisation.value;
    const administrator = authorize(actor, 'give-roles', { organisationId });
    if (!administrator) return refuse('FORBIDDEN', ['organisationCode'], 'may-not-administer', undefined);

    let secret: string | null = null;
    const written = await this.writing.run(contextOf(actor, organisationId), once, async (tx) => {
      const address = checkEmail(email);
      if (!address.ok) return address;
      const role = checkRole(draft, organisation.value, tx.today);
      if (!role.ok) return role;
      const made = newSecret();
      const invitation = { ...role.value, organisationId, email: address.value, secret: made, invitedById: actor.personId };
      const { id } = await insertInvitation(tx, invitation);
      secret = made.secret;
      const audit = { organisationId, act: 'invite', by: authorOf(actor, administrator), facts: factsOf(role.value) };
      return ok({ typename: 'Invitation', id, revision: 1, audit });
    });
    return written.ok ? ok({ ...written.value, secret }) : written;
  }

  /** Takes an invitation back that has not been accepted. Refuses with NOT_FOUND, or EXPIRED where there is nothing to take back. */
  withdraw(actor: Actor, invitationId: string, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const [seen] = await invitationsByIds(tx, [invitationId]);
      const administrator = seen && authorize(actor, 'give-roles', seen);
      if (!administrator) return refuse('NOT_FOUND', ['invitationId'], 'not-found', undefined);
      await actFor(tx, seen.organisationId);
      const invitation = await lockInvitation(tx, invitationId);
      if (invitation?.state !== 'PENDING') return refuse('EXPIRED', ['invitationId'], 'invitation-over', undefined);
      await tx.client.$executeRaw`UPDATE invitation SET withdrawn_at = ${tx.now}, email = NULL WHERE id = ${invitationId}::uuid`;
      const audit = { organisationId: seen.organisationId, act: 'withdraw-invitation', by: authorOf(actor, administrator) };
      return ok({ typename: 'Invitation', id: invitationId, revision: 2, audit });
    });
  }
}
