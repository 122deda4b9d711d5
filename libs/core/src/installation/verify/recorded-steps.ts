import { nobody, type TenantContext, type Tx } from '@fagtorg/db';
import type { Kind, RecordedStep } from './statuses.js';

/** A need or an offer with its status and all its recorded steps. */
export interface Recorded {
  readonly kind: Kind;
  readonly id: string;
  readonly status: string;
  readonly steps: readonly RecordedStep[];
}

/** Reads on behalf of every organisation at once, as only an operator may. */
export const everyOrganisation = (ids: readonly string[]): TenantContext => ({ ...nobody, drafting: ids, managed: ids });

/** Every need and offer with its steps. */
export function recordedThings({ client }: Tx): Promise<Recorded[]> {
  return client.$queryRaw<Recorded[]>`
    WITH steps AS (
      SELECT coalesce(need_id, offer_id) AS id, json_agg(json_build_object('act', act, 'from', from_status, 'to', to_status)) AS steps
      FROM transition GROUP BY 1
    ), things AS (
      SELECT 'need' AS kind, id, status::text FROM need UNION ALL SELECT 'offer', id, status::text FROM listing
    )
    SELECT kind, things.id, status, coalesce(steps, '[]') AS steps FROM things LEFT JOIN steps USING (id) ORDER BY kind, id`;
}
