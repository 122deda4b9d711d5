import { Database, disposableDatabase, type DisposableDatabase, Prisma, type Tx } from '@fagtorg/db';
import { type Ground, openGround } from '@fagtorg/db/locks';
import {
  type ActiveMembership,
  type Actor,
  type Grant,
  policy,
  type NeedDraft,
  type OfferDraft,
  type Result,
  type Right,
  type RoleDraft,
} from '@fagtorg/domain';
import { historyOf } from './history/history.js';
import { contextOf, IdentityService, peopleByIds } from './identity/index.js';
import { countMatches, matchPages } from './matching/match-rows.js';
import { needsByIds } from './needs/need-rows.js';
import { NeedStepsService } from './needs/need-steps.service.js';
import { countNeeds, needPage } from './needs/needs.queries.js';
import { NeedsService } from './needs/needs.service.js';
import { claimsOf, offersByIds } from './offers/offer-rows.js';
import { countOffers, offerPage } from './offers/offers.queries.js';
import { OffersService } from './offers/offers.service.js';
import { ReleaseService } from './offers/release.service.js';
import { AdministrationQueries } from './organisations/administration.queries.js';
import { auditPage, eventsOf } from './organisations/audit-log-rows.js';
import { invitationsByIds, invitationsOf, countInvitations } from './organisations/invitation-rows.js';
import { InvitationsService } from './organisations/invitations.service.js';
import { countMembers, membersByIds, membersOf } from './organisations/membership-rows.js';
import { serviceAccountsByIds, serviceAccountsOf, countServiceAccounts, tokensOf } from './organisations/program-rows.js';
import { ProgramsService } from './organisations/programs.service.js';
import { RolesService } from './organisations/roles.service.js';
import { ReferenceService } from './reference/index.js';
import { Writing } from './writing/index.js';

let disposable: DisposableDatabase;
let ground: Ground;
/** As always, and without row security: a superuser's connection is not bound by it. */
let both: Database;
let alone: Database;
let identity: IdentityService;
let reference: ReferenceService;
let writing: Writing;

beforeAll(async () => {
  disposable = await disposableDatabase();
  ground = await openGround(disposable);
  both = new Database({ url: disposable.applicationUrl, pool: 2 });
  alone = new Database({ url: disposable.superuserUrl, pool: 2 });
  reference = new ReferenceService(both);
  await reference.reload();
  identity = new IdentityService(alone, reference);
  writing = new Writing(alone);
});
afterAll(async () => {
  await both.close();
  await alone.close();
  await ground.close();
  await disposable.drop();
});

const id = (name: string): string => ground.ids[name] ?? '';
const idOf = async (sql: string): Promise<string> =>
  (await alone.withTenant(contextOf(null), ({ client }) => client.$queryRawUnsafe<{ id: string }[]>(sql)))[0]?.id ?? '';
const actorOf = async (account: string): Promise<Actor> => {
  const actor = await identity.actorOf(await idOf(`SELECT id FROM person WHERE email = '${account}.example'`));
  if (!actor) throw new Error(`There is no ${account}.`);
  return actor;
};

const SLICE = { first: 100, after: null };
const all = Prisma.sql`true`;
const needs = (): string[] => [id('open'), id('draft')];
const offers = (): string[] => [id('awaiting'), id('hidden'), id('shown')];
const idsIn = async ({ client }: Tx, table: string): Promise<string[]> =>
  (await client.$queryRawUnsafe<{ id: string }[]>(`SELECT id FROM "${table}" ORDER BY id`)).map((row) => row.id);

