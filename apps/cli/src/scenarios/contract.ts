/** The part of the public contract (apps/api/schema.graphql) that the scenarios write and read. */

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** PostNeedInput; what is left out has the contract's default. */
export interface NeedInput {
  readonly borrowerCode: string;
  readonly coBorrowers?: readonly { readonly organisationCode: string; readonly minutes: number }[];
  readonly title: string;
  readonly description: string;
  readonly requirements: readonly { readonly competenceId: string; readonly level?: Level }[];
  readonly minutesTotal: number;
  readonly minutesPerWeek?: number;
  readonly minutesMin?: number;
  readonly period: Period;
  readonly answerBy: string;
  readonly workMode?: WorkMode;
  readonly workLanguages?: readonly string[];
  readonly workLanguageRequired?: boolean;
  readonly statutoryRequirementId?: string;
}

/** PublishOfferInput; what is left out has the contract's default. */
export interface OfferInput {
  readonly lenderCode: string;
  readonly baseCode?: string;
  readonly hoursBasis?: 'INSIDE_POST' | 'ON_TOP';
  readonly positionMinutesPerWeek?: number;
  readonly headline: string;
  readonly competences: readonly { readonly competenceId: string; readonly level: Level; readonly evidence?: string }[];
  readonly availability: readonly { readonly period: Period; readonly minutesPerWeek: number }[];
  readonly workMode?: WorkMode;
  readonly travelLimitKm?: number;
  readonly workLanguages?: readonly string[];
}

type Level = 'BASIC' | 'PROFICIENT' | 'EXPERT';
type WorkMode = 'ONSITE' | 'HYBRID' | 'REMOTE';
type Outcome = 'MET' | 'PARTLY' | 'NOT_MET';

/** A need or an offer after a change: what the next change must name. */
export interface Changed {
  readonly id: string;
  readonly revision: number;
  readonly status: string;
}

export interface NamedOrganisation {
  readonly code: string;
  readonly name: string;
}

export interface CriterionSeen {
  readonly criterion: string;
  readonly outcome: Outcome;
  readonly shortfall: string | null;
  readonly explanation: string;
}

export interface MatchSeen {
  readonly offer: { readonly id: string; readonly headline: string; readonly lender: NamedOrganisation | null };
  readonly scope: string;
  readonly score: number;
  readonly feasibleMinutes: number;
  readonly criteria: readonly CriterionSeen[];
}

export interface TransitionSeen {
  readonly from: string | null;
  readonly to: string;
  readonly reason: string | null;
  readonly by: { readonly role: string | null };
}

export interface NeedSeen extends Changed {
  readonly title: string;
  readonly borrower: NamedOrganisation;
  readonly place: {
    readonly name: string;
    readonly region: { readonly name: string; readonly municipalities: readonly NamedOrganisation[] };
  };
  readonly coBorrowers: readonly { readonly organisation: NamedOrganisation; readonly minutes: number }[];
  readonly minutesTotal: number;
  readonly minutesPerWeek: number | null;
  readonly minutesMin: number;
  readonly period: Period;
  readonly answerBy: string;
  readonly searchScope: string;
  readonly statutoryRequirement: { readonly section: string; readonly law: string; readonly verified: boolean } | null;
  readonly matchesStale: boolean;
  readonly matches: readonly MatchSeen[];
  readonly nearMisses: readonly MatchSeen[];
  readonly history: readonly TransitionSeen[];
}

export interface OfferSeen extends Changed {
  readonly awaiting: readonly string[];
  readonly hoursBasis: string;
  readonly positionMinutesPerWeek: number | null;
  readonly history: readonly TransitionSeen[];
}

const organisation = '... on Municipality { code name } ... on County { code name } ... on InterMunicipalBody { code name }';
const history = 'history { from to reason by { role } }';
const match = `offer { id headline lender { ${organisation} } } scope score feasibleMinutes
  criteria { criterion outcome shortfall explanation(language: $language) }`;

export const needQuestion = `query Need($id: UUID!, $language: Language!) { need(id: $id) {
  id revision status title borrower { ${organisation} } place { name region { name municipalities { code name } } }
  coBorrowers { organisation { ${organisation} } minutes } minutesTotal minutesPerWeek minutesMin period { from to } answerBy searchScope
  statutoryRequirement { section law verified } matchesStale
  matches(outcome: ELIGIBLE, first: 50) { edges { node { ${match} } } }
  nearMisses: matches(outcome: NEAR_MISS, first: 10) { edges { node { ${match} } } }
  ${history}
} }`;

export const offerQuestion = `query Offer($id: UUID!) { offer(id: $id) {
  id revision status awaiting hoursBasis positionMinutesPerWeek ${history}
} }`;

export const offersQuestion = `query Offers($competence: ID!) {
  offers(filter: { competenceIds: [$competence] }, first: 100) { edges { node { id } } }
}`;

export const competenceQuestion = `query Competence($words: String!) {
  competences(search: $words, first: 1) { code statutoryRequirements { id } }
}`;

/** The mutations by which the scenarios change things: the type of the input and of what is changed. */
const mutations = {
  postNeed: ['PostNeedInput', 'Need'],
  reviseNeed: ['ReviseNeedInput', 'Need'],
  widenSearch: ['WidenSearchInput', 'Need'],
  publishOffer: ['PublishOfferInput', 'Offer'],
  releaseOffer: ['ReleaseOfferInput', 'Offer'],
  refuseRelease: ['OfferActionInput', 'Offer'],
} as const;

export type MutationName = keyof typeof mutations;

/** A mutation that answers `done`: the changed thing or a refusal. */
export function mutation(name: MutationName): string {
  const [input, thing] = mutations[name];
  return `mutation ($input: ${input}!) { done: ${name}(input: $input) {
    ... on ${thing} { id revision status } ... on Refusal { code message path }
  } }`;
}
