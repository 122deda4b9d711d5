import type { RoleDraft } from '@fagtorg/domain';
import type { Facts } from '../audit/index.js';

/** What the audit remembers of a role that was given: nothing that anybody wrote, and nobody's name. */
export const factsOf = ({ role, rights, amountLimitOre, deputyFor, from, to }: RoleDraft): Facts => ({
  ...{ role, rights, amountLimitOre, deputy: deputyFor !== null, from, to },
});
