import { defaultTerms, type OfferDraft } from './offer-draft.js';
import { checkLastDay, checkOfferRevision, isSeen } from './offer-life.js';
import { offerStatuses } from './offer.js';
import { told } from './register.spec-support.js';

const draft: OfferDraft = {
  lender: '3427',
  base: null,
  regionOnly: false,
  hoursBasis: 'INSIDE_POST',
  positionMinutesPerWeek: null,
  terms: defaultTerms,
  headline: 'Arealplanlegger',
  claims: [],
  availability: [],
  engagements: [],
  workMode: 'HYBRID',
  travelLimitKm: null,
  workLanguages: null,
};
const offer = { status: 'AVAILABLE', lender: '3427', specialistId: 'kari' } as const;

describe('a revision of an offer', () => {
  it('may leave the specialist unsaid, or say the same', () => {
    expect(checkOfferRevision(offer, draft, null, false)).toBeNull();
    expect(checkOfferRevision(offer, draft, 'kari', false)).toBeNull();
  });
  it('may not put another specialist there', () =>
    expect(told(checkOfferRevision(offer, draft, 'ola', false))).toBe('INVALID_INPUT specialistId: Dette kan ikke endres etterpå.'));
  it('may not put another lender there', () =>
    expect(told(checkOfferRevision(offer, { ...draft, lender: '3426' }, null, false))).toBe(
      'INVALID_INPUT lenderCode: Dette kan ikke endres etterpå.',
    ));
  it('does not make a draft of what has been sent, and leaves a draft one', () => {
    expect(told(checkOfferRevision(offer, draft, null, true))).toBe('INVALID_INPUT draft: Dette kan ikke endres etterpå.');
    expect(checkOfferRevision({ ...offer, status: 'DRAFT' }, draft, null, true)).toBeNull();
  });
  it('is possible until it is over or has no hours left', () => {
    const revisable = offerStatuses.filter((status) => checkOfferRevision({ ...offer, status }, draft, null, false) === null);
    expect(revisable).toEqual(['DRAFT', 'AWAITING_RELEASE', 'NOT_RELEASED', 'AVAILABLE', 'PAUSED']);
  });
});

describe('an offer whose last day has passed', () => {
  const over = { lastDay: '2026-11-20' };
  it.each(['publish', 'agree', 'release', 'resume'] as const)('is shown to nobody by %s', (act) =>
    expect(told(checkLastDay(act, over, '2026-11-21'))).toMatch(/^EXPIRED .*20\. november 2026/),
  );
  it.each(['refuse-release', 'withdraw'] as const)('can still be ended by %s', (act) =>
    expect(checkLastDay(act, over, '2026-11-21')).toBeNull(),
  );
});

it('is seen by everyone from AVAILABLE on, and stays seen', () => {
  expect(offerStatuses.filter((status) => isSeen(false, status))).toEqual(['AVAILABLE']);
  expect(offerStatuses.filter((status) => isSeen(true, status))).toEqual(offerStatuses);
});
