import { actFor, type Tx } from '@fagtorg/db';
import {
  type Actor,
  authorize,
  checkEmail,
  checkRole,
  findOrganisation,
  ok,
  refuse,
  type Refused,
  type Result,
  type RoleDraft,
  whyNoMoreMails,
  whyNotAgain,
} from '@fagtorg/domain';
import { Inject, Injectable } from '@nestjs/common';
import { authorOf } from '../history/index.js';
import { contextOf, newSecret, type Secret } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, type Once, Writing } from '../writing/index.js';
import { type Handover, insertInvitation, invitationsByIds, lockInvitation, mailedToday, renewLink } from './invitation-rows.js';
import { factsOf } from './role-facts.js';

/** What was made together with a secret that nobody is told again; null where it is sent by mail, or an Idempotency-Key came a second time. */
export interface Issued extends Effect {
  readonly secret: string | null;
}

/** Names what the invitations' links are handed over by: MAIL where a mail server is configured. */
export const HANDOVER = Symbol('handover');

/** How an organisation's administrators bring people in who have no role there yet. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
    @Inject(HANDOVER) private readonly handover: Handover,
  ) {}

  /**
   * Invites somebody by e-mail to a role. The answer holds the secret of the link where it is not sent by mail. Refuses with FORBIDDEN,
   * INVALID_INPUT or LIMIT_EXCEEDED.
   */
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
      const tooMany = await this.noMoreMails(tx, organisationId);
      if (tooMany) return tooMany;
      const made = newSecret();
      const { handover } = this;
      const invitation = { ...role.value, organisationId, email: address.value, secret: made, invitedById: actor.personId, handover };
      const { id } = await insertInvitation(tx, invitation);
      secret = this.told(made);
      const audit = { organisationId, act: 'invite', by: authorOf(actor, administrator), facts: factsOf(role.value) };
      return ok({ typename: 'Invitation', id, revision: 1, audit });
    });
    return written.ok ? ok({ ...written.value, secret }) : written;
  }

  /**
   * Makes another link for an invitation that nobody has accepted yet, and sends it, or answers its secret; the former link holds no longer.
   * Refuses with NOT_FOUND, EXPIRED, or LIMIT_EXCEEDED where it was sent just now.
   */
  async resend(actor: Actor, invitationId: string, once: Once | null): Promise<Result<Issued>> {
    let secret: string | null = null;
    const written = await this.writing.run(contextOf(actor), once, async (tx) => {
      const [seen] = await invitationsByIds(tx, [invitationId]);
      const administrator = seen && authorize(actor, 'give-roles', seen);
      if (!administrator) return refuse('NOT_FOUND', ['invitationId'], 'not-found', undefined);
      const { organisationId } = seen;
      await actFor(tx, organisationId);
      const invitation = await lockInvitation(tx, invitationId);
      if (!invitation) return refuse('NOT_FOUND', ['invitationId'], 'not-found', undefined);
      const not = whyNotAgain(invitation, tx.now, tx.today) ?? (await this.noMoreMails(tx, organisationId));
      if (not) return not;
      const made = newSecret();
      const revision = await renewLink(tx, invitationId, made, this.handover, actor.personId);
      secret = this.told(made);
      const audit = { organisationId, act: 'resend-invitation', by: authorOf(actor, administrator) };
      return ok({ typename: 'Invitation', id: invitationId, revision, audit });
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
      if (invitation?.state !== 'PENDING') return refuse('EXPIRED', ['invitationId'], 'invitation-not-open', undefined);
      await tx.client.$executeRaw`UPDATE invitation SET withdrawn_at = ${tx.now}, email = NULL WHERE id = ${invitationId}::uuid`;
      const audit = { organisationId: seen.organisationId, act: 'withdraw-invitation', by: authorOf(actor, administrator) };
      return ok({ typename: 'Invitation', id: invitationId, revision: 2, audit });
    });
  }

  private async noMoreMails(tx: Tx, organisationId: string): Promise<Refused | null> {
    return this.handover === 'MAIL' ? whyNoMoreMails(await mailedToday(tx, organisationId)) : null;
  }

  /** What is sent by mail is made of other stuff (mailed-links.ts), and nobody but the one invited is told it. */
  private told({ secret }: Secret): string | null {
    return this.handover === 'MAIL' ? null : secret;
  }
}
