import { guardsOf, type GuardMutant } from '../mutant.js';

/** Use cases without row security: nobody else stands behind these guards there. */
const refusing = { spec: 'libs/core/src/application-refuses.int-spec.ts' };
export const showing = { spec: 'libs/core/src/application-shows.int-spec.ts' };
const anybody = '(actor.memberships[0] ?? null)';
const core = 'libs/core/src';

const opened = (name: string): [string, string, string] => [
  `${name} opened`,
  `export function ${name}(tx: Tx): Prisma.Sql {`,
  `export function ${name}(tx: Tx): Prisma.Sql {\n  if (tx.now) return all;`,
];

/** The same question twice in one file, told apart by what follows it. */
const onSeen = (next: string, asked = `authorize(actor, 'give-roles', seen)`): string => `${asked};
      if (!administrator) return refuse('NOT_FOUND', ['invitationId'], 'not-found', undefined);
      ${next}`;

/** Who may do what, in the services; and what the sights leave of lists. */
export const useCases: readonly GuardMutant[] = [
  ...guardsOf(`${core}/identity/identity.service.ts`, refusing, [
    ['who lists people', `authorize(actor, 'see-people', { organisationId })`, anybody],
  ]),
  ...guardsOf(`${core}/offers/offer-change.ts`, refusing, [
    ['who changes an offer', `authorize(actor, own ? 'offer-own-hours' : 'release-hours', concerned)`, anybody],
  ]),
  ...guardsOf(`${core}/offers/offers.service.ts`, refusing, [
    [
      'who publishes',
      `authorize(actor, own ? 'offer-own-hours' : 'release-hours', {
      organisationId: lender.value.id,
      personId: specialistId ?? actor.personId,
    })`,
      anybody,
    ],
  ]),
  ...guardsOf(`${core}/offers/release.service.ts`, refusing, [
    ['who agrees', `(hand.party === 'SPECIALIST' ? null : refuse('FORBIDDEN', [], 'only-the-specialist', undefined))`, 'null'],
    ['nobody releases their own', `party === 'SPECIALIST' ? refuse('FORBIDDEN', [], 'own-release', undefined) : null`, 'null'],
  ]),
  ...guardsOf(`${core}/needs/needs.service.ts`, refusing, [
    ['who posts', `authorize(actor, 'post-need', { organisationId: borrower.value.id })`, anybody],
    ['who drafts', `authorize(actor, 'draft-need', { organisationId: borrower.value.id })`, anybody],
    ['who revises what is open', `!authorize(actor, 'post-need', { organisationId: need.borrowerId })`, 'false'],
  ]),
  ...guardsOf(`${core}/needs/need-change.ts`, refusing, [
    ['who changes a need', 'authorize(actor, permitted.action, { organisationId: seen.borrowerId, counties })', anybody],
  ]),
  ...guardsOf(`${core}/organisations/roles.service.ts`, refusing, [
    [
      'who gives roles',
      `authorize(actor, 'give-roles', { organisationId });\n    if (!administrator) return`,
      `${anybody};\n    if (!administrator) return`,
    ],
    [
      'who ends roles',
      `authorize(actor, 'give-roles', { organisationId });\n    if (!administrator) {`,
      `${anybody};\n    if (!administrator) {`,
    ],
    ['who knows of roles', `authorize(actor, 'see-people', { organisationId }) !== null`, 'true'],
  ]),
  ...guardsOf(`${core}/organisations/programs.service.ts`, refusing, [
    ['who makes programs', `authorize(actor, 'make-service-accounts', { organisationId })`, anybody],
    ['who changes programs', `authorize(actor, 'make-service-accounts', seen)`, anybody],
  ]),
  ...guardsOf(`${core}/organisations/invitations.service.ts`, refusing, [
    ['who invites', `authorize(actor, 'give-roles', { organisationId })`, anybody],
    ['who sends again', onSeen('const { organisationId } = seen;'), onSeen('const { organisationId } = seen;', anybody)],
    ['who withdraws', onSeen('await actFor(tx, seen.organisationId);'), onSeen('await actFor(tx, seen.organisationId);', anybody)],
  ]),
  ...guardsOf(`${core}/organisations/administration.queries.ts`, refusing, [
    ['who reads what an organisation administers', 'authorize(actor, action, { organisationId: organisation.value.id })', anybody],
  ]),
  ...guardsOf(`${core}/sights/sights.ts`, showing, [
    ...['needInSight', 'lenderSideInSight', 'listingInSight', 'matchInSight', 'stepInSight', 'whyInSight', 'personInSight'].map(opened),
    ['lenderInSight opened', 'Prisma.sql`(NOT ll.hidden OR o.id IS NOT NULL)`', 'all'],
    [
      'steps for nobody',
      'if (viewer.personId === null) return Prisma.sql`false`;\n  return Prisma.sql`(t.visible',
      'return Prisma.sql`(t.visible',
    ],
    ['listings for nobody', 'viewer.personId === null ? Prisma.sql`false` : Prisma.sql`(l.visible', 'Prisma.sql`(l.visible'],
    ['brokers of any county', 'rc.county_code = ANY (${counties})', '(rc.county_code = ANY (${counties}) OR true)'],
  ]),
  ...guardsOf(`${core}/organisations/in-sight.ts`, showing, [
    ['administeredInSight opened', 'organisations.length === 0 ? Prisma.sql`false` :', 'organisations.length === 0 ? Prisma.sql`true` :'],
  ]),
  ...guardsOf(`${core}/organisations/audit-log-rows.ts`, showing, [
    ['nameInSight opened', 'p.erased_at IS NULL AND (p.id =', 'p.erased_at IS NULL AND (true OR p.id ='],
  ]),
];
