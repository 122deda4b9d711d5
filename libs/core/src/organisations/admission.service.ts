import { speakFor, type Tx } from '@fagtorg/db';
import { ok, refuse, type Result, type RoleDraft } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { appendAudit } from '../audit/index.js';
import { Writing } from '../writing/index.js';
import { insertMembership, sameRole } from './membership-rows.js';
import { factsOf } from './role-facts.js';
import { secretHash } from '../identity/index.js';

/** Somebody who came with the link of an invitation and has signed in at an identity provider. */
export interface Newcomer {
  readonly secret: string;
  /** Who the identity provider says that it is. */
  readonly issuer: string;
  readonly subject: string;
  /** Only where the issuer has verified it: a person who is here already is found by it. Null otherwise. */
  readonly email: string | null;
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
      if (!invitation) return refuse('NOT_FOUND', [], 'not-found', undefined);
      const known = await personBehind(tx, newcomer);
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
      withdrawn_at IS NOT NULL OR expires_at <= ${now} OR coalesce(valid_to < ${today}::date, false) AS over
    FROM invitation WHERE secret_hash = ${secretHash(secret)} FOR UPDATE`;
  return invitation ?? null;
}

async function personBehind({ client }: Tx, { issuer, subject }: Newcomer): Promise<string | null> {
  const [person] = await client.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM external_identity e JOIN person p ON p.id = e.person_id
    WHERE e.issuer = ${issuer} AND e.subject = ${subject} AND p.erased_at IS NULL`;
  return person?.id ?? null;
}

/** Whether an invitation is for somebody who is known: by the address that is proved or kept; where neither is, the secret has to do. */
async function isMeant({ client }: Tx, personId: string, { email }: Newcomer, invited: string): Promise<boolean> {
  if (email === null || email.toLowerCase() === invited) return true;
  const rows = await client.$queryRaw<object[]>`SELECT FROM person WHERE id = ${personId}::uuid AND email = ${invited}`;
  return rows.length > 0;
}

/**
 * The person with the invited address, or a new one. Whoever is here already is theirs alone who proves the address: an administrator of
 * another organisation could otherwise invite them, keep the link and become them.
 */
async function personOfAddress(tx: Tx, newcomer: Newcomer, invited: string): Promise<Result<string>> {
  const proved = newcomer.email?.toLowerCase() ?? null;
  if (proved !== null && proved !== invited) return refuse('FORBIDDEN', [], 'invitation-for-another', undefined);
  const [there] = await tx.client.$queryRaw<{ id: string; elsewhere: boolean }[]>`
    SELECT id, EXISTS (SELECT FROM external_identity e WHERE e.person_id = person.id AND e.issuer = ${newcomer.issuer}) AS elsewhere
    FROM person WHERE email = ${invited}`;
  // An address can go over to another employee; the identity provider then knows them as somebody else.
  if (there && (proved === null || there.elsewhere)) return refuse('CONFLICT', [], 'address-taken', undefined);
  const id = there?.id ?? (await insertPerson(tx, newcomer, invited));
  await tx.client.externalIdentity.createMany({
    data: { issuer: newcomer.issuer, subject: newcomer.subject, personId: id, linkedAt: tx.now },
  });
  return ok(id);
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
