import { becomes, grongNeeds, ground, snåsaOffers, towns, weeksOf } from './grong.spec-support.js';
import type { OfferToMatch } from './judgement.js';
import { judge, rankOffers } from './ranking.js';

const ranked = (offers: readonly OfferToMatch[], need = grongNeeds()): string[] =>
  rankOffers(need, offers, ground).map(({ offerId }) => offerId);

describe('the psychologist from Snåsa for Grong', () => {
  it('is a match that suits in every way', () =>
    expect(judge(grongNeeds(), snåsaOffers({ base: towns.grong, lender: '5041' }), ground)).toMatchObject({
      outcome: 'ELIGIBLE',
      scope: 'SAME_REGION',
      score: 1_000_000,
      feasibleMinutes: 4500,
    }));
  it('loses the weight of what is less than best: 24.5 km, and 60 of 75 hours', () =>
    expect(judge(grongNeeds(), snåsaOffers({ weeks: weeksOf(360) }), ground)).toMatchObject({ score: 200 * 837 + 300 * 800 + 500 * 1000 }));
  it('is nothing when two things are wrong', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ travelLimitKm: 12, engagements: ['SUPERVISION'] }))).toBe('nothing'));
  it('loses the whole of the part that fails, when it is a near miss', () =>
    expect(judge(grongNeeds(), snåsaOffers({ travelLimitKm: 12 }), ground)).toMatchObject({ outcome: 'NEAR_MISS', score: 800_000 }));
});

describe('own staff', () => {
  it('of Grong is never matched with the need of Grong', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ lender: '5045' }))).toBe('nothing'));
  it('of Høylandet is not either, when Høylandet borrows along', () => {
    const offer = snåsaOffers({ lender: '5046' });
    expect(becomes(grongNeeds(), offer)).toBe('match');
    expect(becomes(grongNeeds({ borrowers: ['5045', '5046'] }), offer)).toBe('nothing');
  });
  it('is no near miss when something is short besides', () =>
    expect(becomes(grongNeeds(), snåsaOffers({ lender: '5045', travelLimitKm: 0, base: towns.snåsa }))).toBe('nothing'));

  describe('bought free to run the cooperation', () => {
    const need = grongNeeds({ engagements: ['SECONDMENT', 'BUYOUT'] });
    const own = snåsaOffers({ lender: '5045', engagements: ['SECONDMENT', 'BUYOUT'], partners: true });
    it('is a match inside a partnership, and as buyout alone', () => {
      const shared = judge(need, own, ground)?.criteria.flatMap((result) => (result.criterion === 'ENGAGEMENT' ? result.facts.shared : []));
      expect(shared).toEqual(['BUYOUT']);
    });
    it('is none outside of one', () => {
      expect(becomes(need, { ...own, partners: null })).toBe('nothing');
      expect(becomes(need, { ...own, partners: false })).toBe('nothing');
    });
    it('is none unless both sides name buyout', () => {
      expect(becomes(grongNeeds(), own)).toBe('nothing');
      expect(becomes(need, { ...own, engagements: ['SECONDMENT'] })).toBe('nothing');
    });
  });
});

describe('where the whole country is searched', () => {
  const online = grongNeeds({ scope: 'REMOTE', nextScope: null });
  const fromBergen = snåsaOffers({ lender: '4601', reach: 'REMOTE', base: towns.bergen });

  it('a psychologist from Bergen who can work online is a match, and has no way to go', () => {
    const match = judge(online, fromBergen, ground);
    expect(match).toMatchObject({ outcome: 'ELIGIBLE', scope: 'REMOTE', score: 1_000_000 });
  });
  it('one who has to be there is not', () => expect(becomes(online, { ...fromBergen, workMode: 'ONSITE' })).toBe('nothing'));
  it('nor is one for work in the house', () => expect(becomes({ ...online, workMode: 'ONSITE' }, fromBergen)).toBe('nothing'));
  it('the one from Snåsa still matches in the region, where the way counts', () =>
    expect(judge(online, snåsaOffers(), ground)).toMatchObject({ scope: 'SAME_REGION', score: 967_400 }));
  it('the one from Snåsa matches online when the way is too long', () =>
    expect(judge(online, snåsaOffers({ travelLimitKm: 12 }), ground)).toMatchObject({ outcome: 'ELIGIBLE', scope: 'REMOTE' }));
  it('who misses both ways misses in the narrowest scope', () =>
    expect(judge(online, snåsaOffers({ engagements: ['SUPERVISION'] }), ground)).toMatchObject({
      outcome: 'NEAR_MISS',
      scope: 'SAME_REGION',
    }));
  it('who misses the region by two things and online by one, misses online', () =>
    expect(judge(online, snåsaOffers({ engagements: ['SUPERVISION'], travelLimitKm: 12 }), ground)).toMatchObject({
      outcome: 'NEAR_MISS',
      scope: 'REMOTE',
    }));
});

describe('the list', () => {
  const offer = (id: string, changes: Partial<OfferToMatch> = {}) => snåsaOffers({ id, ...changes });
  const many = (count: number, changes: (index: number) => Partial<OfferToMatch> = () => ({})): OfferToMatch[] =>
    Array.from({ length: count }, (_, index) => offer(`offer-${String(index).padStart(3, '0')}`, changes(index)));

  it('puts the better score first', () => expect(ranked([offer('a', { weeks: weeksOf(300) }), offer('b')])).toEqual(['b', 'a']));
  it('puts the older offer first where scores are equal', () =>
    expect(
      ranked([
        offer('a', { publishedAt: '2026-11-03T08:00:00.000Z' }),
        offer('b'),
        offer('c', { publishedAt: '2026-10-01T08:00:00.000Z' }),
      ]),
    ).toEqual(['c', 'b', 'a']));
  it('goes by the id where they are equally old', () => expect(ranked([offer('b'), offer('a'), offer('c')])).toEqual(['a', 'b', 'c']));
  it('puts every match before the best near miss', () => {
    const lacking = offer('a', { engagements: ['SUPERVISION'] });
    const poor = offer('b', { weeks: weeksOf(50), partners: false });
    const [first, second] = rankOffers(grongNeeds(), [lacking, poor], ground);
    expect([first?.offerId, second?.offerId]).toEqual(['b', 'a']);
    expect(second?.score).toBeGreaterThan(first?.score ?? 0);
  });
  it('keeps the fifty best matches', () =>
    expect(ranked(many(60, (index) => ({ weeks: weeksOf(400 - index) })))).toEqual(many(50).map(({ id }) => id)));
  it('keeps the ten best near misses', () =>
    expect(ranked(many(12, (index) => ({ engagements: ['SUPERVISION'], weeks: weeksOf(400 - index) })))).toEqual(
      many(10).map(({ id }) => id),
    ));
  it('keeps both side by side', () =>
    expect(ranked([...many(60), ...many(60).map((one) => ({ ...one, id: `near-${one.id}`, travelLimitKm: 12 }))])).toHaveLength(60));
  it('is empty where nobody offers', () => expect(ranked([])).toEqual([]));
});
