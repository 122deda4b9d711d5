import { Database, ReferenceService, seedMarket } from '@fagtorg/core';
import type { Input } from '@fagtorg/testing';
import { ask } from './asking.js';
import type { System } from './system.js';
import type { Trial } from './trial.js';

/** The demonstration's market in a system. */
export interface Market {
  readonly seed: string;
  readonly needs: number;
  readonly offers: number;
  /** Needs that are matched. */
  readonly open: number;
  /** Every open need as its borrower could post it again. */
  readonly drafts: readonly Input[];
}

export async function openMarket(trial: Trial, system: System): Promise<Market> {
  const database = await trial.open(Promise.resolve(new Database({ url: system.applicationUrl, pool: 6, patient: true })), (opened) =>
    opened.close(),
  );
  const reference = new ReferenceService(database);
  await reference.reload();
  const { seed, needs, offers } = await seedMarket(database, reference, { onProgress: (words) => trial.say(words) });
  await system.behind.run('VACUUM ANALYZE').catch(() => system.behind.run('ANALYZE'));
  const drafts = await draftsOf(system);
  return { seed, needs, offers, open: drafts.length, drafts };
}

const PAGE = `query ($after: String) {
  needs(first: 100, after: $after, filter: { statuses: [OPEN] }) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      borrower { ... on Municipality { code } ... on County { code } ... on InterMunicipalBody { code } }
      place { code } title description requirements { competence { id } level mandatory } minutesTotal minutesPerWeek minutesMin
      period { from to } answerBy engagements workMode workLanguages workLanguageRequired
    } }
  }
}`;

interface Page {
  readonly needs: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: Listed }[];
  };
}

interface Listed extends Input {
  readonly borrower: { readonly code: string };
  readonly place: { readonly code: string };
  readonly requirements: readonly { readonly competence: { readonly id: string }; readonly level: string; readonly mandatory: boolean }[];
}

async function draftsOf(system: System): Promise<Input[]> {
  const headers = await system.signIn('manager@0301.example');
  const drafts: Input[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { needs }: Page = await ask<Page>(system.url, headers, PAGE, { after });
    drafts.push(...needs.edges.map(({ node }) => draftOf(node)));
    more = needs.pageInfo.hasNextPage;
    after = needs.pageInfo.endCursor;
  }
  return drafts;
}

const draftOf = ({ borrower, place, requirements, ...rest }: Listed): Input => ({
  ...rest,
  borrowerCode: borrower.code,
  placeCode: place.code,
  requirements: requirements.map(({ competence, level, mandatory }) => ({ competenceId: competence.id, level, mandatory })),
});
