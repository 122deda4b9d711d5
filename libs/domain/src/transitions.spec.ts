import { needTransitions } from './need-life.js';
import { awaiting, statusFromConsents } from './offer.js';
import { offerTransitions } from './offer-life.js';
import { move, REASON_LENGTH, type TransitionRule } from './transitions.js';

const refusalOf = (moved: ReturnType<typeof move>) => (moved.ok ? null : { code: moved.refusal.code, says: moved.refusal.say('nb') });

describe('a need', () => {
  it('goes from a case worker’s draft to the manager and into the open', () => {
    expect(move(needTransitions, 'draft', null)).toMatchObject({ ok: true, value: { from: null, to: 'DRAFT' } });
    expect(move(needTransitions, 'submit', 'DRAFT')).toMatchObject({ ok: true, value: { to: 'SUBMITTED' } });
    expect(move(needTransitions, 'open', 'SUBMITTED')).toMatchObject({ ok: true, value: { to: 'OPEN' } });
  });
  it('goes straight into the open for one who may post', () =>
    expect(move(needTransitions, 'post', null)).toMatchObject({ ok: true, value: { to: 'OPEN' } }));
  it('is returned with a reason, and never without one', () => {
    expect(move(needTransitions, 'return', 'SUBMITTED', { reason: '  Mangler timer i uka. ' })).toEqual({
      ok: true,
      value: { act: 'return', from: 'SUBMITTED', to: 'RETURNED', reason: 'Mangler timer i uka.' },
    });
    const silent = move(needTransitions, 'return', 'SUBMITTED', { reason: '   ' });
    expect(refusalOf(silent)).toEqual({ code: 'INVALID_INPUT', says: 'Skriv en kort begrunnelse.' });
    expect(silent).toMatchObject({ refusal: { path: ['reason'] } });
  });
  it('that was on hold comes back to where its hours say', () => {
    expect(move(needTransitions, 'resume', 'ON_HOLD', { to: 'PARTLY_FILLED' })).toMatchObject({ ok: true, value: { to: 'PARTLY_FILLED' } });
    expect(move(needTransitions, 'resume', 'ON_HOLD')).toMatchObject({ ok: true, value: { to: 'OPEN' } });
    expect(refusalOf(move(needTransitions, 'resume', 'ON_HOLD', { to: 'FILLED' }))?.code).toBe('ILLEGAL_TRANSITION');
  });
  it('that is closed stays closed, and the refusal names the statuses that would do', () =>
    expect(refusalOf(move(needTransitions, 'hold', 'CLOSED'))).toEqual({
      code: 'ILLEGAL_TRANSITION',
      says: 'Det går ikke når status er «Avsluttet». Status må være «Åpent» eller «Delvis dekket».',
    }));
  it('that exists cannot be posted again', () =>
    expect(refusalOf(move(needTransitions, 'post', 'OPEN'))).toEqual({
      code: 'ILLEGAL_TRANSITION',
      says: 'Det går ikke når status er «Åpent».',
    }));
  it('that expired says so in a word that suits needs and offers', () =>
    expect(refusalOf(move(needTransitions, 'hold', 'EXPIRED'))?.says).toMatch(/^Det går ikke når status er «Utløpt»\./));
  it('expires by the rule, without anybody’s reason', () =>
    expect(move(needTransitions, 'expire', 'OPEN')).toMatchObject({ ok: true, value: { to: 'EXPIRED', reason: null } }));
});

describe('a reason', () => {
  it('that is asked for or offered is kept as it was written, without the space around it', () =>
    expect(move(needTransitions, 'hold', 'OPEN', { reason: ' Ferie ' })).toMatchObject({ value: { reason: 'Ferie' } }));
  it('may be left out where it is optional', () => {
    expect(move(needTransitions, 'hold', 'OPEN')).toMatchObject({ ok: true, value: { reason: null } });
    expect(move(needTransitions, 'hold', 'OPEN', { reason: null })).toMatchObject({ ok: true, value: { reason: null } });
  });
  it('has at most a thousand characters', () => {
    expect(move(needTransitions, 'hold', 'OPEN', { reason: 'a'.repeat(REASON_LENGTH) }).ok).toBe(true);
    expect(refusalOf(move(needTransitions, 'hold', 'OPEN', { reason: 'a'.repeat(REASON_LENGTH + 1) }))).toEqual({
      code: 'INVALID_INPUT',
      says: 'For langt: høyst 1\u00a0000 tegn.',
    });
  });
});

describe('an offer', () => {
  it('waits for the yes that is missing, and is available with both', () => {
    expect(awaiting({ specialist: true, lender: false })).toEqual(['LENDER']);
    expect(awaiting({ specialist: false, lender: false })).toEqual(['SPECIALIST', 'LENDER']);
    expect(awaiting({ specialist: true, lender: true })).toEqual([]);
    expect(statusFromConsents({ specialist: true, lender: false })).toBe('AWAITING_RELEASE');
    expect(statusFromConsents({ specialist: true, lender: true })).toBe('AVAILABLE');
  });
  it('that was not released can be sent again', () =>
    expect(move(offerTransitions, 'publish', 'NOT_RELEASED', { to: 'AWAITING_RELEASE' })).toMatchObject({ ok: true }));
  it('that was withdrawn is gone for good', () => {
    for (const act of ['publish', 'agree', 'release', 'pause', 'resume', 'expire', 'withdraw'] as const) {
      expect(refusalOf(move(offerTransitions, act, 'WITHDRAWN', { reason: 'Feil' }))?.code).toBe('ILLEGAL_TRANSITION');
    }
  });
  it('is refused release with a reason alone', () => {
    expect(refusalOf(move(offerTransitions, 'refuse-release', 'AWAITING_RELEASE'))?.code).toBe('INVALID_INPUT');
    expect(move(offerTransitions, 'refuse-release', 'AWAITING_RELEASE', { reason: 'Vi trenger henne selv' }).ok).toBe(true);
  });
});

const tables: readonly (readonly [string, Readonly<Record<string, TransitionRule<string>>>, string[]])[] = [
  ['need', needTransitions, ['return', 'withdraw']],
  ['offer', offerTransitions, ['refuse-release', 'withdraw']],
];

describe.each(tables)('the table of the %s', (_, table, withReasons) => {
  it('asks for reasons where transitions.md does', () => {
    const asking = Object.entries(table).filter(([, rule]) => rule.reason === 'required');
    expect(asking.map(([act]) => act)).toEqual(withReasons);
  });
  it('leads nowhere from a status that ends everything', () => {
    const left = new Set(Object.values(table).flatMap(({ from }) => from));
    for (const lasting of ['WITHDRAWN', 'EXPIRED', 'CLOSED']) expect(left.has(lasting)).toBe(false);
  });
});
