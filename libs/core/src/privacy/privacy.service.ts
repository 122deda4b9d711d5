import { actFor, Database, type Tx } from '@fagtorg/db';
import { type Actor, checkOwnWords, leavesNobody, ok, type OwnWords, refuse, type Result } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { contextOf } from '../identity/index.js';
import { lockRoles } from '../organisations/index.js';
import { request } from '../outbox/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Done, type Effect, type Once, Writing } from '../writing/index.js';
import { type KeptByLaw, keptByLaw } from './kept-by-law.js';
import { type MyData, readMyData } from './my-data.js';

/** What somebody changes about themselves: what is left out stays. A language of null is the organisation's written form. */
export interface OwnChanges {
  readonly name?: string | null;
  readonly title?: string | null;
  readonly language?: string | null;
}

/** What everybody may ask about themselves (personvernforordningen art. 15, 16 and 17). */
@Injectable()
export class PrivacyService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
    private readonly writing: Writing,
  ) {}

  /** All that is stored on the person. */
  myData(tx: Tx, actor: Actor): Promise<MyData> {
    return readMyData(tx, actor.personId);
  }

  /** What an erasure leaves of the person, with the reason. */
  keptByLaw(actor: Actor): Promise<KeptByLaw[]> {
    return this.database.withTenant(contextOf(actor), (tx) => keptByLaw(tx, actor.personId));
  }

  /** Corrects one's own name, title and language; what is left out stays. Refuses with INVALID_INPUT. */
  correct(actor: Actor, changes: OwnChanges, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor, this.chainOf(actor)), once, async (tx) => {
      const { language } = changes;
      const [stored] = await tx.client.$queryRaw<OwnWords[]>`SELECT name, title, language FROM person WHERE id = ${actor.personId}::uuid`;
      const checked = checkOwnWords({
        name: changes.name ?? stored?.name ?? '',
        title: changes.title ?? stored?.title ?? '',
        language: language === undefined ? (stored?.language ?? null) : language,
      });
      if (!checked.ok) return checked;
      await tx.client.person.updateMany({ where: { id: actor.personId }, data: checked.value });
      return ok(this.done(actor, 'correct'));
    });
  }

  /**
   * Erases the person: signed out at once, the rest by a job. Refuses with INVALID_INPUT unless the e-mail address is given to confirm it,
   * and with CONFLICT where an organisation would be left without an administrator.
   */
  erase(actor: Actor, email: string, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor, this.chainOf(actor)), once, async (tx) => {
      const [person] = await tx.client.$queryRaw<{ email: string }[]>`SELECT email FROM person WHERE id = ${actor.personId}::uuid`;
      if (person?.email !== email.trim().toLowerCase()) return refuse('INVALID_INPUT', ['email'], 'not-your-address', undefined);
      const orphan = await this.leftWithoutAdministrator(tx, actor);
      if (orphan !== null) return refuse('CONFLICT', [], 'last-administrator-leaves', { organisation: orphan });
      await actFor(tx, this.chainOf(actor));
      await tx.client.person.updateMany({ where: { id: actor.personId }, data: { erasedAt: tx.now, tokenVersion: { increment: 1 } } });
      await request(tx, 'erase-person', { personId: actor.personId });
      return ok(this.done(actor, 'erase'));
    });
  }

  /** The name of an organisation that would have a day without an administrator, or null. Locks their roles, in one order for all. */
  private async leftWithoutAdministrator(tx: Tx, { personId, memberships }: Actor): Promise<string | null> {
    const administered = memberships.filter(({ role }) => role === 'ORG_ADMIN').map(({ organisation }) => organisation.id);
    for (const organisationId of [...new Set(administered)].sort()) {
      await actFor(tx, organisationId);
      const roles = await lockRoles(tx, organisationId, 'ORG_ADMIN');
      const others = roles.filter((held) => held.personId !== personId);
      const own = roles.filter((held) => held.personId === personId);
      if (own.some((tenure) => leavesNobody(others, tenure, tx.today))) return this.reference.organisationById(organisationId)?.name ?? '';
    }
    return null;
  }

  /** What somebody does about themselves is told where they hold their first role; of somebody without any, at the operator's. */
  private chainOf({ memberships }: Actor): string {
    const organisationId = memberships[0]?.organisation.id ?? this.reference.operator()?.id;
    if (organisationId === undefined) throw new Error('The reference data lack the operator.');
    return organisationId;
  }

  private done(actor: Actor, act: string): Done {
    const by = { role: actor.memberships[0]?.role ?? null, actingForId: actor.memberships[0]?.organisation.id ?? null };
    return { typename: 'Person', id: actor.personId, revision: 1, audit: { organisationId: this.chainOf(actor), act, by } };
  }
}
