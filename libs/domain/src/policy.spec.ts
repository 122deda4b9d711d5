import type { ActiveMembership, Actor } from './actor.js';
import { type Action, authorize, policy, whereAllowed } from './policy.js';

/**
 * Who may what, written down a second time from product.md: O in the own organisation, S where it is about themselves, R where the region
 * touches their county.
 */
const table = `
                       manager +POST +RELEASE case-worker specialist broker admin platform NEEDS_READ NEEDS_WRITE OFFERS_READ PEOPLE_READ AUDIT_READ
draft-need             -       O     -        O           -          -      -     -        -          O           -           -           -
submit-need            -       -     -        O           -          -      -     -        -          -           -           -           -
post-need              -       O     -        -           -          -      -     -        -          O           -           -           -
widen-search           -       O     -        -           -          R      -     -        -          O           -           -           -
see-draft-need         O       O     O        O           -          -      -     -        O          O           -           -           -
see-matches-of-need    O       O     O        O           -          R      -     -        O          O           -           -           -
see-why-of-need        O       O     O        O           -          R      -     -        O          O           -           -           -
offer-own-hours        -       -     -        -           S          -      -     -        -          -           -           -           -
release-hours          -       -     O        -           -          -      -     -        -          -           -           -           -
see-unpublished-offer  O       O     O        -           S          -      -     -        -          -           O           -           -
see-matches-of-offer   O       O     O        -           S          -      -     -        -          -           O           -           -
see-people             O       O     O        -           -          -      O     -        -          -           -           O           -
see-members            -       -     -        -           -          -      O     -        -          -           -           -           -
see-programs           -       -     -        -           -          -      O     -        -          -           -           -           -
give-roles             -       -     -        -           -          -      O     -        -          -           -           -           -
make-service-accounts  -       -     -        -           -          -      O     -        -          -           -           -           -
read-audit             -       -     -        -           -          -      O     -        -          -           -           -           O
`;

const [heads = [], ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([action = '', ...may]) =>
  may.map((letter, column) => [heads[column] ?? '', action as Action, letter] as const),
);

const membership: ActiveMembership = {
  ...{ organisation: { id: 'own', code: '3426' }, countyCode: '34', role: 'MANAGER', rights: ['APPROVE', 'SIGN'], scopes: [], unit: null },
  ...{ amountLimitOre: null, deputyFor: null, delegationReference: null, from: '2026-01-01', to: null },
};
const holders: Readonly<Record<string, Partial<ActiveMembership>>> = {
  manager: {},
  '+POST': { rights: ['POST'] },
  '+RELEASE': { rights: ['RELEASE'] },
  'case-worker': { role: 'CASE_WORKER', rights: ['POST', 'RELEASE'] },
  specialist: { role: 'SPECIALIST' },
  broker: { role: 'BROKER' },
  admin: { role: 'ORG_ADMIN' },
  platform: { role: 'PLATFORM_ADMIN' },
};
const holding = (head: string): Actor => {
  const held = holders[head] ?? { role: 'SERVICE_ACCOUNT', scopes: [head as ActiveMembership['scopes'][number]] };
  return { personId: 'self', name: '', language: 'nb', demonstration: false, memberships: [{ ...membership, ...held }] };
};

/** Where somebody may, as letters; ! for what nobody may on account of one role. */
function found(actor: Actor, action: Action): string {
  const may = (organisationId: string, personId: string, counties: string[]): boolean =>
    authorize(actor, action, { organisationId, personId, counties }) !== null;
  const own = may('own', 'another', []);
  const letters = [
    own && 'O',
    may('own', 'self', []) && !own && 'S',
    may('other', 'another', ['34', '50']) && 'R',
    (may('other', 'self', ['50']) || may('other', 'another', [])) && '!',
  ];
  return letters.filter(Boolean).join('') || '-';
}

describe('the policy', () => {
  it('has these actions', () => expect(Object.keys(policy)).toEqual(rows.map(([action]) => action)));

  it.each(cells)('lets %s %s: %s', (head, action, letter) => {
    const actor = holding(head);
    expect(found(actor, action)).toBe(letter);
    expect(whereAllowed(actor, action)).toEqual({ organisations: letter === 'O' ? ['own'] : [], counties: letter === 'R' ? ['34'] : [] });
  });

  it('lets nobody broker from where no county is', () => {
    const actor = { ...holding('broker'), memberships: [{ ...membership, role: 'BROKER' as const, countyCode: null }] };
    expect(authorize(actor, 'widen-search', { organisationId: 'other', counties: ['34'] })).toBeNull();
  });
});
