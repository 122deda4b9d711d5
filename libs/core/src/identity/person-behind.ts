import type { Tx } from '@fagtorg/db';

/** What an identity provider has proven of somebody. */
export interface ProvenIdentity {
  readonly issuer: string;
  /** The provider's own id for the person, for us alone; never a national identity number. */
  readonly subject: string;
  /** Only where the provider vouches for it; else null. */
  readonly verifiedEmail: string | null;
}

/**
 * The person behind an identity, as the gatekeeper; null for somebody whom nobody has invited. The first time it is the existing person with
 * the verified address, who is linked to the identity from then on. A person has one identity at a provider: an address that has passed on to
 * another employee does not let that one in as the former.
 */
export async function personBehind(tx: Tx, { issuer, subject, verifiedEmail }: ProvenIdentity): Promise<string | null> {
  const { client, now } = tx;
  const [known] = await client.$queryRaw<{ personId: string }[]>`
    SELECT e.person_id AS "personId" FROM external_identity e JOIN person p ON p.id = e.person_id
    WHERE e.issuer = ${issuer} AND e.subject = ${subject} AND p.erased_at IS NULL`;
  if (known) return known.personId;
  if (verifiedEmail === null) return null;
  // The row lock lets one of two sign-ins with the same address decide after the other.
  const [person] = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM person p WHERE email = ${verifiedEmail.toLowerCase()} AND erased_at IS NULL FOR UPDATE`;
  if (!person) return null;
  await client.$executeRaw`
    INSERT INTO external_identity (issuer, subject, person_id, linked_at)
    SELECT ${issuer}, ${subject}, ${person.id}::uuid, ${now}
    WHERE NOT EXISTS (SELECT FROM external_identity e WHERE e.issuer = ${issuer} AND e.person_id = ${person.id}::uuid)
    ON CONFLICT DO NOTHING`;
  const [linked] = await client.$queryRaw<{ personId: string }[]>`
    SELECT person_id AS "personId" FROM external_identity WHERE issuer = ${issuer} AND subject = ${subject} AND person_id = ${person.id}::uuid`;
  return linked?.personId ?? null;
}
