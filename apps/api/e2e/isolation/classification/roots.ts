import { type Input, needInput, offerInput, TODAY } from '@fagtorg/testing';
import { type Actor, FAR, type Kind, OWN, type Thing } from '../ground.js';
import * as may from '../who.js';
import { and, type Who } from '../who.js';

/**
 * What comes back: SEEN, NOTHING (null), the code of a refusal or an error, or MAY: whatever an act meets once somebody may do it.
 */
export type Outcome = 'SEEN' | 'NOTHING' | 'MAY' | 'NOT_FOUND' | 'FORBIDDEN' | 'UNAUTHENTICATED' | 'INVALID_INPUT' | 'BAD_USER_INPUT';

/** One way to ask for a root field: what it is asked of, the arguments, and what comes back to whom. */
export interface Way {
  readonly kind: Kind;
  /** Which things of that kind; left out, all. */
  readonly of?: (thing: Thing) => boolean;
  readonly variables: (thing: Thing, actor: Actor) => Readonly<Record<string, unknown>>;
  readonly outcome: (actor: Actor, thing: Thing) => Outcome;
  /** Everybody may ask, signed in or not. */
  readonly public?: boolean;
}

const doesNotExist = ({ organisation }: Thing): boolean => organisation === null;

// ------------------------------------------------------------ reading

const asked = (kind: Kind, name: string, outcome: Way['outcome'], more: Input = {}): Way => ({
  kind,
  variables: ({ id }) => ({ [name]: id, ...more }),
  outcome,
});
const thing = (kind: Kind, sees: Who): Way => asked(kind, 'id', (actor, target) => (sees(actor, target) ? 'SEEN' : 'NOTHING'));
/** Lists of an organisation; a code that no organisation has is a slip of the pen, and no secret. */
const listOf = (sees: Who, otherwise: Outcome, more: Input = {}): Way =>
  asked(
    'organisation',
    'organisationCode',
    (actor, target) => (doesNotExist(target) ? 'BAD_USER_INPUT' : sees(actor, target) ? 'SEEN' : otherwise),
    more,
  );
/** Not about anything of anybody's but whoever asks. */
const about = (variables: Input, outcome: Outcome | ((actor: Actor) => Outcome), isPublic = false): Way => ({
  kind: 'oneself',
  variables: () => variables,
  outcome: (actor) => (typeof outcome === 'string' ? outcome : outcome(actor)),
  public: isPublic,
});
const reference = (variables: Input): Way => about(variables, 'SEEN', true);

export const queries: Readonly<Record<string, readonly Way[]>> = {
  viewer: [about({}, ({ personId }) => (personId === null ? 'NOTHING' : 'SEEN'), true)],
  people: [listOf(may.staffers, 'FORBIDDEN')],
  need: [thing('need', may.seesNeed)],
  needs: [
    about({ first: 100 }, 'SEEN'),
    about({ first: 100, filter: { municipalityCode: FAR, statuses: ['DRAFT', 'SUBMITTED', 'RETURNED', 'OPEN'] } }, 'SEEN'),
    about({ first: 100, filter: { search: `canary-need.title-${FAR}` } }, 'SEEN'),
  ],
  offer: [thing('offer', may.seesOffer)],
  offers: [
    about({ first: 100 }, 'SEEN'),
    about({ first: 100, filter: { municipalityCode: FAR } }, 'SEEN'),
    about({ first: 100, filter: { search: `canary-listing.headline-${FAR}`, statuses: ['DRAFT', 'AWAITING_RELEASE'] } }, 'SEEN'),
  ],
  members: [listOf(may.administrators, 'NOT_FOUND', { includeEnded: true, first: 100 })],
  invitations: [listOf(may.administrators, 'NOT_FOUND', { includeEnded: true, first: 100 })],
  serviceAccounts: [listOf(may.administrators, 'NOT_FOUND', { includeEnded: true, first: 100 })],
  auditLog: [listOf(may.auditors, 'NOT_FOUND', { first: 100 })],
  auditHead: [listOf(may.auditors, 'NOT_FOUND')],
  myData: [about({}, 'SEEN')],
  retentionPeriods: [reference({})],
  municipality: [reference({ code: FAR }), reference({ code: '1507' })],
  municipalities: [reference({ countyCode: '34' })],
  counties: [reference({})],
  regions: [reference({})],
  competences: [reference({ search: 'plan' })],
};

