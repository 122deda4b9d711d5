import fc from 'fast-check';
import { type Role, roles, type Scope, scopes } from './actor.js';
import type { KnownOrganisation } from './register.js';
import { checkEmail, checkTokenEnd, checkRole, checkServiceAccount, type RoleDraft } from './role-draft.js';

const TODAY = '2026-11-23';
const tolga: KnownOrganisation = { id: '1', code: '3426', name: 'Tolga', kind: 'MUNICIPALITY' };
const innlandet: KnownOrganisation = { id: '2', code: '34', name: 'Innlandet', kind: 'COUNTY' };
const oslo: KnownOrganisation = { id: '3', code: '0301', name: 'Oslo', kind: 'MUNICIPALITY' };
const council: KnownOrganisation = { id: '4', code: 'fjellregionen', name: 'Fjellregionen', kind: 'BODY' };

const manager: RoleDraft = {
  ...{ role: 'MANAGER', rights: ['POST', 'SIGN'], unit: 'Helse', amountLimitOre: 50_000_000, deputyFor: null, delegationReference: null },
  ...{ from: TODAY, to: null, reason: 'Ny kommunalsjef' },
};
const plain = (role: Role): RoleDraft => ({ ...manager, role, rights: [], amountLimitOre: null });

/** Where a role is refused, or null. */
const refusedAt = (more: Partial<RoleDraft>, organisation = tolga): string | null => {
  const checked = checkRole({ ...manager, ...more }, organisation, TODAY);
  return checked.ok ? null : `${checked.refusal.code} ${checked.refusal.path.join('.')}`;
};

