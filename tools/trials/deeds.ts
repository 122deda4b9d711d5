import type { Chance } from '@fagtorg/core';
import { type Input, needInput, type Offer, offerInput, type Need } from '@fagtorg/testing';

/** What somebody does through the API. */
export interface Deed {
  readonly mutation: Mutation;
  /** Account of who does it, as in the first half of the e-mail address. */
  readonly by: 'manager' | 'specialist1';
  readonly organisation: string;
  readonly input: Input;
}

/** Something that has been made, as it was answered last, with what was written about it. */
export interface Made {
  readonly organisation: string;
  readonly written: Input;
  readonly thing: Need | Offer;
}

/** The input of each mutation by the contract, and what it answers. */
export const mutations = {
  postNeed: { input: 'PostNeedInput', thing: 'Need' },
  reviseNeed: { input: 'ReviseNeedInput', thing: 'Need' },
  openNeed: { input: 'NeedActionInput', thing: 'Need' },
  holdNeed: { input: 'NeedActionInput', thing: 'Need' },
  resumeNeed: { input: 'NeedActionInput', thing: 'Need' },
  widenSearch: { input: 'WidenSearchInput', thing: 'Need' },
  withdrawNeed: { input: 'NeedActionInput', thing: 'Need' },
  publishOffer: { input: 'PublishOfferInput', thing: 'Offer' },
  releaseOffer: { input: 'ReleaseOfferInput', thing: 'Offer' },
  reviseOffer: { input: 'ReviseOfferInput', thing: 'Offer' },
  pauseOffer: { input: 'PauseOfferInput', thing: 'Offer' },
  resumeOffer: { input: 'OfferActionInput', thing: 'Offer' },
  withdrawOffer: { input: 'OfferActionInput', thing: 'Offer' },
} as const;
export type Mutation = keyof typeof mutations;

/** Around Namsos, Levanger and Steinkjer, so that most offers touch most needs; Leka lies alone in its region, Oslo far away. */
const municipalities = ['5007', '5047', '5046', '5045', '5037', '5036', '5038', '5006', '5052', '0301'];
const competences = ['plan.samfunnsdel', 'plan.regulering'];
const levels = ['BASIC', 'PROFICIENT', 'EXPERT'];
const scopes = ['SAME_REGION', 'EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE'];

/** What may be done next with a need or an offer, some of it more often. */
const next: Readonly<Record<string, readonly Mutation[]>> = {
  OPEN: ['reviseNeed', 'reviseNeed', 'holdNeed', 'widenSearch', 'widenSearch', 'withdrawNeed'],
  ON_HOLD: ['resumeNeed', 'resumeNeed', 'reviseNeed'],
  AWAITING_RELEASE: ['releaseOffer'],
  AVAILABLE: ['pauseOffer', 'pauseOffer', 'reviseOffer', 'reviseOffer', 'withdrawOffer'],
  PAUSED: ['resumeOffer', 'resumeOffer', 'reviseOffer'],
};

/** Something that can be done now with what has been made so far, or from nothing. Nothing of it should be refused. */
export function anyDeed(chance: Chance, made: readonly Made[]): { deed: Deed; with: Made | null } {
  const movable = made.filter(({ thing }) => thing.status in next);
  const kind = chance.next();
  if (kind < 0.18 || movable.length === 0) return { deed: post(chance), with: null };
  if (kind < 0.4) return { deed: publish(chance), with: null };
  const unreleased = movable.filter(({ thing }) => thing.status === 'AWAITING_RELEASE');
  const one = chance.of(unreleased.length > 0 && kind < 0.65 ? unreleased : movable);
  return { deed: step(chance, one, chance.of(next[one.thing.status] ?? [])), with: one };
}

const post = (chance: Chance): Deed => {
  const organisation = chance.of(municipalities);
  return { mutation: 'postNeed', by: 'manager', organisation, input: need(chance, organisation) };
};

const publish = (chance: Chance): Deed => {
  const organisation = chance.of(municipalities);
  return { mutation: 'publishOffer', by: 'specialist1', organisation, input: offer(chance, organisation) };
};

const need = (chance: Chance, code: string): Input =>
  needInput(code, {
    requirements: chance
      .some(competences, chance.between(1, 2))
      .map((competenceId, index) => ({ competenceId, level: chance.of(levels), mandatory: index === 0 })),
    minutesTotal: chance.between(600, 9000),
    workMode: chance.of(['ONSITE', 'HYBRID', 'REMOTE']),
  });

const offer = (chance: Chance, code: string): Input =>
  offerInput(code, {
    competences: chance.some(competences, chance.between(1, 2)).map((competenceId) => ({ competenceId, level: chance.of(levels) })),
    availability: [{ period: { from: '2027-01-04', to: '2027-06-30' }, minutesPerWeek: chance.between(60, 900) }],
    workMode: chance.of(['ONSITE', 'HYBRID', 'REMOTE']),
    showRegionOnly: chance.next() < 0.2,
  });

/** A revision of an offer asks for a new release, or does not: by what comes out. */
function step(chance: Chance, { organisation, written, thing }: Made, mutation: Mutation): Deed {
  const more: Partial<Record<Mutation, () => Input>> = {
    reviseNeed: () => ({ changes: need(chance, organisation) }),
    reviseOffer: () => ({ changes: chance.next() < 0.5 ? offer(chance, organisation) : { ...written, workMode: 'REMOTE' } }),
    widenSearch: () => ({
      scope: chance.of(scopes.filter((scope) => 'searchScope' in thing && scope !== thing.searchScope)),
      reason: 'Få svar',
    }),
    withdrawNeed: () => ({ reason: 'Løst på annen måte' }),
    withdrawOffer: () => ({ reason: 'Fikk annet arbeid' }),
    releaseOffer: () => ({ permanentEmployee: true }),
  };
  const byLender = mutation === 'releaseOffer' || mutations[mutation].thing === 'Need';
  return {
    mutation,
    by: byLender ? 'manager' : 'specialist1',
    organisation,
    input: { [thing.__typename === 'Need' ? 'needId' : 'offerId']: thing.id, revision: thing.revision, ...more[mutation]?.() },
  };
}
