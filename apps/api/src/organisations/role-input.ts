import type { RoleDraft } from '@fagtorg/domain';
import type * as contract from '../generated/graphql.js';

/** A role as the rules take it. */
export const roleDraft = ({ role, rights, ...input }: contract.InviteInput | contract.GrantRoleInput): RoleDraft => ({
  ...{ role, rights, from: input.from, to: input.to ?? null, reason: input.reason },
  ...{ unit: input.unit ?? null, amountLimitOre: input.amountLimitOre ?? null },
  ...{ deputyFor: input.deputyFor ?? null, delegationReference: input.delegationReference ?? null },
});
