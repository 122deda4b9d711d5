import type { Language } from '@fagtorg/domain';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Changed,
  competenceQuestion,
  mutation,
  type MutationName,
  type NeedInput,
  needQuestion,
  type NeedSeen,
  type OfferInput,
  offerQuestion,
  type OfferSeen,
  offersQuestion,
} from './contract.js';

/** Somebody at the page, doing and reading what the public API lets them. A refusal where none belongs ends the scenario. */
export interface Person {
  postNeed(input: NeedInput): Promise<Changed>;
  /** Replaces what was written. */
  reviseNeed(need: Changed, changes: NeedInput): Promise<Changed>;
  widenSearch(need: Changed, scope: string, reason: string): Promise<Changed>;
  publishOffer(input: OfferInput): Promise<Changed>;
  releaseOffer(offer: Changed): Promise<Changed>;
  refuseRelease(offer: Changed, reason: string): Promise<Changed>;
  /** Posts what should be refused; answers the code and where the fault lies. */
  refusedNeed(input: NeedInput): Promise<{ readonly code: string; readonly path: readonly string[] }>;
  /** A need once everything is worked in: with its matches, or as many as this person may see. */
  matchedNeed(need: { readonly id: string }): Promise<NeedSeen>;
  /** An offer, or null where it does not exist for this person. */
  offer(offer: { readonly id: string }): Promise<OfferSeen | null>;
  /** Ids of the offers of a competence that this person finds. */
  offersOf(competence: string): Promise<readonly string[]>;
  /** Ids of the legal duties that stand behind the competence which some words name. */
  dutiesBehind(words: string): Promise<readonly string[]>;
}

/** Where a person reads, in which language, and who they are there. */
export interface Seat {
  readonly url: string;
  readonly language: Language;
  readonly token: () => Promise<string>;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

const MATCHING_LIMIT_MS = 30_000;
const LOOK_AGAIN_MS = 50;

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

interface List<T> {
  readonly edges: readonly { readonly node: T }[];
}

const nodes = <T>({ edges }: List<T>): T[] => edges.map(({ node }) => node);

export function personAt(seat: Seat): Person {
  const change = async (name: MutationName, input: object): Promise<Changed | Refusal> =>
    (await ask<{ done: Changed | Refusal }>(seat, mutation(name), { input })).done;
  const must = async (name: MutationName, input: object): Promise<Changed> => {
    const done = await change(name, input);
    if ('code' in done) throw new Error(`${name} was refused: ${done.code} ${done.path.join('.')} ${done.message}`);
    return done;
  };
  const matchedNeed = async ({ id }: { readonly id: string }): Promise<NeedSeen> => {
    for (const began = performance.now(); performance.now() - began < MATCHING_LIMIT_MS;) {
      const seen = await readNeed(seat, id);
      if (!seen.matchesStale) return seen;
      await wait(LOOK_AGAIN_MS, undefined, { signal: seat.signal });
    }
    throw new Error(`The need ${id} was never matched.`);
  };
  return {
    postNeed: (input) => must('postNeed', input),
    reviseNeed: ({ id, revision }, changes) => must('reviseNeed', { needId: id, revision, changes }),
    widenSearch: ({ id, revision }, scope, reason) => must('widenSearch', { needId: id, revision, scope, reason }),
    publishOffer: (input) => must('publishOffer', input),
    releaseOffer: ({ id, revision }) => must('releaseOffer', { offerId: id, revision, permanentEmployee: true }),
    refuseRelease: ({ id, revision }, reason) => must('refuseRelease', { offerId: id, revision, reason }),
    refusedNeed: async (input) => {
      const done = await change('postNeed', input);
      return 'code' in done ? { code: done.code, path: done.path } : { code: 'not refused', path: [] };
    },
    matchedNeed,
    offer: async ({ id }) => (await ask<{ offer: OfferSeen | null }>(seat, offerQuestion, { id })).offer,
    offersOf: async (competence) => {
      const { offers } = await ask<{ offers: List<{ id: string }> }>(seat, offersQuestion, { competence });
      return nodes(offers).map(({ id }) => id);
    },
    dutiesBehind: async (words) => {
      const { competences } = await ask<{ competences: { statutoryRequirements: { id: string }[] }[] }>(seat, competenceQuestion, {
        words,
      });
      return competences.flatMap(({ statutoryRequirements }) => statutoryRequirements.map(({ id }) => id));
    },
  };
}

async function readNeed(seat: Seat, id: string): Promise<NeedSeen> {
  type Answer = Omit<NeedSeen, 'matches' | 'nearMisses'> & Record<'matches' | 'nearMisses', List<NeedSeen['matches'][number]>>;
  const { need } = await ask<{ need: Answer | null }>(seat, needQuestion, { id, language: seat.language });
  if (!need) throw new Error(`The need ${id} does not exist for who asks.`);
  return { ...need, matches: nodes(need.matches), nearMisses: nodes(need.nearMisses) };
}

/** Asks the API, once: each call has an Idempotency-Key of its own. Rejects with what is wrong where the answer is no answer. */
async function ask<T>({ url, token, signal }: Seat, query: string, variables: object): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await token()}`,
      ...(query.startsWith('mutation') ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const answer = (await response.json()) as { data?: T | null; errors?: { message: string }[] };
  if (answer.errors || !answer.data) throw new Error(answer.errors?.map(({ message }) => message).join('\n') ?? `HTTP ${response.status}`);
  return answer.data;
}
