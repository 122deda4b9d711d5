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
import { type Alone, openAlone } from './application-alone.spec-support.js';
import { NeedStepsService } from './needs/need-steps.service.js';
import { NeedsService } from './needs/needs.service.js';
import { OffersService } from './offers/offers.service.js';
import { ReleaseService } from './offers/release.service.js';
import { AdministrationQueries } from './organisations/administration.queries.js';
import { InvitationsService } from './organisations/invitations.service.js';
import { ProgramsService } from './organisations/programs.service.js';
import { RolesService } from './organisations/roles.service.js';
import { Writing } from './writing/index.js';

let world: Alone;
let writing: Writing;
beforeAll(async () => {
  world = await openAlone();
  writing = new Writing(world.alone);
});
afterAll(() => world.close());

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
const edit = (name: string) => ({ id: world.id(name), revision: 1 });
const need = (borrower: string): NeedDraft => ({ borrower }) as NeedDraft;
const offer = (lender: string): OfferDraft => ({ lender }) as OfferDraft;
const ending = { from: '2027-01-04', reason: 'x' };
const noRole = {} as RoleDraft;
const page = { includeEnded: true };

describe('without row security the application alone refuses', () => {
  const release = { permanentEmployee: true, maxMinutesPerWeek: null, until: null, engagements: null, preApproved: false };
  const membership = (): Promise<string> => world.idOf(`SELECT id FROM membership WHERE person_id = '${world.id('specialist')}'`);

  const attempts: Readonly<Record<string, readonly [who: string, attempt: Attempt, code: string]>> = {
    'to list people': ['specialist1@3427', (actor) => world.identity.people(actor, LENDER, null), 'FORBIDDEN'],
    'to list people of others': ['manager@3426', (actor) => world.identity.people(actor, LENDER, null), 'FORBIDDEN'],
    'to post for others': [
      'manager@3428',
      (actor) => new NeedsService(writing, world.reference).post(actor, need('3426'), false, null),
      'FORBIDDEN',
    ],
    'to post, to a specialist': [
      'specialist1@3427',
      (actor) => new NeedsService(writing, world.reference).post(actor, need(LENDER), true, null),
      'FORBIDDEN',
    ],
    'to revise what is open, to a case worker': [
      'caseworker@3426',
      (actor) => new NeedsService(writing, world.reference).revise(actor, edit('open'), need('3426'), false, null),
      'FORBIDDEN',
    ],
    'to hold a need of others': [
      'manager@3428',
      (actor) => new NeedStepsService(writing, world.reference).hold(actor, edit('open'), 'x', null),
      'FORBIDDEN',
    ],
    'to widen elsewhere': [
      'broker@50',
      (actor) => new NeedsService(writing, world.reference).widen(actor, edit('open'), 'COUNTY', 'x', null),
      'FORBIDDEN',
    ],
    'to publish for others': [
      'manager@3428',
      (actor) => new OffersService(writing, world.reference).publish(actor, offer(LENDER), world.id('specialist'), false, null),
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
      (actor) => new RolesService(writing, world.reference).grant(actor, LENDER, world.id('specialist'), noRole, null),
      'FORBIDDEN',
    ],
    'to end roles': [
      'manager@3427',
      async (actor) => new RolesService(writing, world.reference).end(actor, await membership(), ending, null),
      'FORBIDDEN',
    ],
    'to know of roles elsewhere': [
      'manager@3428',
      async (actor) => new RolesService(writing, world.reference).end(actor, await membership(), ending, null),
      'NOT_FOUND',
    ],
    'to invite': [
      'manager@3427',
      (actor) => new InvitationsService(writing, world.reference, 'LINK').invite(actor, LENDER, 'x@y.example', noRole, null),
      'FORBIDDEN',
    ],
    'to make programs': [
      'manager@3427',
      (actor) => new ProgramsService(writing, world.reference).make(actor, LENDER, { name: '', scopes: [], reason: '' }, null),
      'FORBIDDEN',
    ],
    'to list members': [
      'manager@3427',
      (actor) =>
        new AdministrationQueries(world.alone, world.reference).members(
          actor,
          LENDER,
          { role: null, ...page },
          { first: 100, after: null },
        ),
      'NOT_FOUND',
    ],
  };

  it.each(Object.entries(attempts))('%s', async (_, [who, attempt, code]) => {
    expect(await codeOf(attempt(await world.actorOf(who)))).toBe(code);
  });

  /** What others don't see they can't touch either: here managers see what administrators do, and still may not. */
  it('to withdraw an invitation, and to issue a token, to whoever sees them', async () => {
    const table = policy as Record<string, readonly Grant[]>;
    const kept = { ...table };
    const managers: readonly Grant[] = [{ role: 'MANAGER', relation: 'ORGANISATION' }];
    Object.assign(table, { 'see-members': managers, 'see-programs': managers });
    try {
      const manager = await world.actorOf('manager@3427');
      const invitation = await world.idOf('SELECT id FROM invitation');
      expect(await codeOf(new InvitationsService(writing, world.reference, 'LINK').withdraw(manager, invitation, null))).toBe('NOT_FOUND');
      expect(await codeOf(new InvitationsService(writing, world.reference, 'LINK').resend(manager, invitation, null))).toBe('NOT_FOUND');
      const program = await world.idOf('SELECT id FROM service_account');
      expect(await codeOf(new ProgramsService(writing, world.reference).issueToken(manager, program, '2027-01-04', null))).toBe(
        'NOT_FOUND',
      );
    } finally {
      Object.assign(table, kept);
    }
  });
});
