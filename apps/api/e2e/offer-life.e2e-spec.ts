import { type Input, inWorld, type Offer, offerInput, type Person, TODAY } from '@fagtorg/testing';

const acts: Readonly<Record<string, Input>> = {
  sendOffer: {},
  agreeToOffer: {},
  releaseOffer: { permanentEmployee: true },
  refuseRelease: { reason: 'Vi trenger timene selv' },
  pauseOffer: {},
  resumeOffer: {},
  withdrawOffer: { reason: 'Har fått annet arbeid' },
};

/** Where an act of the specialist and of the manager leads, by transitions.md; what is not here does not go. */
const table: Readonly<Record<string, Readonly<Record<string, readonly [specialist: string, manager: string]>>>> = {
  'a draft of the specialist': {
    sendOffer: ['AWAITING_RELEASE', 'AWAITING_RELEASE'],
    withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'],
  },
  'published by the specialist': {
    agreeToOffer: ['AWAITING_RELEASE', 'FORBIDDEN'],
    releaseOffer: ['FORBIDDEN', 'AVAILABLE'],
    refuseRelease: ['FORBIDDEN', 'NOT_RELEASED'],
    withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'],
  },
  'published by the manager': {
    agreeToOffer: ['AVAILABLE', 'FORBIDDEN'],
    releaseOffer: ['FORBIDDEN', 'AWAITING_RELEASE'],
    refuseRelease: ['FORBIDDEN', 'NOT_RELEASED'],
    withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'],
  },
  'not released': {
    sendOffer: ['AWAITING_RELEASE', 'AVAILABLE'],
    releaseOffer: ['FORBIDDEN', 'AVAILABLE'],
    withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'],
  },
  available: { pauseOffer: ['PAUSED', 'PAUSED'], withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'] },
  paused: { resumeOffer: ['AVAILABLE', 'AVAILABLE'], withdrawOffer: ['WITHDRAWN', 'WITHDRAWN'] },
  withdrawn: {},
};

/** The yes is the specialist's own; the release is never one's own. */
const refusedAnyway: Readonly<Record<string, readonly [specialist: string, manager: string]>> = {
  agreeToOffer: ['ILLEGAL_TRANSITION', 'FORBIDDEN'],
  releaseOffer: ['FORBIDDEN', 'ILLEGAL_TRANSITION'],
  refuseRelease: ['FORBIDDEN', 'ILLEGAL_TRANSITION'],
};
const refused = ['ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'];

inWorld((world) => {
  const tynset = world.municipality('Tynset');
  const tolga = world.municipality('Tolga');
  const specialist = tynset.specialist();
  const manager = tynset.manager();

  const idOf = async (who: Person): Promise<string> => (await who.asks<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
  const released = async (more: Input = {}): Promise<Offer> =>
    manager.does('releaseOffer', await specialist.publishes(more), { permanentEmployee: true });
  const offerThatIs: Readonly<Record<string, () => Promise<Offer>>> = {
    'a draft of the specialist': () => specialist.publishes({ draft: true }),
    'published by the specialist': () => specialist.publishes(),
    'published by the manager': async () => manager.publishes({ specialistId: await idOf(specialist) }),
    'not released': async () => manager.does('refuseRelease', await specialist.publishes(), { reason: 'Ikke nå' }),
    available: () => released(),
    paused: async () => specialist.does('pauseOffer', await released()),
    withdrawn: async () => specialist.does('withdrawOffer', await released(), { reason: 'Flytter' }),
  };
  const offerIn = async (state: string): Promise<Offer> => {
    const make = offerThatIs[state];
    if (!make) throw new Error(`No offer is ${state}.`);
    return make();
  };
  const outcome = async (who: Person, act: string, offer: Offer): Promise<string> => {
    const answer = await who.tries<Offer>(act, { offerId: offer.id, revision: offer.revision, ...acts[act] });
    return answer.__typename === 'Refusal' ? answer.code : answer.status;
  };

  describe.each(Object.entries(table))('an offer that is %s', (state, allowed) => {
    it.each(Object.keys(acts))('answers %s by specialist and by manager as the table says', async (act) => {
      const answers = [await outcome(specialist, act, await offerIn(state)), await outcome(manager, act, await offerIn(state))];
      expect(answers).toEqual(allowed[act] ?? refusedAnyway[act] ?? refused);
    });
  });

  it('says whose yes is missing', async () => {
    expect((await offerIn('a draft of the specialist')).awaiting).toEqual(['SPECIALIST', 'LENDER']);
    expect((await offerIn('published by the specialist')).awaiting).toEqual(['LENDER']);
    expect((await offerIn('published by the manager')).awaiting).toEqual(['SPECIALIST']);
    expect((await offerIn('available')).awaiting).toEqual([]);
  });

  it('is not shown on the yes of the manager alone, though the specialist drafted it', async () => {
    const draft = await specialist.publishes({ draft: true });
    const revised = await specialist.does('reviseOffer', draft, { changes: offerInput(tynset.code, { headline: 'Planlegger' }) });
    const sent = await manager.does('sendOffer', revised);
    expect(sent).toMatchObject({ status: 'AWAITING_RELEASE', awaiting: ['SPECIALIST'] });
    expect(await tolga.manager().offer(sent.id)).toBeNull();
    expect((await specialist.does('agreeToOffer', sent)).status).toBe('AVAILABLE');
  });

  it.each([
    ['awaits the release', 'published by the specialist', () => manager, 'LENDER'],
    ['was not released', 'not released', () => manager, 'LENDER'],
    ['awaits the specialist', 'published by the manager', () => specialist, 'SPECIALIST'],
  ])('is revised where it %s, and nobody has said yes by that', async (_, state, who, missing) => {
    const offer = await offerIn(state);
    const revised = await who().does('reviseOffer', offer, { changes: offerInput(tynset.code, { headline: 'Arealplanlegger' }) });
    expect(revised).toMatchObject({ status: offer.status, awaiting: [missing] });
  });

  it('takes its release’s limits with it when the release is taken back', async () => {
    const limits = { permanentEmployee: true, maxMinutesPerWeek: 300, preApproved: true };
    const out = await manager.does('releaseOffer', await specialist.publishes(), limits);
    const beyond = await specialist.does('reviseOffer', out, { changes: offerInput(tynset.code, { terms: { kind: 'FREE' } }) });
    const refused = await manager.does('refuseRelease', beyond, { reason: 'Ikke gratis' });
    const { id, status } = await manager.does('sendOffer', refused);
    const { offer } = await manager.asks<{ offer: unknown }>(`{ offer(id: "${id}") { release { preApproved maxMinutesPerWeek } } }`);
    expect([status, offer]).toEqual(['AVAILABLE', { release: { preApproved: false, maxMinutesPerWeek: null } }]);
  });

  it('does not show the lender that the specialist hid, before the specialist has said yes to it', async () => {
    const hidden = await manager.does('releaseOffer', await specialist.publishes({ showRegionOnly: true }), { permanentEmployee: true });
    const shown = await manager.does('reviseOffer', hidden, { changes: offerInput(tynset.code, { headline: 'Planlegger' }) });
    expect(shown).toMatchObject({ status: 'AWAITING_RELEASE', awaiting: ['SPECIALIST'] });
    expect(await tolga.manager().offer(shown.id)).toBeNull();
  });

  it('is revised in words alone, and its history says by whom', async () => {
    const revised = await manager.does('reviseOffer', await released(), { changes: offerInput(tynset.code, { headline: 'Planlegger' }) });
    expect(revised).toMatchObject({ status: 'AVAILABLE' });
    expect(revised.history.at(-1)).toMatchObject({ from: 'AVAILABLE', to: 'AVAILABLE', by: { role: 'MANAGER' } });
  });

  it('stands in the specialist’s own calendar, in each week the largest of those that are available', async () => {
    const who = world.municipality('Rendalen');
    const week = (minutesPerWeek: number): Input => ({
      availability: [{ period: { from: '2027-01-11', to: '2027-01-17' }, minutesPerWeek }],
    });
    for (const minutes of [300, 600, 450]) {
      await who.manager().does('releaseOffer', await who.specialist().publishes(week(minutes)), { permanentEmployee: true });
    }
    await who.specialist().publishes(week(900));
    const calendar = `{ viewer { calendar(from: "2027-01-04", to: "2027-01-31") { week offered held committed } } }`;
    expect(await who.specialist().asks(calendar)).toEqual({
      viewer: { calendar: [{ week: '2027-W02', offered: 600, held: 0, committed: 0 }] },
    });
    expect(await who.manager().asks(calendar)).toEqual({ viewer: { calendar: [] } });
  });

  it('tells the lender’s side what it was released for, also where the manager published it', async () => {
    const { id } = await offerIn('published by the manager');
    const { offer } = await manager.asks<{ offer: unknown }>(
      `{ offer(id: "${id}") { release { permanentEmployee engagements maxMinutesPerWeek until preApproved } } }`,
    );
    expect(offer).toEqual({
      release: { permanentEmployee: false, engagements: null, maxMinutesPerWeek: null, until: null, preApproved: false },
    });
  });

  it('is published by a manager for an employee, and for nobody who works elsewhere', async () => {
    expect(
      await manager.isRefused('publishOffer', null, offerInput(tynset.code, { specialistId: await idOf(tolga.specialist()) })),
    ).toMatchObject({
      code: 'NOT_FOUND',
      path: ['specialistId'],
    });
    expect((await manager.isRefused('publishOffer', null, offerInput(tynset.code))).code).toBe('FORBIDDEN');
    expect((await specialist.isRefused('publishOffer', null, offerInput(tolga.code))).code).toBe('FORBIDDEN');
  });

  it.each<[what: string, act: string, input: Input, path: string]>([
    ['no minutes at all', 'releaseOffer', { maxMinutesPerWeek: 0 }, 'maxMinutesPerWeek'],
    ['more than a working week', 'releaseOffer', { maxMinutesPerWeek: 2401 }, 'maxMinutesPerWeek'],
    ['until a day that has passed', 'releaseOffer', { until: '2026-11-22' }, 'until'],
    ['until no day', 'releaseOffer', { until: '2027-02-30' }, 'until'],
    ['a form that is not offered', 'releaseOffer', { engagements: ['BUYOUT'] }, 'engagements'],
    ['no form', 'releaseOffer', { engagements: [] }, 'engagements'],
    ['a form twice', 'releaseOffer', { engagements: ['SECONDMENT', 'SECONDMENT'] }, 'engagements'],
    ['no reason', 'refuseRelease', { reason: ' ' }, 'reason'],
  ])('is not released or refused with %s', async (_, act, input, path) => {
    expect(await manager.isRefused(act, await specialist.publishes(), { ...acts[act], ...input })).toMatchObject({
      code: 'INVALID_INPUT',
      path: [path],
    });
  });

  it('is paused until a day that is to come', async () => {
    for (const resumeOn of ['2026-11-22', TODAY]) {
      expect(await specialist.isRefused('pauseOffer', await released(), { resumeOn })).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['resumeOn'],
      });
    }
  });

  it('keeps its specialist, and is no draft again', async () => {
    const offer = await offerIn('available');
    const changes = offerInput(tynset.code);
    for (const [path, fixed] of Object.entries({ specialistId: await idOf(manager), draft: true })) {
      expect(await specialist.isRefused('reviseOffer', offer, { changes: { ...changes, [path]: fixed } })).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['changes', path],
      });
    }
    const own = { ...changes, specialistId: await idOf(specialist) };
    expect((await specialist.does('reviseOffer', offer, { changes: own })).status).toBe('AVAILABLE');
  });
});
