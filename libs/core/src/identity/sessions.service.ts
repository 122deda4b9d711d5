import type { Database } from '@fagtorg/db';
import { type Tx } from '@fagtorg/db';
import { ok, refuse, type Result } from '@fagtorg/domain';
import { type ProvenIdentity, personBehind } from './person-behind.js';
import { newSecret, secretHash } from './secrets.js';
import { changeSecret, endSessions, findSession, holdsRole, keepSession, proveSecret, replaceUnproven } from './session-rows.js';
import { auditSignIn, auditSystem } from './sign-in-audit.js';

/** How long a browser stays signed in. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly hours: number;
}

/** What is kept of how somebody signed in. */
export interface SignInFacts {
  /** Browser and system, in a few words. */
  readonly device: string;
  /** How sure the provider was (acr). */
  readonly assurance: string | null;
  /** Code of the organisation chosen at the provider. */
  readonly actingFor: string | null;
}

/** A session in use. A new secret replaces the one that came, in the same answer. */
export interface SessionInUse {
  readonly id: string;
  readonly personId: string;
  /** Code of the organisation that the person chose to act for; null for all of theirs. */
  readonly actingFor: string | null;
  readonly newSecret: string | null;
}

/** A session that has begun. */
export interface Begun {
  readonly secret: string;
  /** Whether the person holds a role today, or will; whoever does not reaches what is about themselves, and nothing else. */
  readonly hasRole: boolean;
}

/** A sign-in as the person reads it. */
export interface SessionRow {
  readonly id: string;
  readonly device: string;
  readonly signedInAt: Date;
  readonly lastSeenAt: Date;
}

const MINUTE = 60_000;
const ROTATE_AFTER = 15 * MINUTE;
/** Requests of one page cross each other: so much longer holds the former secret, and so long is not asked whether a new one was lost. */
const FORMER_HOLDS = 30_000;
const SEEN_EVERY = MINUTE;

