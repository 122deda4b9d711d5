import { type Database, Prisma, type TenantContext, type Tx } from '@fagtorg/db';
import { type Alone, openAlone } from './application-alone.spec-support.js';
import { historyOf } from './history/history.js';
import { contextOf, peopleByIds } from './identity/index.js';
import { countMatches, matchPages } from './matching/match-rows.js';
import { needsByIds } from './needs/need-rows.js';
import { countNeeds, needPage } from './needs/needs.queries.js';
import { claimsOf, offersByIds } from './offers/offer-rows.js';
import { countOffers, offerPage } from './offers/offers.queries.js';
import { auditPage, eventsOf } from './organisations/audit-log-rows.js';
import { countInvitations, invitationsByIds, invitationsOf } from './organisations/invitation-rows.js';
import { countMembers, membersByIds, membersOf } from './organisations/membership-rows.js';
import { countServiceAccounts, serviceAccountsByIds, serviceAccountsOf, tokensOf } from './organisations/program-rows.js';

let world: Alone;
beforeAll(async () => (world = await openAlone()));
afterAll(() => world.close());

const SLICE = { first: 100, after: null };
const all = Prisma.sql`true`;
const needs = (): string[] => [world.id('open'), world.id('draft')];
const offers = (): string[] => [world.id('awaiting'), world.id('hidden'), world.id('shown')];
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
  'members, counted': (tx) => countMembers(tx, membersOf(tx, world.id('lender'), { role: null, includeEnded: true })),
  'invitations, by id': async (tx) => invitationsByIds(tx, await idsIn(tx, 'invitation')),
  'invitations, counted': (tx) => countInvitations(tx, invitationsOf(tx, world.id('lender'), true)),
  'programs, by id': async (tx) => serviceAccountsByIds(tx, await idsIn(tx, 'service_account')),
  'programs, counted': (tx) => countServiceAccounts(tx, serviceAccountsOf(tx, world.id('lender'), true)),
  tokens: async (tx) => tokensOf(tx, await idsIn(tx, 'service_account')),
  'names in the audit': async (tx) =>
    (
      await auditPage(
        tx,
        eventsOf(world.id('lender'), { from: null, to: null, act: null, actorId: null, thing: null, thingId: null }),
        SLICE,
      )
    ).rows
      .map(({ actorName }) => actorName)
      .filter((name) => name !== null),
};

/** What is looked up by ids comes in no order. */
const inOrder = (read: unknown): unknown =>
  Array.isArray(read) ? read.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : read;

/** All readings in one transaction: as many as there are would take longer than what they read. */
const readAll = (database: Database, context: TenantContext): Promise<Record<string, unknown>> =>
  database.withTenant(context, async (tx) => {
    const all: Record<string, unknown> = {};
    for (const [what, read] of Object.entries(readings)) all[what] = inOrder(await read(tx));
    return all;
  });

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
    const context = contextOf(account === null ? null : await world.actorOf(account));
    const [alone, both] = [await readAll(world.alone, context), await readAll(world.both, context)];
    for (const what of Object.keys(readings)) expect([what, alone[what]]).toEqual([what, both[what]]);
  });

  it('shows the parties more than others', async () => {
    const length = async (account: string, what: string): Promise<number> =>
      JSON.stringify(await world.alone.withTenant(contextOf(await world.actorOf(account)), readings[what] ?? (() => Promise.resolve(null))))
        .length;
    for (const what of ['needs, by id', 'matches of needs', 'history of needs'])
      expect(await length('manager@3426', what)).toBeGreaterThan(await length('manager@3428', what));
    for (const what of ['offers, by id', 'what specialists say of themselves', 'history of offers'])
      expect(await length('specialist1@3427', what)).toBeGreaterThan(await length('manager@3428', what));
    for (const what of ['people, by id', 'members, by id', 'invitations, by id', 'programs, by id', 'tokens'])
      expect(await length('orgadmin@3427', what)).toBeGreaterThan(await length('broker@50', what));
  });
});