describe('a role that is given', () => {
  it('is kept without surrounding space, and empty texts as none', () => {
    const checked = checkRole({ ...manager, unit: '  ', reason: ' Ny kommunalsjef ' }, tolga, TODAY);
    expect(checked).toMatchObject({ ok: true, value: { unit: null, reason: 'Ny kommunalsjef' } });
  });

  it.each<[string, Partial<RoleDraft>]>([
    ['from today', { from: TODAY }],
    ['for a single day', { from: TODAY, to: TODAY }],
    ['from a day within a year', { from: '2027-11-24' }],
    ['with no more than nothing', { amountLimitOre: 0 }],
    ['to a deputy with a delegation', { deputyFor: 'Kari Nordmann', delegationReference: 'K-sak 12/2026' }],
  ])('%s is possible', (_, more) => expect(refusedAt(more)).toBeNull());

  it.each<[string, Partial<RoleDraft>, string]>([
    ['from yesterday', { from: '2026-11-22' }, 'from'],
    ['from a day that is too far away', { from: '2027-11-25' }, 'from'],
    ['from a day that does not exist', { from: '2027-02-29' }, 'from'],
    ['to a day before it begins', { to: '2026-11-22' }, 'to'],
    ['to a day that does not exist', { to: '2027-13-01' }, 'to'],
    ['with an amount below nothing', { amountLimitOre: -1 }, 'amountLimitOre'],
    ['with an amount that is no whole number', { amountLimitOre: 0.5 }, 'amountLimitOre'],
    ['with a right twice', { rights: ['SIGN', 'SIGN'] }, 'rights'],
    ['to a deputy without a delegation', { deputyFor: 'Kari Nordmann' }, 'delegationReference'],
    ['by a delegation that names nobody', { delegationReference: 'K-sak 12/2026' }, 'deputyFor'],
    ['without a reason', { reason: ' ' }, 'reason'],
    ['with a reason that is too long', { reason: 'x'.repeat(1001) }, 'reason'],
    ['in a unit that can’t be shown', { unit: 'Helse\u202e' }, 'unit'],
  ])('%s is refused', (_, more, path) => expect(refusedAt(more)).toBe(`INVALID_INPUT ${path}`));

  it('makes brokers in counties and in Oslo, and nowhere else', () => {
    expect([innlandet, oslo].map((where) => refusedAt(plain('BROKER'), where))).toEqual([null, null]);
    expect([tolga, council].map((where) => refusedAt(plain('BROKER'), where))).toEqual(['INVALID_INPUT role', 'INVALID_INPUT role']);
  });

  it.each<Role>(['PLATFORM_ADMIN', 'SERVICE_ACCOUNT'])('is not %s, which people do not give', (role) =>
    expect(refusedAt(plain(role))).toBe('INVALID_INPUT role'),
  );

  it('is never the platform’s administrator or a program, and rights and amounts are managers’, whatever else is said', () => {
    const draft = fc.record<RoleDraft>({
      role: fc.constantFrom(...roles),
      rights: fc.uniqueArray(fc.constantFrom('POST', 'RELEASE', 'APPROVE', 'SIGN')),
      unit: fc.option(fc.string()),
      amountLimitOre: fc.option(fc.integer()),
      deputyFor: fc.option(fc.string()),
      delegationReference: fc.option(fc.string()),
      from: fc.constantFrom('2026-11-22', TODAY, '2026-12-01', 'now'),
      to: fc.option(fc.constantFrom('2026-11-22', TODAY, '2027-01-01', '')),
      reason: fc.string(),
    });
    fc.assert(
      fc.property(draft, fc.constantFrom(tolga, innlandet, oslo, council), (asked, where) => {
        const checked = checkRole(asked, where, TODAY);
        if (!checked.ok) return checked.refusal.code === 'INVALID_INPUT' && (checked.refusal.path[0] ?? '') in asked;
        const { role, rights, amountLimitOre, deputyFor, delegationReference, from, to, reason } = checked.value;
        return (
          !['PLATFORM_ADMIN', 'SERVICE_ACCOUNT'].includes(role) &&
          (role === 'MANAGER' || (rights.length === 0 && amountLimitOre === null)) &&
          (amountLimitOre ?? 0) >= 0 &&
          (deputyFor === null) === (delegationReference === null) &&
          from >= TODAY &&
          (to === null || to >= from) &&
          reason.length > 0 &&
          (role !== 'BROKER' || where === innlandet || where === oslo)
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an e-mail address', () => {
  it('is kept in lower case', () =>
    expect(checkEmail(' Kari.Nordmann@Tolga.kommune.NO ')).toEqual({ ok: true, value: 'kari.nordmann@tolga.kommune.no' }));
  it.each(['kari+torg@tolga.kommune.no', 'åse@blåbær.no'])('may be %s', (text) => expect(checkEmail(text)).toMatchObject({ ok: true }));
  it.each([
    '',
    'kari',
    'kari@',
    '@tolga.no',
    'kari@tolga',
    'kari@tolga..no',
    'a b@tolga.no',
    'kari@tolga.no, ola@tolga.no',
    'Kari <kari@tolga.no>',
    `${'x'.repeat(250)}@a.no`,
  ])('is not «%s»', (text) => expect(checkEmail(text)).toMatchObject({ refusal: { code: 'INVALID_INPUT', path: ['email'] } }));
});

describe('a program', () => {
  const draft = { name: ' Visma ', scopes: ['NEEDS_READ'] as Scope[], reason: 'HR-systemet' };
  it('has a name, scopes and a reason', () => expect(checkServiceAccount(draft)).toMatchObject({ ok: true, value: { name: 'Visma' } }));
  it.each<[Partial<typeof draft>, string]>([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: [scopes[0], scopes[0]] }, 'scopes'],
    [{ reason: '' }, 'reason'],
  ])('is refused with %j', (more, path) => expect(checkServiceAccount({ ...draft, ...more })).toMatchObject({ refusal: { path: [path] } }));

  it.each([TODAY, '2026-12-31', '2027-11-23'])('may have a token until %s', (day) =>
    expect(checkTokenEnd(day, TODAY)).toEqual({ ok: true, value: day }),
  );
  it.each(['2026-11-22', '2027-11-24', '2027-02-30'])('may have none until %s', (day) =>
    expect(checkTokenEnd(day, TODAY)).toMatchObject({ refusal: { path: ['lastDay'] } }),
  );
});