/** Browsers in which people are signed in. It works as the gatekeeper, who knows secrets and nothing of the market. */
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly limits: SessionLimits,
  ) {}

  /**
   * Signs somebody in whom an identity provider has proven, once for each answer of the provider. Answers the session's secret.
   * @param attempt the id of what was begun at the provider, good until a moment
   * @returns why not, where the answer was taken before, nobody is behind the identity, or their roles are all in other organisations than the
   *   one that they chose
   */
  begin(
    identity: ProvenIdentity,
    facts: SignInFacts,
    attempt: { readonly id: string; readonly expiresAt: Date },
  ): Promise<Begun | 'answer-taken' | 'not-invited' | 'foreign-organisation'> {
    return this.database.asGatekeeper(async (tx) => {
      const { client, now } = tx;
      // It stands first and by the machine's clock: an answer is spent whoever it was for, and as long as its cookie could hold.
      await client.$executeRaw`DELETE FROM spent_sign_in WHERE expires_at < clock_timestamp()`;
      const first = await client.$executeRaw`
        INSERT INTO spent_sign_in (attempt_hash, expires_at) VALUES (${secretHash(attempt.id)}, ${attempt.expiresAt}) ON CONFLICT DO NOTHING`;
      if (first === 0) return 'answer-taken';
      const personId = await personBehind(tx, identity);
      if (personId === null) return 'not-invited';
      const hasRole = await holdsRole(tx, personId, null);
      if (hasRole && facts.actingFor !== null && !(await holdsRole(tx, personId, facts.actingFor))) return 'foreign-organisation';
      const { secret, hash } = newSecret();
      const expiresAt = new Date(now.getTime() + this.limits.hours * 60 * MINUTE);
      const id = await keepSession(tx, { personId, hash, expiresAt, issuer: identity.issuer, ...facts });
      const { assurance } = facts;
      await auditSignIn(tx, personId, facts.actingFor, { act: 'sign-in', thing: 'Session', thingId: id, facts: { assurance } });
      return { secret, hasRole };
    });
  }

  /**
   * Who presents a secret, or null where it holds no longer. It is changed every quarter of an hour, and the former one holds until half a
   * minute after the new one was used for the first time: requests cross each other, and an answer can be lost on the way, or with the process
   * that gives it. Until the new one has arrived, whoever comes with the former one is given another.
   *
   * What shows a theft is the former secret after that, since a browser that has used the new one has forgotten it: the session ends for thief
   * and owner. So whoever of the two comes later is noticed, wherever the secret was changed. A thief who leaves the new ones unused lasts until
   * the owner's browser has used one; two who come with the same secret between two changes are one to us.
   */
  use(secret: string): Promise<SessionInUse | null> {
    return this.database.asGatekeeper(async (tx) => {
      const hash = secretHash(secret);
      const stored = await findSession(tx, hash, this.idleSince(tx.now));
      if (!stored) return null;
      const { id, personId, actingFor } = stored;
      const now = tx.now.getTime();
      const age = now - stored.rotatedAt.getTime();
      if (stored.isFormer && stored.formerUntil !== null && now > stored.formerUntil.getTime()) {
        await endSessions(tx, personId, [id]);
        await auditSystem(tx, personId, actingFor, { act: 'end-stolen-session', thing: 'Session', thingId: id });
        return null;
      }
      if (stored.isFormer) {
        const isLost = stored.unproven && age > FORMER_HOLDS;
        return { id, personId, actingFor, newSecret: isLost ? await replaceUnproven(tx, id, hash, stored.rotatedAt) : null };
      }
      if (age > ROTATE_AFTER) return { id, personId, actingFor, newSecret: await changeSecret(tx, id, hash) };
      if (stored.unproven) await proveSecret(tx, id, hash, new Date(now + FORMER_HOLDS));
      if (now - stored.lastSeenAt.getTime() >= SEEN_EVERY)
        await tx.client.$executeRaw`UPDATE session SET last_seen_at = ${tx.now} WHERE id = ${id}::uuid`;
      return { id, personId, actingFor, newSecret: null };
    });
  }

  /** Ends the session that a secret belongs to, and what programs got by it. Nothing happens where it holds no longer. */
  signOut(secret: string): Promise<void> {
    return this.database.asGatekeeper(async (tx) => {
      const stored = await findSession(tx, secretHash(secret), this.idleSince(tx.now));
      if (!stored) return;
      const { id, personId, actingFor } = stored;
      await endSessions(tx, personId, [id]);
      await auditSignIn(tx, personId, actingFor, { act: 'sign-out', thing: 'Session', thingId: id });
    });
  }

  /** Ends one of a person's own sessions. Refuses with NOT_FOUND where they have no such one. */
  end(personId: string, sessionId: string): Promise<Result<null>> {
    return this.database.asGatekeeper(async (tx) => {
      const ended = await endSessions(tx, personId, [sessionId]);
      if (ended.length === 0) return refuse('NOT_FOUND', ['sessionId'], 'not-found', undefined);
      await auditSignIn(tx, personId, null, { act: 'end-session', thing: 'Session', thingId: sessionId });
      return ok(null);
    });
  }

  /** Ends all of a person's sessions but one. @param spared null spares none */
  endOthers(personId: string, spared: string | null): Promise<void> {
    return this.database.asGatekeeper(async (tx) => {
      const others = await tx.client.$queryRaw<{ id: string }[]>`
        SELECT id FROM session WHERE person_id = ${personId}::uuid AND ended_at IS NULL AND id IS DISTINCT FROM ${spared}::uuid`;
      const ended = await endSessions(
        tx,
        personId,
        others.map(({ id }) => id),
      );
      if (ended.length === 0) return;
      const facts = { ended };
      await auditSignIn(tx, personId, null, { act: 'end-other-sessions', thing: 'Person', thingId: personId, facts });
    });
  }

  /** Where the reader is signed in, the latest used first. Row security keeps it to their own. */
  async list({ client, now }: Tx, personId: string): Promise<SessionRow[]> {
    return client.$queryRaw<SessionRow[]>`
      SELECT id, device, created_at AS "signedInAt", last_seen_at AS "lastSeenAt" FROM session
      WHERE person_id = ${personId}::uuid AND ended_at IS NULL AND expires_at > ${now} AND last_seen_at > ${this.idleSince(now)}
      ORDER BY last_seen_at DESC, id`;
  }

  private idleSince(now: Date): Date {
    return new Date(now.getTime() - this.limits.idleMinutes * MINUTE);
  }
}
