import type { Tx } from '@fagtorg/db';

/** Everything that is stored about a person, section by section; each a list of rows with codes, dates and texts as they are stored. */
export type MyData = Readonly<Record<Section, readonly Readonly<Record<string, unknown>>[]>>;

export const sections = [
  ...(['person', 'roles', 'invitations', 'logins', 'sessions', 'programAccess'] as const),
  ...(['offers', 'matches', 'steps', 'audit', 'aboutMe', 'keys'] as const),
] as const;
export type Section = (typeof sections)[number];

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Reads it all, as the person may see it themselves. */
export async function readMyData({ client }: Tx, id: string): Promise<MyData> {
  const rows = (parts: TemplateStringsArray, ...values: unknown[]): Promise<Rows> =>
    client.$queryRaw<Record<string, unknown>[]>(parts, ...values);
  return {
    person: await rows`
      SELECT id, email, name, title, language, demonstration, created_at AS "createdAt" FROM person WHERE id = ${id}::uuid`,
    roles: await rows`
      SELECT o.code AS "organisationCode", o.name AS organisation, m.role, m.rights::text[], m.unit, m.amount_limit_ore AS "amountLimitOre",
        m.deputy_for AS "deputyFor", m.delegation_reference AS "delegationReference", m.valid_from::text AS "from", m.valid_to::text AS "to",
        m.granted_at AS "grantedAt", m.granted_by_id AS "grantedBy", m.grant_reason AS "grantReason",
        m.ended_at AS "endedAt", m.ended_by_id AS "endedBy", m.end_reason AS "endReason"
      FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = ${id}::uuid ORDER BY m.valid_from`,
    invitations: await rows`
      SELECT o.code AS "organisationCode", o.name AS organisation, i.email, i.role, i.rights::text[], i.unit, i.reason,
        i.invited_at AS "invitedAt", i.expires_at AS "expiresAt", i.accepted_at AS "acceptedAt"
      FROM invitation i JOIN organisation o ON o.id = i.organisation_id
      WHERE i.accepted_by_id = ${id}::uuid OR i.email = (SELECT email FROM person WHERE id = ${id}::uuid) ORDER BY i.invited_at`,
    logins:
      await rows`SELECT issuer, subject, linked_at AS "linkedAt" FROM external_identity WHERE person_id = ${id}::uuid ORDER BY linked_at`,
    sessions: await rows`
      SELECT device, created_at AS "signedInAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", ended_at AS "endedAt", issuer,
        assurance, acting_for AS "actingFor"
      FROM session WHERE person_id = ${id}::uuid ORDER BY created_at`,
    programAccess: await rows`
      SELECT issued_at AS "issuedAt", expires_at AS "expiresAt", used_at AS "usedAt", ended_at AS "endedAt"
      FROM refresh_token WHERE person_id = ${id}::uuid ORDER BY issued_at`,
    offers: await rows`
      SELECT l.id, l.headline, l.status::text, l.created_at AS "createdAt", l.last_day::text AS "lastDay",
        l.published_at AS "publishedAt", l.resume_on::text AS "resumeOn", ll.base_code AS "baseCode", l.region_only AS "showRegionOnly",
        l.hours_basis AS "hoursBasis", o.position_minutes_per_week AS "positionMinutesPerWeek", l.terms_kind AS terms, l.hourly_ore AS "hourlyOre",
        l.travel_counted AS "travelCounted", l.engagements::text[], l.work_mode AS "workMode", l.travel_limit_km AS "travelLimitKm",
        l.work_languages AS "workLanguages", o.specialist_agreed AS agreed, o.released, o.permanent_employee AS "permanentEmployee",
        o.release_minutes_per_week AS "releaseMinutesPerWeek", o.release_until::text AS "releaseUntil", o.pre_approved AS "preApproved",
        (SELECT json_agg(json_build_object('competence', c.competence_code, 'level', c.level, 'evidence', e.evidence) ORDER BY c.position)
         FROM listing_competence c LEFT JOIN offer_evidence e ON e.offer_id = c.listing_id AND e.competence_code = c.competence_code
         WHERE c.listing_id = l.id) AS competences,
        (SELECT json_agg(json_build_object('from', a.period_from, 'to', a.period_to, 'minutesPerWeek', a.minutes_per_week) ORDER BY a.period_from)
         FROM availability a WHERE a.listing_id = l.id) AS availability
      FROM offer o JOIN listing l ON l.id = o.id JOIN listing_lender ll ON ll.listing_id = o.id
      WHERE o.specialist_id = ${id}::uuid ORDER BY l.created_at`,
    matches: await rows`
      SELECT m.offer_id AS offer, m.need_id AS need, m.outcome, m.scope, m.score, m.feasible_minutes AS "feasibleMinutes",
        m.rules_version AS rules, m.computed_at AS "computedAt"
      FROM match m JOIN offer o ON o.id = m.offer_id WHERE o.specialist_id = ${id}::uuid ORDER BY m.offer_id, m.score DESC`,
    steps: await rows`
      SELECT t.at, t.act, coalesce(t.need_id, t.offer_id) AS thing, d.reason
      FROM transition_detail d LEFT JOIN transition t ON t.id = d.transition_id WHERE d.person_id = ${id}::uuid ORDER BY t.at`,
    audit: await rows`
      SELECT at, act, thing, thing_id AS "thingId", facts FROM audit_event WHERE actor_id = ${id}::uuid ORDER BY at`,
    aboutMe: await rows`SELECT at, organisation, act, role FROM app.told_about_me()`,
    keys: await rows`SELECT field, key, created_at AS "createdAt" FROM idempotency WHERE person_id = ${id}::uuid ORDER BY created_at`,
  };
}