// ------------------------------------------------------------ whatever it is about

/** What people do to themselves; programs have no self. */
export const peopleAlone = ['endSession', 'endOtherSessions', 'revokeTokens', 'correctMyself', 'eraseMyself'];
/** What people may ask for who hold no role any more. All the rest of Fagtorg is closed to them. */
export const aboutOneself = [...peopleAlone, 'myData'];

// ------------------------------------------------------------ writing

/** Somebody of the organisation that invites, whose mail may name who did. */
const invitee = (code: unknown): string => `canary-invitation.email-${String(code)}-kept-nobody-0-@fagtorg.example`;

/**
 * Whoever may comes with the revision before, with no reason, or with a day that is over: that they may shows by another refusal, and nothing
 * is written. Whoever may not comes with all that is right: would they be let in, it would be written, and found.
 */
const act = (kind: Kind, does: Who, sees: Who, input: (target: Thing, lets: boolean) => Input, more: Partial<Way> = {}): Way => ({
  kind,
  variables: (target, actor) => ({ input: input(target, does(actor, target)) }),
  outcome: (actor, target) =>
    doesNotExist(target) ? 'NOT_FOUND' : does(actor, target) ? 'MAY' : sees(actor, target) ? 'FORBIDDEN' : 'NOT_FOUND',
  ...more,
});
const because = { reason: 'fordi' };
const seen =
  (id: string) =>
  (target: Thing, lets: boolean): Input => ({ [id]: target.id, revision: target.revision + (lets ? 100 : 0) });
/** One of each kind that differs in who sees it. */
const telling = ['SUBMITTED', 'OPEN', 'AWAITING_RELEASE', 'AVAILABLE hidden', 'AVAILABLE', 'MANAGER', 'SPECIALIST', 'ORG_ADMIN', 'missing'];
const of = ({ name }: Thing): boolean => telling.includes(name);
const onNeed = (does: Who, more: Input = {}): Way =>
  act('need', and(may.seesNeed, does), may.seesNeed, (target, lets) => ({ ...seen('needId')(target, lets), ...more }), { of });
const onOffer = (more: Input = {}): Way =>
  act('offer', may.handlesOffer, may.seesOffer, (target, lets) => ({ ...seen('offerId')(target, lets), ...more }), { of });

/** What is begun for an organisation: that it exists everybody knows. */
const begun = (does: Who, input: (code: string, lets: boolean, actor: Actor) => Input): Way => ({
  kind: 'organisation',
  variables: (target, actor) => ({ input: input(target.id, does(actor, target), actor) }),
  outcome: (actor, target) => (doesNotExist(target) ? 'INVALID_INPUT' : does(actor, target) ? 'MAY' : 'FORBIDDEN'),
});

/** Somebody of one's own organisation, named by id: nobody else's people exist there. */
const naming = (does: Who, input: (personId: string, lets: boolean) => Input): Way => ({
  kind: 'person',
  of: ({ name }) => ['SPECIALIST', 'missing'].includes(name),
  variables: (target) => ({ input: input(target.id, target.organisation === OWN) }),
  outcome: (actor, target) => {
    const here = { ...target, organisation: OWN };
    if (!does(actor, here)) return 'FORBIDDEN';
    return target.organisation === OWN ? 'MAY' : 'NOT_FOUND';
  },
});

const role = { role: 'CASE_WORKER', from: TODAY };
const reasonUnless = (lets: boolean): Input => ({ reason: lets ? ' ' : 'fordi' });
const knowsRole = may.any(may.staffers, may.oneself);
const ownAdministration = and(may.administrators, may.oneself);
const onRole = (does: Who): Way =>
  act('membership', does, knowsRole, ({ id }, lets) => ({ membershipId: id, from: TODAY, ...reasonUnless(lets) }), { of });

