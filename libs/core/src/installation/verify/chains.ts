import { type Database, nobody, type TenantContext } from '@fagtorg/db';
import { type ChainFault, type ChainHead, eventsBehind, faultIn, type StoredHead, storedHeads } from '../../audit/index.js';
import type { Finding } from './finding.js';

/** Reads the audit of every organisation, as only an operator may. */
async function everyAudit(database: Database): Promise<TenantContext> {
  const organisations = await database.withTenant(nobody, ({ client }) => client.organisation.findMany({ select: { id: true } }));
  return { ...nobody, audited: organisations.map(({ id }) => id) };
}

/** The heads of all chains. */
export const readHeads = async (database: Database): Promise<StoredHead[]> => database.withTenant(await everyAudit(database), storedHeads);

/** A head as it was exported. */
export interface FormerHead extends ChainHead {
  readonly organisationCode: string;
}

/** What is wrong with a chain, and whose it is. */
export interface FaultyChain extends ChainFault {
  readonly organisationCode: string;
}

/**
 * Follows every chain, a batch at a time, so that memory does not grow with them; a chain must go through its former head, where one is
 * given. Answers the first fault of each, and how many events were followed.
 */
export async function followChains(
  database: Database,
  former: readonly FormerHead[] = [],
): Promise<{ readonly events: number; readonly faults: FaultyChain[] }> {
  const context = await everyAudit(database);
  const heads = await database.withTenant(context, storedHeads);
  const faults: FaultyChain[] = [];
  let events = 0;
  for (const head of heads) {
    const { organisationCode } = head;
    const read = (behind: number) => database.withTenant(context, (tx) => eventsBehind(tx, head, behind));
    const fault = await faultIn(
      head,
      read,
      former.find((one) => one.organisationCode === organisationCode),
    );
    if (fault) faults.push({ ...fault, organisationCode });
    events += head.number;
  }
  // A chain that is gone altogether has no head to be followed to.
  const gone = former.filter(
    ({ organisationCode, number }) => number > 0 && !heads.some((head) => head.organisationCode === organisationCode),
  );
  faults.push(...gone.map(({ organisationCode }) => ({ kind: 'rewritten' as const, at: 1, organisationCode })));
  return { events, faults };
}

/** A fault in a sentence. */
export const sentenceOn = ({ kind, at, organisationCode }: FaultyChain): string =>
  kind === 'broken'
    ? `The audit of organisation ${organisationCode} is broken at event ${at}: it was changed, is missing or was put in.`
    : `The audit of organisation ${organisationCode} does not lead through the former head: it was written anew at event ${at} or before.`;

/** Whether every organisation's audit is one unbroken chain. */
export async function verifyChains(database: Database): Promise<Finding> {
  const { events, faults } = await followChains(database);
  return { check: 'audit', looked: events, differences: faults.map(sentenceOn) };
}
