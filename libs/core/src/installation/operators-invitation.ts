import type { Database } from '@fagtorg/db';
import { checkEmail, checkRole, findOrganisation, ok, type Result, type RoleDraft } from '@fagtorg/domain';
import { appendAudit } from '../audit/index.js';
import { theSystem } from '../history/index.js';
import { newSecret } from '../identity/index.js';
import { factsOf, type Handover, insertInvitation } from '../organisations/index.js';
import { ReferenceService } from '../reference/index.js';

/** An invitation that an operator made. The secret of its link is told to nobody else; null where it is sent by mail. */
export interface Invited {
  readonly organisation: string;
  readonly email: string;
  readonly secret: string | null;
  readonly expiresAt: Date;
}

/**
 * Invites somebody as the steward: how the first administrator of an organisation comes in. It stands in the organisation's audit, without
 * anybody who did it. Only the owner's connection may. Refuses with INVALID_INPUT.
 * @param invitation the role begins today
 */
export async function inviteByOperator(
  ownersDatabase: Database,
  invitation: Omit<RoleDraft, 'from'> & { readonly organisationCode: string; readonly email: string; readonly handover: Handover },
): Promise<Result<Invited>> {
  const reference = new ReferenceService(ownersDatabase);
  await reference.reload();
  const organisation = findOrganisation(reference, invitation.organisationCode, ['organisationCode']);
  if (!organisation.ok) return organisation;
  const email = checkEmail(invitation.email);
  if (!email.ok) return email;
  return ownersDatabase.asSteward(async (tx) => {
    const role = checkRole({ ...invitation, from: tx.today }, organisation.value, tx.today);
    if (!role.ok) return role;
    const { id: organisationId, name } = organisation.value;
    const secret = newSecret();
    const { handover } = invitation;
    const made = await insertInvitation(tx, { ...role.value, organisationId, email: email.value, secret, invitedById: null, handover });
    const facts = factsOf(role.value);
    await appendAudit(tx, { organisationId, act: 'invite', by: theSystem, thing: 'Invitation', thingId: made.id, facts });
    return ok({ organisation: name, email: email.value, secret: handover === 'MAIL' ? null : secret.secret, expiresAt: made.expiresAt });
  });
}
