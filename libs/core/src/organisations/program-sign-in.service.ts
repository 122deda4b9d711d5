import { Database, type Tx } from '@fagtorg/db';
import { type Actor, languageOfForm, type Scope } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { ReferenceService } from '../reference/index.js';
import { secretHash } from '../identity/index.js';
import { TOKEN_PREFIX } from './program-rows.js';

interface SignedIn {
  readonly tokenId: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly from: string;
  readonly to: string;
  readonly unrecorded: boolean;
}

/** Finds out which program a token is of. */
@Injectable()
export class ProgramSignIn {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceService,
  ) {}

  /** Tells programs' tokens from those of people. */
  isProgramToken(token: string): boolean {
    return token.startsWith(TOKEN_PREFIX);
  }

  /** The program with its one membership and its scopes, or null where token or account has ended, has expired or never was. */
  async actorOf(token: string): Promise<Actor | null> {
    const found = await this.database.asGatekeeper((tx) => signedIn(tx, token));
    const organisation = found && this.reference.organisationById(found.organisationId);
    if (!organisation) return null;
    const { accountId, name, scopes, from, to } = found;
    const { id, code, countyCode } = organisation;
    const form = this.reference.municipality(code)?.writtenForm ?? 'nb';
    const membership = {
      ...{ organisation: { id, code }, countyCode, role: 'SERVICE_ACCOUNT' as const, rights: [], scopes, unit: null, amountLimitOre: null },
      ...{ deputyFor: null, delegationReference: null, from, to },
    };
    return { personId: accountId, name, language: languageOfForm(form), demonstration: false, memberships: [membership] };
  }
}

/** Notes the use of a token at most once an hour: what reads must not always write. */
async function signedIn({ client, now }: Tx, token: string): Promise<SignedIn | null> {
  const [found] = await client.$queryRaw<SignedIn[]>`
    SELECT t.id AS "tokenId", s.id AS "accountId", s.organisation_id AS "organisationId", s.name, s.scopes::text[],
      (t.created_at AT TIME ZONE 'Europe/Oslo')::date::text AS "from", ((t.expires_at AT TIME ZONE 'Europe/Oslo')::date - 1)::text AS "to",
      coalesce(t.last_used_at <= ${now}::timestamptz - interval '1 hour', true) AS unrecorded
    FROM api_token t JOIN service_account s ON s.id = t.service_account_id
    WHERE t.secret_hash = ${secretHash(token)} AND t.ended_at IS NULL AND t.expires_at > ${now} AND s.ended_at IS NULL`;
  if (found?.unrecorded) {
    await client.$executeRaw`
      UPDATE api_token SET last_used_at = ${now}
      WHERE id = ${found.tokenId}::uuid AND coalesce(last_used_at <= ${now}::timestamptz - interval '1 hour', true)`;
  }
  return found ?? null;
}
