import { Database, nobody } from '@fagtorg/db';
import {
  type ActiveMembership,
  type Actor,
  authorize,
  findOrganisation,
  type Language,
  ok,
  refuse,
  type Result,
  type Right,
  type Role,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { PersonalReads } from '../audit/index.js';
import { ReferenceService } from '../reference/index.js';
import { peopleOf, type PersonRow } from './people.js';
import { contextOf } from './tenant-context.js';

interface MembershipRow {
  readonly organisationId: string;
  readonly role: Role;
  readonly rights: Right[];
  readonly unit: string | null;
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: string;
  readonly to: string | null;
}

/** Who somebody is, and whom they work with. */
@Injectable()
export class IdentityService {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /**
   * The person with the roles that are in force today, their own before those of a deputy, or null where there is no such person any more.
   * @param tokenVersion of the bearer token that they come with; null again where that version is no longer the person's
   * @param actingFor code of the organisation that they chose when they signed in: no role in another one is in force then
   */
  async actorOf(personId: string, tokenVersion: number | null = null, actingFor: string | null = null): Promise<Actor | null> {
    return this.database.withTenant({ ...nobody, personId }, async ({ client, today }) => {
      const [person] = await client.$queryRaw<{ name: string; language: Language | null; demonstration: boolean }[]>`
        SELECT name, language, demonstration FROM person
        WHERE id = ${personId}::uuid AND erased_at IS NULL AND (${tokenVersion}::int IS NULL OR token_version = ${tokenVersion}::int)`;
      if (!person) return null;
      const rows = await client.$queryRaw<MembershipRow[]>`
        SELECT organisation_id AS "organisationId", role, rights::text[], unit, amount_limit_ore AS "amountLimitOre",
          deputy_for AS "deputyFor", delegation_reference AS "delegationReference", valid_from::text AS "from", valid_to::text AS "to"
        FROM membership
        WHERE person_id = ${personId}::uuid AND valid_from <= ${today}::date AND (valid_to IS NULL OR valid_to >= ${today}::date)
        ORDER BY deputy_for IS NOT NULL, valid_from, id`;
      const held = rows.map((row) => this.membership(row));
      const memberships = held.filter(({ organisation }) => actingFor === null || organisation.code === actingFor);
      return { ...person, personId, language: person.language ?? this.ownForm(memberships), memberships };
    });
  }

  /** People of one's own organisation. Refuses with FORBIDDEN for everybody but its managers and administrators. */
  async people(actor: Actor, organisationCode: string, role: Role | null): Promise<Result<PersonRow[]>> {
    const organisation = findOrganisation(this.reference, organisationCode, ['organisationCode']);
    if (!organisation.ok) return organisation;
    const organisationId = organisation.value.id;
    const member = authorize(actor, 'see-people', { organisationId });
    if (!member) return refuse('FORBIDDEN', ['organisationCode'], 'may-not-see-people', undefined);
    const reads = new PersonalReads(actor, (work) => this.database.withTenant(contextOf(actor), work));
    const people = await this.database.withTenant(contextOf(actor), (tx) => peopleOf(tx, organisationId, role));
    for (const { id } of people) reads.note(organisationId, id);
    await reads.tell();
    return ok(people);
  }

  private membership({ organisationId, ...row }: MembershipRow): ActiveMembership {
    const organisation = this.reference.organisationById(organisationId);
    if (!organisation) throw new Error(`A membership names organisation ${organisationId}, which the reference data lacks.`);
    return { ...row, scopes: [], organisation: { id: organisation.id, code: organisation.code }, countyCode: organisation.countyCode };
  }

  /** The language of the organisation that the person works for. */
  private ownForm(memberships: readonly ActiveMembership[]): Language {
    const organisation = this.reference.organisationById(memberships[0]?.organisation.id ?? '');
    return organisation ? this.reference.languageOf(organisation) : 'nb';
  }
}
