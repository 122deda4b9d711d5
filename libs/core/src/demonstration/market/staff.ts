import type { Tx } from '@fagtorg/db';
import type { Role } from '@fagtorg/domain';
import type { Author } from '../../history/index.js';
import type { Account } from './course.js';

/** Somebody of an organisation, as the author of what they do. */
export interface Colleague {
  readonly personId: string;
  readonly name: string;
  readonly author: Author;
}

/** The people of an organisation, by the account that their address begins with. */
export type Staff = ReadonlyMap<Account, Colleague>;

/** The people of the demonstration in every organisation, by its id. Who reads must be manager of them all. */
export async function everyStaff({ client }: Tx): Promise<ReadonlyMap<string, Staff>> {
  const rows = await client.$queryRaw<{ account: Account; personId: string; name: string; role: Role; actingForId: string }[]>`
    SELECT split_part(p.email, '@', 1) AS account, p.id AS "personId", p.name, m.role, m.organisation_id AS "actingForId"
    FROM membership m JOIN person p ON p.id = m.person_id WHERE p.demonstration`;
  const staff = new Map<string, Map<Account, Colleague>>();
  for (const { account, name, ...author } of rows) {
    const colleagues = staff.get(author.actingForId) ?? new Map<Account, Colleague>();
    staff.set(author.actingForId, colleagues.set(account, { personId: author.personId, name, author: { ...author, deputy: null } }));
  }
  return staff;
}

export function colleague(staff: Staff, account: Account): Colleague {
  const found = staff.get(account);
  if (!found) throw new Error(`The demonstration lacks ${account}: seed its people first.`);
  return found;
}
