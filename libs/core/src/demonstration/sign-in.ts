import { type Database, nobody } from '@fagtorg/db';

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

interface DemonstrationOrganisation {
  readonly code: string;
  readonly name: string;
  readonly orgNumber: string;
}

/** Somebody of the demonstration as its identity provider knows them. */
export interface DemonstrationAccount {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
  /** Where they hold a role today, as far as organisations have a number in Enhetsregisteret. */
  readonly organisations: readonly DemonstrationOrganisation[];
}

/** The account with an e-mail address, or null; people who are not made up have none. */
export async function demonstrationAccount(database: Database, email: string): Promise<DemonstrationAccount | null> {
  const account = await accountOf(database, email);
  if (!account) return null;
  // Who finds out who somebody is reads no register.
  const organisations = await database.withTenant(
    nobody,
    ({ client }) => client.$queryRaw<DemonstrationOrganisation[]>`
      SELECT o.code, o.name, coalesce(m.org_number, c.org_number) AS "orgNumber"
      FROM organisation o LEFT JOIN municipality m ON m.code = o.municipality_code
      LEFT JOIN county c ON c.code = o.county_code AND o.municipality_code IS NULL
      WHERE o.code = ANY (${account.codes}) AND coalesce(m.org_number, c.org_number) IS NOT NULL ORDER BY o.code`,
  );
  const { personId, name } = account;
  return { personId, email: account.email, name, organisations };
}

type Account = Omit<DemonstrationAccount, 'organisations'> & { readonly codes: readonly string[] };

function accountOf(database: Database, email: string): Promise<Account | null> {
  return database.asGatekeeper(async ({ client, today }) => {
    const [account] = await client.$queryRaw<Account[]>`
      SELECT p.id AS "personId", p.email, p.name, ARRAY(
          SELECT DISTINCT o.code FROM membership m JOIN organisation o ON o.id = m.organisation_id
          WHERE m.person_id = p.id AND m.valid_from <= ${today}::date AND (m.valid_to IS NULL OR m.valid_to >= ${today}::date)
        ) AS codes
      FROM person p WHERE p.email = ${email.trim().toLowerCase()} AND p.demonstration AND p.erased_at IS NULL`;
    return account ?? null;
  });
}
