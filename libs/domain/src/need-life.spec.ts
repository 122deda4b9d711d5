import type { NeedDraft } from './need-draft.js';
import { checkDeadline, checkRevision, checkWidening } from './need-life.js';
import { needStatuses } from './need.js';
import { told } from './register.spec-support.js';

const draftOf = (borrower: string, minutesTotal: number): NeedDraft => ({
  borrower,
  place: null,
  coBorrowers: [],
  title: 'Planlegger',
  description: '',
  requirements: [],
  minutesTotal,
  minutesPerWeek: null,
  minutesMin: null,
  period: { from: '2027-01-04', to: '2027-03-14' },
  answerBy: '2026-12-18',
  engagements: [],
  workMode: 'HYBRID',
  workLanguages: null,
  workLanguageRequired: false,
  statutoryRequirement: null,
  lacks: null,
  barriers: [],
  reliesOnOnePerson: false,
  funding: null,
});
const open = { status: 'OPEN', borrower: '3426', minutesAgreed: 600 } as const;
const draft = draftOf('3426', 7200);

describe('a revision of a need', () => {
  it('may change what was written', () => expect(checkRevision(open, draft, false)).toBeNull());
  it('may not give it to another borrower', () =>
    expect(told(checkRevision(open, draftOf('3427', 7200), false))).toBe('INVALID_INPUT borrowerCode: Dette kan ikke endres etterpå.'));
  it('may go down to what has been agreed, and not below it', () => {
    expect(checkRevision(open, draftOf('3426', 600), false)).toBeNull();
    expect(told(checkRevision(open, draftOf('3426', 599), false))).toBe(
      'CAPACITY_EXCEEDED minutesTotal: Det er allerede avtalt 10 timer. Behovet kan ikke bli mindre enn det.',
    );
  });
  it('does not make a draft of what has been sent, and leaves a draft one', () => {
    expect(told(checkRevision(open, draft, true))).toBe('INVALID_INPUT draft: Dette kan ikke endres etterpå.');
    expect(checkRevision({ ...open, status: 'DRAFT' }, draft, true)).toBeNull();
  });
  it('is possible until it is over', () => {
    const revisable = needStatuses.filter((status) => checkRevision({ ...open, status }, draft, false) === null);
    expect(needStatuses.filter((status) => !revisable.includes(status))).toEqual(['CLOSED', 'WITHDRAWN', 'EXPIRED']);
  });
});

describe('a need whose deadline for answers has passed', () => {
  const late = { answerBy: '2026-11-20' };
  it.each(['submit', 'open', 'resume'] as const)('asks for no more answers by %s', (act) =>
    expect(told(checkDeadline(act, late, '2026-11-21'))).toMatch(/^EXPIRED .*20\. november 2026 er ute/),
  );
  it.each(['hold', 'withdraw', 'close', 'return'] as const)('can still be ended by %s', (act) =>
    expect(checkDeadline(act, late, '2026-11-21')).toBeNull(),
  );
  it('has the whole last day', () => expect(checkDeadline('open', late, '2026-11-20')).toBeNull());
});

describe('how far a search reaches', () => {
  const need = { status: 'OPEN', searchScope: 'SAME_REGION' } as const;
  it('is set wider with a reason, and the status stays', () =>
    expect(told(checkWidening(need, 'COUNTY', 'Ingen svarte'))).toMatchObject({ from: 'OPEN', to: 'OPEN', reason: 'Ingen svarte' }));
  it('is set back as well', () => expect(checkWidening({ ...need, searchScope: 'COUNTY' }, 'SAME_REGION', 'Nok').ok).toBe(true));
  it('is not set without a reason', () =>
    expect(told(checkWidening(need, 'COUNTY', ' \u200b'))).toBe('INVALID_INPUT reason: Skriv en kort begrunnelse.'));
  it('is not set to what it is', () =>
    expect(told(checkWidening(need, 'SAME_REGION', 'Igjen'))).toBe('INVALID_INPUT scope: Søket går allerede så langt: samme region.'));
  it('matters no longer once the need is filled or over', () => {
    const settled = needStatuses.filter((status) => !checkWidening({ ...need, status }, 'COUNTY', 'Ingen svarte').ok);
    expect(settled).toEqual(['FILLED', 'CLOSED', 'WITHDRAWN', 'EXPIRED']);
  });
});
