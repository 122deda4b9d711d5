import { type Input, inWorld, type Offer, offerInput, type Person } from '@fagtorg/testing';

const acts: Readonly<Record<string, Input>> = {
  sendOffer: {},
  agreeToOffer: {},
  releaseOffer: { permanentEmployee: true },
  refuseRelease: { reason: 'Vi trenger timene selv' },
  pauseOffer: {},
  resumeOffer: {},
  withdrawOffer: { reason: 'Har fått annet arbeid' },
};

const WHO_IT_IS = `query ($id: UUID!) { offer(id: $id) {
  specialist { name } positionMinutesPerWeek awaiting release { permanentEmployee } competences { evidence } history { to reason by { name } }
} }`;

inWorld((world) => {
  const tynset = world.municipality('Tynset');
  const tolga = world.municipality('Tolga');
  const specialist = tynset.specialist();
  const manager = tynset.manager();
  const others: readonly (readonly [string, Person])[] = [
    ['another specialist of the lender', tynset.specialist(2)],
    ['a case worker of the lender', tynset.caseWorker()],
    ["the lender's administrator", tynset.orgAdmin()],
    ['a manager of another municipality', tolga.manager()],
    ["the county's broker", world.organisation('34').broker()],
  ];

  const idOf = async (who: Person): Promise<string> => (await who.asks<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
  const released = async (more: Input = {}): Promise<Offer> =>
    manager.does('releaseOffer', await specialist.publishes(more), { permanentEmployee: true });

  describe.each(others)('%s', (_, who) => {
    it('finds none that is not released', async () => {
      const hidden = [
        await specialist.publishes({ draft: true }),
        await specialist.publishes(),
        await manager.publishes({ specialistId: await idOf(specialist) }),
        await manager.does('refuseRelease', await specialist.publishes(), { reason: 'Ikke nå' }),
        await specialist.does('reviseOffer', await released(), { changes: offerInput(tynset.code, { terms: { kind: 'FREE' } }) }),
      ];
      for (const offer of hidden) {
        expect(await who.offer(offer.id)).toBeNull();
        for (const [act, more] of Object.entries(acts)) expect((await who.isRefused(act, offer, more)).code).toBe('NOT_FOUND');
      }
      const listed = await who.asks<{ offers: { edges: { node: { id: string } }[] } }>('{ offers(first: 100) { edges { node { id } } } }');
      const ids = new Set(listed.offers.edges.map(({ node }) => node.id));
      expect(hidden.filter(({ id }) => ids.has(id))).toEqual([]);
    });

    it('sees one that is released, and may not touch it', async () => {
      const offer = await released();
      expect(await who.offer(offer.id)).toMatchObject({ status: 'AVAILABLE' });
      for (const [act, more] of Object.entries(acts)) expect((await who.isRefused(act, offer, more)).code).toBe('FORBIDDEN');
      expect(await manager.offer(offer.id)).toMatchObject({ status: 'AVAILABLE', revision: offer.revision });
    });

    it('publishes nobody’s hours', async () => {
      const input = offerInput(tynset.code, { specialistId: await idOf(specialist) });
      expect(await who.isRefused('publishOffer', null, input)).toMatchObject({ code: 'FORBIDDEN', path: ['lenderCode'] });
    });

    it('is not told who it is, what was said of it, or why it was not released', async () => {
      const refused = await manager.does('refuseRelease', await specialist.publishes({ positionMinutesPerWeek: 2250 }), {
        reason: 'Uunnværlig',
      });
      const offer = await manager.does('releaseOffer', await specialist.does('sendOffer', refused), { permanentEmployee: true });
      expect(await who.asks(WHO_IT_IS, { id: offer.id })).toEqual({
        offer: {
          specialist: null,
          positionMinutesPerWeek: null,
          awaiting: [],
          release: null,
          competences: [{ evidence: null }],
          history: [{ to: 'AVAILABLE', reason: null, by: { name: null } }],
        },
      });
    });
  });

  it.each([
    ['the specialist', specialist],
    ['the manager', manager],
  ])('%s knows it all', async (_, who) => {
    const refused = await manager.does('refuseRelease', await specialist.publishes({ positionMinutesPerWeek: 2250 }), {
      reason: 'Uunnværlig',
    });
    const offer = await manager.does('releaseOffer', await specialist.does('sendOffer', refused), { permanentEmployee: true });
    expect(await who.asks(WHO_IT_IS, { id: offer.id })).toMatchObject({
      offer: {
        specialist: { name: (await specialist.asks<{ viewer: { name: string } }>('{ viewer { name } }')).viewer.name },
        positionMinutesPerWeek: 2250,
        release: { permanentEmployee: true },
        competences: [{ evidence: 'Master i samfunnsplanlegging' }],
        history: [
          { to: 'AWAITING_RELEASE' },
          { to: 'NOT_RELEASED', reason: 'Uunnværlig' },
          { to: 'AWAITING_RELEASE' },
          { to: 'AVAILABLE' },
        ],
      },
    });
  });

  it('shows no lender where the specialist shows the region only, and filters know none', async () => {
    const shown = await released({ headline: 'Synlig', showRegionOnly: false });
    const hidden = await released({ headline: 'Skjult', showRegionOnly: true });
    const query = `query ($id: UUID!, $code: ID!) {
      offer(id: $id) { lender { ... on Municipality { code } } base { code } region { name } history { by { organisation { __typename } } } }
      offers(filter: { municipalityCode: $code }, first: 100) { edges { node { id } } }
    }`;
    const seenBy = (who: Person, { id }: Offer): Promise<Record<string, object>> => who.asks(query, { id, code: tynset.code });
    const fromOutside = await seenBy(tolga.manager(), hidden);
    expect(fromOutside['offer']).toEqual({
      lender: null,
      base: null,
      region: { name: 'Tynset' },
      history: [{ by: { organisation: null } }],
    });
    expect(JSON.stringify(fromOutside['offers'])).not.toContain(hidden.id);
    expect(JSON.stringify(fromOutside['offers'])).toContain(shown.id);
    expect((await seenBy(specialist, hidden))['offer']).toMatchObject({ lender: { code: tynset.code }, base: { code: tynset.code } });
  });

  it('shows the extended region where a specialist who shows the region only works alone in one', async () => {
    const vega = world.municipality('Vega');
    const regionOf = async (more: Input): Promise<unknown> => {
      const offer = await vega.manager().does('releaseOffer', await vega.specialist().publishes(more), { permanentEmployee: true });
      return tolga.manager().asks('query ($id: UUID!) { offer(id: $id) { region { name standard } } }', { id: offer.id });
    };
    expect(await regionOf({})).toEqual({ offer: { region: { name: 'Vega', standard: 'BA-2020' } } });
    expect(await regionOf({ showRegionOnly: true })).toMatchObject({ offer: { region: { standard: 'EXTENDED' } } });
  });
});
