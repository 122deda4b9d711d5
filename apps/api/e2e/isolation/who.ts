import type { Actor, Thing } from './ground.js';

/**
 * Who stands how to a thing, in the words of product.md's "Who sees what" and of POLICY.md. None of it asks the policy table: what is checked
 * here may not be what it is checked by.
 */
export type Who = (actor: Actor, thing: Thing) => boolean;

const holds = (actor: Actor, { organisation }: Thing, role: string, also: { right?: string; scope?: string } = {}): boolean =>
  organisation !== null &&
  actor.roles.some(
    (held) =>
      held.organisation === organisation &&
      held.role === role &&
      (also.right === undefined || held.rights.includes(also.right)) &&
      (also.scope === undefined || held.scopes.includes(also.scope)),
  );

/** Somebody with a role in the thing's organisation. */
const as =
  (role: string, right?: string): Who =>
  (actor, thing) =>
    holds(actor, thing, role, right === undefined ? {} : { right });

/** A program of the thing's organisation with a scope. */
const program =
  (scope: string): Who =>
  (actor, thing) =>
    holds(actor, thing, 'SERVICE_ACCOUNT', { scope });

export const any =
  (...ways: readonly Who[]): Who =>
  (actor, thing) =>
    ways.some((way) => way(actor, thing));

const isPublic: Who = (_, { open }) => open;
export const and =
  (...all: readonly Who[]): Who =>
  (actor, thing) =>
    all.every((one) => one(actor, thing));

export const everybody: Who = () => true;
export const nobody: Who = () => false;
/** Whoever holds no role is turned away at the door; what is public is no secret from them. */
export const signedIn: Who = ({ personId }) => personId !== null;
/** What is one's own: the person's themselves, or made by them. */
export const oneself: Who = ({ personId }, { person }) => personId !== null && personId === person;

export const broker: Who = ({ roles }, { county }) =>
  roles.some(({ role, organisation }) => role === 'BROKER' && county !== null && organisation === county);

export const caseWorker = as('CASE_WORKER');
const manager = as('MANAGER');
/** Managers and case workers of the borrower, and its programs that may read or write needs. */
export const borrowersPeople = any(manager, caseWorker, program('NEEDS_READ'), program('NEEDS_WRITE'));
/** Who decides on a borrower's needs. */
export const posters = any(as('MANAGER', 'POST'), program('NEEDS_WRITE'));
export const drafters = any(posters, caseWorker);
/** The specialist, the lender's managers, and its programs that may read offers. */
export const lendersSide = any(oneself, manager, program('OFFERS_READ'));
export const specialist: Who = (actor, thing) => as('SPECIALIST')(actor, thing);
export const releasers = as('MANAGER', 'RELEASE');
/** The specialist's name: for themselves and the lender's managers; a program needs the scope for names beside that for offers. */
export const seesSpecialist = any(oneself, manager, and(program('OFFERS_READ'), program('PEOPLE_READ')));
/** Who sees who works in an organisation. */
export const staffers = any(manager, as('ORG_ADMIN'), program('PEOPLE_READ'));
export const administrators = as('ORG_ADMIN');
export const auditors = any(administrators, program('AUDIT_READ'));
/** A case worker knows who the managers and case workers are that act on the same needs. */
export const deskMates = any(caseWorker, program('NEEDS_READ'), program('NEEDS_WRITE'));

/** From OPEN on everyone who is signed in; before that the borrower's people. */
export const seesNeed = any(and(signedIn, isPublic), borrowersPeople);
/** From AVAILABLE on everyone who is signed in; before that the lender's side. */
export const seesOffer = any(and(signedIn, isPublic), lendersSide);
/** The lender, unless the specialist shows the region only; the lender's side knows. */
export const seesLender = any(
  and(seesOffer, (_, { hidden }) => !hidden),
  lendersSide,
);
/** All matches of a need: the borrower's people, those of a co-borrower, and the brokers of the region. */
export const seesMatchesOfNeed = any(
  borrowersPeople,
  (actor, thing) => thing.coBorrowers.some((organisation) => borrowersPeople(actor, { ...thing, organisation })),
  and(broker, isPublic),
);
/** Why something was done to a thing. */
export const seesWhy: Who = (actor, thing) =>
  thing.kind === 'offer' ? lendersSide(actor, thing) : any(borrowersPeople, and(broker, isPublic))(actor, thing);
/** Who may change an offer at all: the specialist their own, managers who may release that of an employee. */
export const handlesOffer: Who = (actor, thing) => (thing.person === actor.personId ? specialist(actor, thing) : releasers(actor, thing));
