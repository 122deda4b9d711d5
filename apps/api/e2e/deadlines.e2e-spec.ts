import { type Input, type Need, needInput, type Offer, offerInput, onBothQueues } from '@fagtorg/testing';

const MATCHES = 'query ($id: UUID!) { need(id: $id) { matches { edges { node { feasibleMinutes offer { headline } } } } } }';

interface Matches {
  readonly need: {
    readonly matches: {
      readonly edges: readonly { readonly node: { readonly feasibleMinutes: number; readonly offer: { readonly headline: string } } }[];
    };
  };
}

await onBothQueues((world) => {
  const tolga = world.municipality('Tolga');
  const tynset = world.municipality('Tynset');
  const day = (from: string, to: string): Input => ({ availability: [{ period: { from, to }, minutesPerWeek: 600 }] });
  let due: Need;
  let lasting: Need;
  let short: Offer;
  let paused: Offer;
  let unsent: Need;
  let unreleased: Offer;

  const released = async (more: object): Promise<Offer> =>
    tynset.manager().does('releaseOffer', await tynset.specialist().publishes({ ...more }), { permanentEmployee: true });
  const matchesOf = async (need: Need): Promise<string[]> => {
    const { need: answer } = await tolga.manager().asks<Matches>(MATCHES, { id: need.id });
    return answer.matches.edges.map(({ node }) => `${node.offer.headline} ${node.feasibleMinutes}`);
  };
  const statuses = async (): Promise<(string | undefined)[]> => [
    (await tolga.manager().need(due.id))?.status,
    (await tynset.manager().offer(short.id))?.status,
    (await tynset.manager().offer(paused.id))?.status,
  ];

  beforeAll(async () => {
    due = await tolga.manager().posts({ answerBy: '2026-12-01' });
    lasting = await tolga.manager().posts({ answerBy: '2027-03-14', minutesTotal: 100_000 });
    unsent = await tolga.manager().posts({ draft: true, answerBy: '2026-12-01' });
    unreleased = await tynset.specialist(2).publishes(day('2026-11-24', '2027-01-15'));
    short = await released({ headline: 'Kort', ...day('2026-11-24', '2027-01-15') });
    paused = await released({ headline: 'Lang', ...day('2027-01-04', '2027-06-30') });
    paused = await tynset.specialist().does('pauseOffer', paused, { resumeOn: '2026-12-02' });
    await world.isSwept();
  });

  it('have not come before their day', async () => {
    await world.becomes('2026-12-01');
    await world.isSwept();
    expect(await statuses()).toEqual(['OPEN', 'AVAILABLE', 'PAUSED']);
    expect(await matchesOf(due)).toEqual(['Kort 1200']);
  });

  it('end a need that nobody answered, bring a paused offer back, and say that the system did', async () => {
    await world.becomes('2026-12-02');
    await world.isSwept();
    expect(await statuses()).toEqual(['EXPIRED', 'AVAILABLE', 'AVAILABLE']);
    const by = { role: null, name: null };
    expect((await tolga.manager().need(due.id))?.history.at(-1)).toEqual({
      ...{ from: 'OPEN', to: 'EXPIRED', by },
      reason: 'Svarfristen gikk ut uten at noe var avtalt.',
    });
    expect((await tynset.manager().offer(paused.id))?.history.at(-1)).toEqual({
      ...{ from: 'PAUSED', to: 'AVAILABLE', by },
      reason: 'Dagen pausen skulle vare til, er kommet.',
    });
  });

  it('leave no matches with what has ended, and bring in what has come back', async () => {
    expect(await matchesOf(due)).toEqual([]);
    expect(await matchesOf(lasting)).toEqual(['Lang 6000', 'Kort 1200']);
  });

  it('let nobody change what has ended', async () => {
    const ended = await tolga.manager().need(due.id);
    for (const [act, more] of Object.entries({
      holdNeed: {},
      withdrawNeed: { reason: 'x' },
      closeNeed: { outcome: 'CANCELLED' },
      openNeed: {},
    })) {
      expect((await tolga.manager().isRefused(act, ended, more)).code).toBe('ILLEGAL_TRANSITION');
    }
  });

  it('refuse to bring out what would end at once, and say what to change first', async () => {
    expect(await tolga.manager().isRefused('openNeed', unsent)).toMatchObject({
      code: 'EXPIRED',
      message: 'Svarfristen 1. desember 2026 er ute. Sett en ny frist først.',
    });
    const revised = await tolga.manager().does('reviseNeed', unsent, { changes: needInput(tolga.code, { answerBy: '2027-01-15' }) });
    expect((await tolga.manager().does('openNeed', revised)).status).toBe('OPEN');
  });

  it('end an offer after its last day', async () => {
    await world.becomes('2027-01-15');
    await world.isSwept();
    expect((await statuses())[1]).toBe('AVAILABLE');
    await world.becomes('2027-01-16');
    await world.isSwept();
    expect((await statuses())[1]).toBe('EXPIRED');
    expect(await tynset.manager().isRefused('releaseOffer', unreleased, { permanentEmployee: true })).toMatchObject({
      code: 'EXPIRED',
      message: 'Siste dag i tilbudet var 15. januar 2027. Endre periodene først.',
    });
    const ended = await tynset.manager().offer(short.id);
    expect((await tynset.specialist().isRefused('reviseOffer', ended, { changes: offerInput(tynset.code) })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
  });

  it('make what fits less from day to day', async () => {
    const [before] = await matchesOf(lasting);
    await world.becomes('2027-02-01');
    await world.isSwept();
    const [after] = await matchesOf(lasting);
    expect([before, after]).toEqual(['Lang 4800', 'Lang 3480']);
  });
});