/** Everything that the application reads through a sight. */
const readings: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'needs, listed': (tx) => needPage(tx, all, SLICE),
  'needs, counted': (tx) => countNeeds(tx, all),
  'needs, by id': (tx) => needsByIds(tx, needs()),
  'offers, listed': (tx) => offerPage(tx, all, SLICE),
  'offers, counted': (tx) => countOffers(tx, all),
  'offers, by id': (tx) => offersByIds(tx, offers()),
  'what specialists say of themselves': async (tx) => (await claimsOf(tx, offers())).filter(({ evidence }) => evidence !== null),
  'matches of needs': async (tx) => [...(await matchPages(tx, 'need', needs(), 'ELIGIBLE', SLICE)).values()],
  'matches of offers': async (tx) => [...(await matchPages(tx, 'offer', offers(), 'ELIGIBLE', SLICE)).values()],
  'matches, counted': async (tx) => [...(await countMatches(tx, 'need', needs(), 'ELIGIBLE'))],
  'history of needs': (tx) => historyOf(tx, 'need', needs()),
  'history of offers': (tx) => historyOf(tx, 'offer', offers()),
  'people, by id': async (tx) => peopleByIds(tx, await idsIn(tx, 'person')),
  'members, by id': async (tx) => membersByIds(tx, await idsIn(tx, 'membership')),
  'members, counted': (tx) => countMembers(tx, membersOf(tx, id('lender'), { role: null, includeEnded: true })),
  'invitations, by id': async (tx) => invitationsByIds(tx, await idsIn(tx, 'invitation')),
  'invitations, counted': (tx) => countInvitations(tx, invitationsOf(tx, id('lender'), true)),
  'programs, by id': async (tx) => serviceAccountsByIds(tx, await idsIn(tx, 'service_account')),
  'programs, counted': (tx) => countServiceAccounts(tx, serviceAccountsOf(tx, id('lender'), true)),
  tokens: async (tx) => tokensOf(tx, await idsIn(tx, 'service_account')),
  'names in the audit': async (tx) =>
    (
      await auditPage(tx, eventsOf(id('lender'), { from: null, to: null, act: null, actorId: null, thing: null, thingId: null }), SLICE)
    ).rows
      .map(({ actorName }) => actorName)
      .filter((name) => name !== null),
};

/** What is looked up by ids comes in no order. */
const inOrder = (read: unknown): unknown =>
  Array.isArray(read) ? read.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : read;

const accounts = [
  'manager@3426',
  'caseworker@3426',
  'manager@3427',
  'orgadmin@3427',
  'specialist1@3427',
  'specialist2@3427',
  'manager@3430',
];
const others = ['manager@3428', 'broker@34', 'broker@50'];

describe('without row security the application alone', () => {
  it.each([null, ...accounts, ...others])('shows %s what it shows with it', async (account) => {
    const context = contextOf(account === null ? null : await actorOf(account));
    for (const [what, read] of Object.entries(readings)) {
      expect([what, inOrder(await alone.withTenant(context, read))]).toEqual([what, inOrder(await both.withTenant(context, read))]);
    }
  });

  it('shows the parties more than others', async () => {
    const length = async (account: string, what: string): Promise<number> =>
      JSON.stringify(await alone.withTenant(contextOf(await actorOf(account)), readings[what] ?? (() => Promise.resolve(null)))).length;
    for (const what of ['needs, by id', 'matches of needs', 'history of needs'])
      expect(await length('manager@3426', what)).toBeGreaterThan(await length('manager@3428', what));
    for (const what of ['offers, by id', 'what specialists say of themselves', 'history of offers'])
      expect(await length('specialist1@3427', what)).toBeGreaterThan(await length('manager@3428', what));
    for (const what of ['people, by id', 'members, by id', 'invitations, by id', 'programs, by id', 'tokens'])
      expect(await length('orgadmin@3427', what)).toBeGreaterThan(await length('broker@50', what));
  });
});

/** Somebody who does what follows, though their role, right or organisation does not give it. */
type Attempt = (actor: Actor) => Promise<Result<unknown>>;

const codeOf = async (attempt: Promise<Result<unknown>>): Promise<string> => {
  const result = await attempt;
  return result.ok ? 'allowed' : result.refusal.code;
};
const withRights = (actor: Actor, rights: readonly Right[]): Actor => ({
  ...actor,
  memberships: actor.memberships.map((membership): ActiveMembership => ({ ...membership, rights })),
});

const LENDER = '3427';
const edit = (name: string) => ({ id: id(name), revision: 1 });
const need = (borrower: string): NeedDraft => ({ borrower }) as NeedDraft;
const offer = (lender: string): OfferDraft => ({ lender }) as OfferDraft;
const ending = { from: '2027-01-04', reason: 'x' };
const noRole = {} as RoleDraft;
const page = { includeEnded: true };

