import { type Reply, send } from '@fagtorg/testing';
import { setTimeout as pause } from 'node:timers/promises';

/** A need with what a reader of the README sees of it. */
export interface ReadNeed {
  readonly title: string;
  readonly matchesStale: boolean;
  readonly matches: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly criteria: readonly { readonly explanation: string }[] } }[];
  };
}

const POST = 'mutation ($input: PostNeedInput!) { postNeed(input: $input) { ... on Need { id } ... on Refusal { message } } }';
const READ = `query ($id: UUID!) { need(id: $id) { title matchesStale matches(first: 3) { totalCount edges { node {
  criteria { explanation(language: nb) } } } } } }`;

const DAY_MS = 86_400_000;
const inDays = (count: number): string => new Date(Date.now() + count * DAY_MS).toISOString().slice(0, 10);

/** Somebody with a token, at an API. */
export class Visitor {
  constructor(
    private readonly api: string,
    private readonly token: string,
  ) {}

  async asks<T>(query: string, variables: unknown = {}): Promise<T> {
    const { body }: Reply = await send(this.api, query, variables, { authorization: `Bearer ${this.token}` });
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data as T;
  }

  /** Posts a need of Tolga's for the next months; answers its id. */
  async posts(title: string): Promise<string> {
    const input = {
      ...{ borrowerCode: '3426', title, minutesTotal: 7200, requirements: [{ competenceId: 'plan.samfunnsdel' }] },
      ...{ period: { from: inDays(45), to: inDays(115) }, answerBy: inDays(30) },
    };
    const { postNeed } = await this.asks<{ postNeed: { id?: string; message?: string } }>(POST, { input });
    if (postNeed.id === undefined) throw new Error(postNeed.message);
    return postNeed.id;
  }

  async reads(id: string): Promise<ReadNeed | null> {
    return (await this.asks<{ need: ReadNeed | null }>(READ, { id })).need;
  }

  /** The need, once its matches are those of its latest edit. */
  async readsWhenMatched(id: string): Promise<ReadNeed> {
    for (;;) {
      const need = await this.reads(id);
      if (need && !need.matchesStale) return need;
      await pause(50);
    }
  }
}
