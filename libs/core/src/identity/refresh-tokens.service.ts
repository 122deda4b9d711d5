import type { Database } from '@fagtorg/db';
import { type Tx } from '@fagtorg/db';
import { randomUUID } from 'node:crypto';
import { newSecret, secretHash } from './secrets.js';
import { auditSignIn, auditSystem } from './sign-in-audit.js';

/** What a program gets: a new refresh token, and whom its bearer token is to name. */
export interface Renewed {
  readonly refreshToken: string;
  readonly holder: { readonly personId: string; readonly version: number; readonly actingFor: string | null };
}

interface Stored {
  readonly id: string;
  readonly familyId: string;
  readonly personId: string;
  readonly sessionId: string | null;
  readonly version: number;
  readonly actingFor: string | null;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

const DAY = 86_400_000;

/** What programs renew their bearer tokens with. It works as the gatekeeper, who knows secrets and nothing of the market. */
export class RefreshTokensService {
  constructor(
    private readonly database: Database,
    private readonly days: number,
  ) {}

  /** Begins a family for a program that somebody uses from a browser in which they are signed in; it ends when they sign out there. */
  begin(personId: string, sessionId: string, actingFor: string | null): Promise<Renewed> {
    return this.database.asGatekeeper(async (tx) => {
      const [person] = await tx.client.$queryRaw<{ version: number }[]>`
        SELECT token_version AS version FROM person WHERE id = ${personId}::uuid FOR UPDATE`;
      if (!person) throw new Error('A person who is signed in is gone.');
      const expiresAt = new Date(tx.now.getTime() + this.days * DAY);
      const familyId = randomUUID();
      const refreshToken = await keep(tx, { familyId, personId, sessionId, expiresAt });
      await auditSignIn(tx, personId, null, { act: 'give-program-token', thing: 'Session', thingId: sessionId, facts: { familyId } });
      return { refreshToken, holder: { personId, version: person.version, actingFor } };
    });
  }

  /**
   * Gives a new token for one that was not used yet, or null. One that was used comes from a thief, or the thief has used it: the whole family
   * ends, and with it every bearer token of the person that is out. Tokens of one family all expire when the first one would have.
   */
  renew(refreshToken: string): Promise<Renewed | null> {
    return this.database.asGatekeeper(async (tx) => {
      const stored = await find(tx, secretHash(refreshToken));
      if (!stored) return null;
      const { id, familyId, personId, sessionId, expiresAt, version, actingFor } = stored;
      if (stored.usedAt !== null) {
        await endFamily(tx, stored);
        return null;
      }
      await tx.client.$executeRaw`UPDATE refresh_token SET used_at = ${tx.now} WHERE id = ${id}::uuid`;
      return { refreshToken: await keep(tx, { familyId, personId, sessionId, expiresAt }), holder: { personId, version, actingFor } };
    });
  }

  /** Ends every token of a person's, those that are renewed and those that are out. */
  revokeAll(personId: string): Promise<void> {
    return this.database.asGatekeeper(async (tx) => {
      await voidBearerTokens(tx, personId);
      await tx.client.$executeRaw`UPDATE refresh_token SET ended_at = ${tx.now} WHERE person_id = ${personId}::uuid AND ended_at IS NULL`;
      await auditSignIn(tx, personId, null, { act: 'revoke-tokens', thing: 'Person', thingId: personId });
    });
  }
}

/**
 * The token with a secret, where it and the sign-in that it came of still hold. All that gives or ends tokens of a person locks the person
 * first: of two who come with one token at once, the second finds it used.
 */
async function find({ client, now }: Tx, hash: Buffer): Promise<Stored | null> {
  await client.$queryRaw`
    SELECT FROM person WHERE id = (SELECT person_id FROM refresh_token WHERE secret_hash = ${hash}) FOR UPDATE`;
  const [stored] = await client.$queryRaw<Stored[]>`
    SELECT t.id, t.family_id AS "familyId", t.person_id AS "personId", t.session_id AS "sessionId", p.token_version AS version, s.acting_for AS "actingFor",
      t.expires_at AS "expiresAt", t.used_at AS "usedAt"
    FROM refresh_token t JOIN person p ON p.id = t.person_id LEFT JOIN session s ON s.id = t.session_id
    WHERE t.secret_hash = ${hash} AND t.ended_at IS NULL AND t.expires_at > ${now} AND p.erased_at IS NULL AND s.ended_at IS NULL`;
  return stored ?? null;
}

interface NewToken {
  readonly familyId: string;
  readonly personId: string;
  readonly sessionId: string | null;
  readonly expiresAt: Date;
}

async function keep({ client, now }: Tx, { familyId, personId, sessionId, expiresAt }: NewToken): Promise<string> {
  const { secret, hash } = newSecret();
  await client.$executeRaw`
    INSERT INTO refresh_token (family_id, person_id, session_id, secret_hash, issued_at, expires_at)
    VALUES (${familyId}::uuid, ${personId}::uuid, ${sessionId}::uuid, ${hash}, ${now}, ${expiresAt})`;
  return secret;
}

async function endFamily(tx: Tx, { familyId, personId, id, sessionId }: Stored): Promise<void> {
  await tx.client.$executeRaw`UPDATE refresh_token SET ended_at = ${tx.now} WHERE family_id = ${familyId}::uuid AND ended_at IS NULL`;
  await voidBearerTokens(tx, personId);
  const facts = { familyId };
  await auditSystem(tx, personId, null, { act: 'end-stolen-tokens', thing: 'Session', thingId: sessionId ?? id, facts });
}

const voidBearerTokens = ({ client }: Tx, personId: string): Promise<number> =>
  client.$executeRaw`UPDATE person SET token_version = token_version + 1 WHERE id = ${personId}::uuid`;
