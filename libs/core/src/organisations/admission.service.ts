import { Prisma, speakFor, type Tx } from '@fagtorg/db';
import { ok, refuse, type Result, type RoleDraft } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../audit/index.js';
import { knownPerson, linkIdentity, noteProof, personWithAddress, type ProvenIdentity, secretHash } from '../identity/index.js';
import { Writing } from '../writing/index.js';
import { insertMembership, sameRole } from './membership-rows.js';
import { factsOf } from './role-facts.js';

/** Somebody who came with the link of an invitation and has signed in at an identity provider. */
export interface Newcomer extends ProvenIdentity {
  readonly secret: string;
  /** Null where the provider tells none; the address stands for it until the person corrects it. */
  readonly name: string | null;
  /** Whether Fagtorg runs a demonstration: whoever comes to one is made up. */
  readonly demonstration: boolean;
}

interface Invitation extends RoleDraft {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string | null;
  readonly invitedById: string | null;
  readonly acceptedById: string | null;
  readonly over: boolean;
}

/** Lets people in who were invited: what finds out who somebody is (the gatekeeper) does it, as they are nobody yet. */
@Injectable()
export class AdmissionService {
  constructor(private readonly writing: Writing) {}

  /**
   * Accepts an invitation: finds or makes the person, remembers by which identity they sign in, and gives the role. Once; who accepted it and
   * comes again is let in without another effect. Refuses with NOT_FOUND, EXPIRED, FORBIDDEN where it is for another address, and CONFLICT
   * where it was used, or where its address is somebody's whom the identity does not prove to be.
   */
  acceptInvitation(newcomer: Newcomer): Promise<Result<{ readonly personId: string }>> {
    return this.writing.admit(async (tx) => {
      const invitation = await lockedBySecret(tx, newcomer.secret);
      if (!invitation) return refuse('NOT_FOUND', [], 'invitation-unknown', undefined);
      const known = await knownPerson(tx, newcomer);
      if (invitation.acceptedById !== null) {
        return known === invitation.acceptedById ? ok({ personId: known }) : refuse('CONFLICT', [], 'invitation-used', undefined);
      }
      if (invitation.over || invitation.email === null) return refuse('EXPIRED', [], 'invitation-over', undefined);
      const person = known === null ? await personOfAddress(tx, newcomer, invitation.email) : ok(known);
      if (!person.ok) return person;
      if (known !== null && !(await isMeant(tx, known, newcomer, invitation.email)))
        return refuse('FORBIDDEN', [], 'invitation-for-another', undefined);
      await admit(tx, invitation, person.value);
      return ok({ personId: person.value });
    });
  }
}

async function lockedBySecret({ client, now, today }: Tx, secret: string): Promise<Invitation | null> {
  const [invitation] = await client.$queryRaw<Invitation[]>`
    SELECT id, organisation_id AS "organisationId", email, role, rights::text[], unit, amount_limit_ore AS "amountLimitOre",
      deputy_for AS "deputyFor", delegation_reference AS "delegationReference", greatest(valid_from, ${today}::date)::text AS "from",
      valid_to::text AS "to", reason, invited_by_id AS "invitedById", accepted_by_id AS "acceptedById",
      withdrawn_at IS NOT NULL OR expires_at <= ${now} OR coalesce(valid_to < ${today}::date, false) OR NOT ${answeredFor(today)} AS over
    FROM invitation i WHERE secret_hash = ${secretHash(secret)} FOR UPDATE`;
  return invitation ?? null;
}

/** Whether who invited still administers the organisation: nobody comes back by a link that they kept. The operator answers for their own. */
const answeredFor = (today: string): Prisma.Sql => Prisma.sql`(i.invited_by_id IS NULL OR EXISTS (
  SELECT FROM membership m JOIN person p ON p.id = m.person_id AND p.erased_at IS NULL
  WHERE m.person_id = i.invited_by_id AND m.organisation_id = i.organisation_id AND m.role = 'ORG_ADMIN'
    AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)))`;

/** Whether an invitation is for somebody who is known: by the address that is proved or kept; where neither is, the secret has to do. */
async function isMeant({ client }: Tx, personId: string, { verifiedEmail }: Newcomer, invited: string): Promise<boolean> {
  if (verifiedEmail === null || verifiedEmail.toLowerCase() === invited) return true;
  const rows = await client.$queryRaw<object[]>`SELECT FROM person WHERE id = ${personId}::uuid AND email = ${invited}`;
  return rows.length > 0;
}

/** The person with the invited address, or a new one. */
async function personOfAddress(tx: Tx, newcomer: Newcomer, invited: string): Promise<Result<string>> {
  const proved = newcomer.verifiedEmail?.toLowerCase() ?? null;
  if (proved !== null && proved !== invited) return refuse('FORBIDDEN', [], 'invitation-for-another', undefined);
  const there = await personWithAddress(tx, newcomer, invited);
  if (there === 'another') return refuse('CONFLICT', [], 'address-taken', undefined);
  if (there !== 'nobody') return ok(there.personId);
  const id = await insertPerson(tx, newcomer, invited);
  await noteProof(tx, newcomer, id);
  return (await linkIdentity(tx, newcomer, id)) ? ok(id) : refuse('CONFLICT', [], 'changed-meanwhile', undefined);
}

async function insertPerson({ client, now }: Tx, { name, demonstration }: Newcomer, email: string): Promise<string> {
  const id = randomUUID();
  await client.$executeRaw`
    INSERT INTO person (id, email, name, title, demonstration, created_at) VALUES (${id}::uuid, ${email}, ${name ?? email}, '', ${demonstration}, ${now})`;
  return id;
}

async function admit(tx: Tx, invitation: Invitation, personId: string): Promise<void> {
  const { id, organisationId, invitedById } = invitation;
  const held = await sameRole(tx, organisationId, personId, invitation);
  const membershipId = held ?? (await insertMembership(tx, organisationId, personId, invitation, invitedById));
  await tx.client.$executeRaw`
    UPDATE invitation SET accepted_by_id = ${personId}::uuid, accepted_at = ${tx.now}, email = NULL WHERE id = ${id}::uuid`;
  await speakFor(tx, personId);
  const by = { role: null, actingForId: null };
  const facts = { invitedById, membershipId, ...factsOf(invitation) };
  await appendAudit(tx, { organisationId, act: 'accept-invitation', by, thing: 'Invitation', thingId: id, facts });
}
