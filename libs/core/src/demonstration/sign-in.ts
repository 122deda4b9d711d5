import type { Database } from '@fagtorg/db';

/** Whom a bearer token is to name: somebody of the demonstration, and the version of their tokens. */
interface Holder {
  readonly personId: string;
  readonly version: number;
}

/** The person of the demonstration with an e-mail address, or null. Nobody else can be found this way; only the owner's connection may ask. */
export function personOf(ownersDatabase: Database, email: string): Promise<Holder | null> {
  return ownersDatabase.asSteward(async ({ client }) => {
    const rows = await client.$queryRaw<Holder[]>`
      SELECT id AS "personId", token_version AS version FROM person WHERE email = ${email.toLowerCase()} AND demonstration`;
    return rows[0] ?? null;
  });
}

/** Somebody of the demonstration as its identity provider knows them. */
export interface DemonstrationAccount {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  /** Where they hold a role today. */
  readonly organisations: readonly { readonly code: string; readonly name: string }[];
}

/** The account with an e-mail address, or null; people who are not made up have none. */
export function demonstrationAccount(database: Database, email: string): Promise<DemonstrationAccount | null> {
  return database.asGatekeeper(async ({ client, today }) => {
    const [account] = await client.$queryRaw<DemonstrationAccount[]>`
      SELECT p.id AS "personId", p.email, p.name, coalesce((
          SELECT json_agg(DISTINCT jsonb_build_object('code', o.code, 'name', o.name))
          FROM membership m JOIN organisation o ON o.id = m.organisation_id
          WHERE m.person_id = p.id AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)
        ), '[]') AS organisations
      FROM person p WHERE p.email = ${email.trim().toLowerCase()} AND p.demonstration AND p.erased_at IS NULL`;
    return account ?? null;
  });
}
