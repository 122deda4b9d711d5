import { type Headers, type Reply, send } from './api-client.js';
import type { MutationContract } from './contract.js';
import { type Input, needInput, offerInput } from './drafts.js';

/** A need or an offer, with what specs look at. */
export interface Thing {
  readonly __typename: 'Need' | 'Offer';
  readonly id: string;
  readonly revision: number;
  readonly status: string;
  readonly history: readonly {
    readonly from: string | null;
    readonly to: string;
    readonly reason: string | null;
    readonly by: { readonly role: string | null; readonly name: string | null };
  }[];
}

export interface Need extends Thing {
  readonly title: string;
  readonly searchScope: string;
  readonly matchesStale: boolean;
  readonly matchedRevision: number | null;
}

export interface Offer extends Thing {
  readonly awaiting: readonly string[];
  readonly lender: { readonly __typename: string } | null;
}

export interface Refusal {
  readonly __typename: 'Refusal';
  readonly code: string;
  readonly path: readonly string[];
  readonly message: string;
}

export type Answer<T extends Thing> = T | Refusal;

const HISTORY = 'history { from to reason by { role name } }';
const NEED = `__typename id revision status title searchScope matchesStale matchedRevision ${HISTORY}`;
const OFFER = `__typename id revision status awaiting lender { __typename } ${HISTORY}`;
const fields: Readonly<Record<Thing['__typename'], string>> = { Need: `... on Need { ${NEED} }`, Offer: `... on Offer { ${OFFER} }` };
const REFUSAL = '__typename ... on Refusal { code path message }';

/** What a person needs of the world around them. */
export interface Surroundings {
  url(): string;
  /** The input of a mutation and what it is about, by the contract. */
  contractOf(mutation: string): MutationContract;
  /** The headers by which the API knows them. */
  credentials(): Promise<Headers>;
  /** The code of the organisation that they work for. */
  organisation(): string;
}

/** Somebody who uses the API. */
export class Person {
  constructor(private readonly around: Surroundings) {}

  /** The whole answer, errors and all. */
  async sends(query: string, variables: unknown = {}, headers: Headers = {}): Promise<Reply> {
    return send(this.around.url(), query, variables, { ...(await this.around.credentials()), ...headers });
  }

  /** The data of an answer without errors. */
  async asks<T>(query: string, variables: unknown = {}, headers: Headers = {}): Promise<T> {
    const { status, body } = await this.sends(query, variables, headers);
    if (status !== 200 || body.errors) throw new Error(`${status} ${JSON.stringify(body.errors)}`);
    return body.data as T;
  }

  /** What a mutation answers, done or refused. */
  async tries<T extends Thing>(mutation: string, input: Input, headers: Headers = {}): Promise<Answer<T>> {
    const contract = this.around.contractOf(mutation);
    const query = `mutation ($input: ${contract.input}!) { answer: ${mutation}(input: $input) { ${fields[contract.thing]} ${REFUSAL} } }`;
    return (await this.asks<{ answer: Answer<T> }>(query, { input }, headers)).answer;
  }

  /** Posts a need for the person's own organisation. */
  async posts(more: Input = {}): Promise<Need> {
    return done(await this.tries<Need>('postNeed', needInput(this.around.organisation(), more)));
  }

  /** Publishes an offer of the person's own organisation. */
  async publishes(more: Input = {}): Promise<Offer> {
    return done(await this.tries<Offer>('publishOffer', offerInput(this.around.organisation(), more)));
  }

  /** Acts on a need or an offer, by the revision that is held of it; answers it as it is then. */
  async does<T extends Thing>(mutation: string, thing: T, more: Input = {}): Promise<T> {
    return done(await this.tries<T>(mutation, { ...actOn(thing), ...more }));
  }

  /** The refusal of an act; throws where the act was done. */
  async isRefused(mutation: string, thing: Thing | null, more: Input = {}): Promise<Refusal> {
    const answer = await this.tries<Thing>(mutation, { ...(thing ? actOn(thing) : {}), ...more });
    if (!isRefusal(answer)) throw new Error(`${mutation} was done: ${JSON.stringify(answer)}`);
    return answer;
  }

  async need(id: string): Promise<Need | null> {
    return (await this.asks<{ need: Need | null }>(`query ($id: UUID!) { need(id: $id) { ${NEED} } }`, { id })).need;
  }

  async offer(id: string): Promise<Offer | null> {
    return (await this.asks<{ offer: Offer | null }>(`query ($id: UUID!) { offer(id: $id) { ${OFFER} } }`, { id })).offer;
  }
}

const actOn = ({ __typename, id, revision }: Thing): Input => ({ [__typename === 'Need' ? 'needId' : 'offerId']: id, revision });

function done<T extends Thing>(answer: Answer<T>): T {
  if (isRefusal(answer)) throw new Error(`Refused with ${answer.code} at ${answer.path.join('.')}: ${answer.message}`);
  return answer;
}

const isRefusal = (answer: Answer<Thing>): answer is Refusal => answer.__typename === 'Refusal';