describe('without row security the application alone refuses', () => {
  const release = { permanentEmployee: true, maxMinutesPerWeek: null, until: null, engagements: null, preApproved: false };
  const membership = (): Promise<string> => idOf(`SELECT id FROM membership WHERE person_id = '${id('specialist')}'`);

  const attempts: Readonly<Record<string, readonly [who: string, attempt: Attempt, code: string]>> = {
    'to list people': ['specialist1@3427', (actor) => identity.people(actor, LENDER, null), 'FORBIDDEN'],
    'to list people of others': ['manager@3426', (actor) => identity.people(actor, LENDER, null), 'FORBIDDEN'],
    'to post for others': [
      'manager@3428',
      (actor) => new NeedsService(writing, reference).post(actor, need('3426'), false, null),
      'FORBIDDEN',
    ],
    'to post, to a specialist': [
      'specialist1@3427',
      (actor) => new NeedsService(writing, reference).post(actor, need(LENDER), true, null),
      'FORBIDDEN',
    ],
    'to revise what is open, to a case worker': [
      'caseworker@3426',
      (actor) => new NeedsService(writing, reference).revise(actor, edit('open'), need('3426'), false, null),
      'FORBIDDEN',
    ],
    'to hold a need of others': [
      'manager@3428',
      (actor) => new NeedStepsService(writing, reference).hold(actor, edit('open'), 'x', null),
      'FORBIDDEN',
    ],
    'to widen elsewhere': [
      'broker@50',
      (actor) => new NeedsService(writing, reference).widen(actor, edit('open'), 'COUNTY', 'x', null),
      'FORBIDDEN',
    ],
    'to publish for others': [
      'manager@3428',
      (actor) => new OffersService(writing, reference).publish(actor, offer(LENDER), id('specialist'), false, null),
      'FORBIDDEN',
    ],
    'to release without the right': [
      'manager@3427',
      (actor) => new ReleaseService(writing).release(withRights(actor, ['POST']), edit('awaiting'), release, null),
      'FORBIDDEN',
    ],
    'to agree for the specialist': [
      'manager@3427',
      (actor) => new ReleaseService(writing).agree(actor, edit('awaiting'), null),
      'FORBIDDEN',
    ],
    'to release one’s own hours': [
      'specialist1@3427',
      (actor) => new ReleaseService(writing).release(withRights(actor, ['RELEASE']), edit('awaiting'), release, null),
      'FORBIDDEN',
    ],
    'to give roles': [
      'manager@3427',
      (actor) => new RolesService(writing, reference).grant(actor, LENDER, id('specialist'), noRole, null),
      'FORBIDDEN',
    ],
    'to end roles': [
      'manager@3427',
      async (actor) => new RolesService(writing, reference).end(actor, await membership(), ending, null),
      'FORBIDDEN',
    ],
    'to know of roles elsewhere': [
      'manager@3428',
      async (actor) => new RolesService(writing, reference).end(actor, await membership(), ending, null),
      'NOT_FOUND',
    ],
    'to invite': [
      'manager@3427',
      (actor) => new InvitationsService(writing, reference).invite(actor, LENDER, 'x@y.example', noRole, null),
      'FORBIDDEN',
    ],
    'to make programs': [
      'manager@3427',
      (actor) => new ProgramsService(writing, reference).make(actor, LENDER, { name: '', scopes: [], reason: '' }, null),
      'FORBIDDEN',
    ],
    'to list members': [
      'manager@3427',
      (actor) => new AdministrationQueries(alone, reference).members(actor, LENDER, { role: null, ...page }, SLICE),
      'NOT_FOUND',
    ],
  };

  it.each(Object.entries(attempts))('%s', async (_, [who, attempt, code]) => {
    expect(await codeOf(attempt(await actorOf(who)))).toBe(code);
  });

  /** What others don't see they can't touch either: here managers see what administrators do, and still may not. */
  it('to withdraw an invitation, and to issue a token, to whoever sees them', async () => {
    const table = policy as Record<string, readonly Grant[]>;
    const kept = { ...table };
    const managers: readonly Grant[] = [{ role: 'MANAGER', relation: 'ORGANISATION' }];
    Object.assign(table, { 'see-members': managers, 'see-programs': managers });
    try {
      const manager = await actorOf('manager@3427');
      const invitation = await idOf('SELECT id FROM invitation');
      expect(await codeOf(new InvitationsService(writing, reference).withdraw(manager, invitation, null))).toBe('NOT_FOUND');
      const program = await idOf('SELECT id FROM service_account');
      expect(await codeOf(new ProgramsService(writing, reference).issueToken(manager, program, '2027-01-04', null))).toBe('NOT_FOUND');
    } finally {
      Object.assign(table, kept);
    }
  });
});
