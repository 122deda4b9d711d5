import { Prisma, type Tx } from '@fagtorg/db';
import type { Action } from '@fagtorg/domain';

/**
 * The application's own filter on what belongs to an organisation's administrators, as a condition on the column that says whose it is. Row
 * security says the same in its own words.
 */
export function administeredInSight({ viewer }: Tx, organisation: Prisma.Sql, action: Action = 'see-members'): Prisma.Sql {
  const organisations = viewer?.sights[action]?.organisations ?? [];
  return organisations.length === 0 ? Prisma.sql`false` : Prisma.sql`${organisation} = ANY (${[...organisations]}::uuid[])`;
}