export const mutations: Readonly<Record<string, readonly Way[]>> = {
  endSession: [act('session', may.oneself, may.nobody, ({ id }) => ({ sessionId: id }))],
  endOtherSessions: [about({}, 'MAY')],
  revokeTokens: [about({}, 'MAY')],
  postNeed: [begun(may.drafters, (code) => needInput(code, { draft: true }))],
  reviseNeed: [onNeed((actor, need) => (need.open ? may.posters : may.drafters)(actor, need))].map((way) => ({
    ...way,
    variables: (target, actor) => ({
      input: {
        ...(way.variables(target, actor)['input'] as Input),
        changes: needInput(target.organisation ?? OWN, { draft: target.name === 'DRAFT' }),
      },
    }),
  })),
  submitNeed: [onNeed(may.caseWorker)],
  returnNeed: [onNeed(may.posters, because)],
  openNeed: [onNeed(may.posters)],
  holdNeed: [onNeed(may.posters, because)],
  resumeNeed: [onNeed(may.posters)],
  withdrawNeed: [onNeed(may.posters, because)],
  closeNeed: [onNeed(may.posters, { outcome: 'CANCELLED', ...because })],
  widenSearch: [onNeed(may.any(may.posters, may.broker), { scope: 'COUNTY', ...because })],
  publishOffer: [
    begun(may.specialist, (code) => offerInput(code, { draft: true })),
    naming(may.releasers, (specialistId, lets) => offerInput(OWN, { specialistId, draft: true, ...(lets ? { headline: ' ' } : {}) })),
  ].map((way) => ({
    ...way,
    // Somebody's own hours are their own, by whatever way they are named.
    outcome: (actor, target) => (target.kind === 'person' && target.id === actor.personId ? 'MAY' : way.outcome(actor, target)),
  })),
  reviseOffer: [
    act(
      'offer',
      may.handlesOffer,
      may.seesOffer,
      (target, lets) => ({ ...seen('offerId')(target, lets), changes: offerInput(target.organisation ?? OWN) }),
      { of },
    ),
  ],
  sendOffer: [onOffer()],
  agreeToOffer: [onOffer()],
  releaseOffer: [onOffer({ permanentEmployee: true })],
  refuseRelease: [onOffer(because)],
  pauseOffer: [onOffer(because)],
  resumeOffer: [onOffer()],
  withdrawOffer: [onOffer(because)],
  invite: [begun(may.administrators, (organisationCode) => ({ organisationCode, email: invitee(organisationCode), ...role, ...because }))],
  resendInvitation: [act('invitation', may.administrators, may.nobody, ({ id }) => ({ invitationId: id }))],
  withdrawInvitation: [act('invitation', may.administrators, may.nobody, ({ id }) => ({ invitationId: id }))],
  grantRole: [
    begun(may.administrators, (organisationCode, lets, { personId }) => ({
      ...{ organisationCode, personId: personId ?? OWNS_NOTHING },
      ...role,
      ...reasonUnless(lets),
    })),
    naming(may.administrators, (personId, lets) => ({ organisationCode: OWN, personId, ...role, ...reasonUnless(lets) })),
  ],
  endRole: [onRole(may.administrators)],
  handOver: [onRole(ownAdministration)].map((way) => ({
    ...way,
    variables: (target, actor) => ({ input: { ...(way.variables(target, actor)['input'] as Input), personId: OWNS_NOTHING } }),
  })),
  makeServiceAccount: [
    begun(may.administrators, (organisationCode) => ({ organisationCode, name: 'program', scopes: ['AUDIT_READ'], ...because })),
  ],
  endServiceAccount: [act('serviceAccount', may.administrators, may.nobody, ({ id }) => ({ serviceAccountId: id }))],
  issueApiToken: [act('serviceAccount', may.administrators, may.nobody, ({ id }) => ({ serviceAccountId: id, lastDay: '2026-12-31' }))],
  endApiToken: [act('apiToken', may.administrators, may.nobody, ({ id }) => ({ apiTokenId: id }))],
  correctMyself: [about({ input: { name: ' ' } }, 'INVALID_INPUT')],
  eraseMyself: [
    {
      kind: 'person',
      of: ({ name }) => ['MANAGER', 'missing'].includes(name),
      variables: ({ email, id }, actor) => ({ input: { email: id === actor.personId ? 'not@mine.example' : email } }),
      outcome: () => 'INVALID_INPUT',
    },
  ],
};

const OWNS_NOTHING = '22222222-2222-4222-8222-222222222222';
