import type { Tx } from '@fagtorg/db';

/** What an identity provider has proven of somebody. */
export interface ProvenIdentity {
  readonly issuer: string;
  /** The provider's own id for the person, for us alone; never a national identity number. */
  readonly subject: string;
  /** Only where the provider vouches for it; else null. */
  readonly verifiedEmail: string | null;
}

/** The person behind an identity, as the gatekeeper; null for somebody whom nobody has invited. */
export async function personBehind(tx: Tx, identity: ProvenIdentity): Promise<string | null> {
  const known = await knownPerson(tx, identity);
  if (known !== null) await noteProof(tx, identity, known);
  if (known !== null || identity.verifiedEmail === null) return known;
  const there = await personWithAddress(tx, identity, identity.verifiedEmail);
  return typeof there === 'object' ? there.personId : null;
}

/** The person whom an identity is linked to; null where there is none, or none any more. */
export async function knownPerson({ client }: Tx, { issuer, subject }: ProvenIdentity): Promise<string | null> {
  const [known] = await client.$queryRaw<{ personId: string }[]>`
    SELECT e.person_id AS "personId" FROM external_identity e JOIN person p ON p.id = e.person_id
    WHERE e.issuer = ${issuer} AND e.subject = ${subject} AND p.erased_at IS NULL`;
  return known?.personId ?? null;
}

/**
 * The person who is here with an address, linked to the identity from then on; 'nobody' where nobody has it. It is 'another' than the one who
 * comes where
 * - the identity provider does not vouch for the address: an administrator of another organisation could otherwise invite them, keep the link
 *   and become them;
 * - the provider knows them by another identity: addresses pass on to the next employee;
 * - they are being erased, and nobody comes back as them.
 * Somebody who came with an invitation and never proved the address loses it to who does, and is not found by it: they may have been invited
 * to another's address on purpose.
 */
export async function personWithAddress(
  tx: Tx,
  identity: ProvenIdentity,
  address: string,
): Promise<{ readonly personId: string } | 'nobody' | 'another'> {
  const wanted = address.toLowerCase();
  // The row lock lets one of two who come with the same address decide after the other.
  const [person] = await tx.client.$queryRaw<{ id: string; erased: boolean; proved: boolean }[]>`
    SELECT id, erased_at IS NOT NULL AS erased,
      email_proved_at IS NOT NULL OR NOT EXISTS (SELECT FROM external_identity e WHERE e.person_id = person.id) AS proved
    FROM person WHERE email = ${wanted} FOR UPDATE`;
  if (!person) return 'nobody';
  if (person.erased || identity.verifiedEmail?.toLowerCase() !== wanted) return 'another';
  if (!person.proved) {
    await tx.client.$executeRaw`UPDATE person SET email = id || '@unproved.invalid' WHERE id = ${person.id}::uuid`;
    return 'nobody';
  }
  if (!(await linkIdentity(tx, identity, person.id))) return 'another';
  await noteProof(tx, identity, person.id);
  return { personId: person.id };
}

/** Remembers that somebody has proved the address that is kept of them. */
export async function noteProof({ client, now }: Tx, { verifiedEmail }: ProvenIdentity, personId: string): Promise<void> {
  if (verifiedEmail === null) return;
  await client.$executeRaw`
    UPDATE person SET email_proved_at = ${now}
    WHERE id = ${personId}::uuid AND email_proved_at IS NULL AND email = ${verifiedEmail.toLowerCase()}`;
}

/** Remembers that an identity is a person's. False where it is another's, or the person has another identity at that provider. */
export async function linkIdentity({ client, now }: Tx, { issuer, subject }: ProvenIdentity, personId: string): Promise<boolean> {
  await client.$executeRaw`
    INSERT INTO external_identity (issuer, subject, person_id, linked_at)
    SELECT ${issuer}, ${subject}, ${personId}::uuid, ${now}
    WHERE NOT EXISTS (SELECT FROM external_identity e WHERE e.issuer = ${issuer} AND e.person_id = ${personId}::uuid)
    ON CONFLICT DO NOTHING`;
  const linked = await client.$queryRaw<object[]>`
    SELECT FROM external_identity WHERE issuer = ${issuer} AND subject = ${subject} AND person_id = ${personId}::uuid`;
  return linked.length > 0;
}
