import { inWorld, type Need, type Offer, offerInput, type Person } from '@fagtorg/testing';

const MATCHES = `query ($need: UUID!, $offer: UUID!) {
  need(id: $need) { matches { totalCount edges { node { offer { id headline lender { __typename } } need { id } criteria { explanation } } } } }
  offer(id: $offer) { matches { totalCount edges { node { need { id } } } } }
}`;

interface Answer {
  readonly need: {
    readonly matches: {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly offer: { readonly id: string } } }[];
    };
  };
  readonly offer: { readonly matches: { readonly totalCount: number; readonly edges: readonly unknown[] } } | null;
}

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const tynset = world.municipality('Tynset');
  const alvdal = world.municipality('Alvdal');
  const holtalen = world.municipality('Holtålen');
  let need: Need;
  let offer: Offer;
  let another: Offer;

  beforeAll(async () => {
    need = await tolga.manager().posts({ coBorrowers: [{ organisationCode: holtalen.code, minutes: 600 }] });
    offer = await tynset.manager().does('releaseOffer', await tynset.specialist().publishes(), { permanentEmployee: true });
    another = await alvdal.manager().does('releaseOffer', await alvdal.specialist().publishes(), { permanentEmployee: true });
    await world.settles();
  });

  const seenBy = async (who: Person): Promise<{ ofNeed: string[]; ofOffer: number }> => {
    const answer = await who.asks<Answer>(MATCHES, { need: need.id, offer: offer.id });
    const ofNeed = answer.need.matches.edges.map(({ node }) => node.offer.id).sort();
    expect(answer.need.matches.totalCount).toBe(ofNeed.length);
    return { ofNeed, ofOffer: answer.offer?.matches.edges.length ?? 0 };
  };

  it.each([
    ["the borrower's manager", () => tolga.manager()],
    ["the borrower's case worker", () => tolga.caseWorker()],
    ["a co-borrower's manager", () => holtalen.manager()],
    ["a co-borrower's case worker", () => holtalen.caseWorker()],
    ['a broker of the region', () => world.organisation('34').broker()],
  ])('%s sees all that a need has', async (_, who) => {
    expect(await seenBy(who())).toEqual({ ofNeed: [offer.id, another.id].sort(), ofOffer: 1 });
  });

  it.each([
    ["the lender's manager", () => tynset.manager()],
    ['the specialist', () => tynset.specialist()],
  ])('%s sees that of their own offer', async (_, who) => {
    expect(await seenBy(who())).toEqual({ ofNeed: [offer.id], ofOffer: 1 });
  });

  it.each([
    ['another specialist of the lender', () => tynset.specialist(2)],
    ["the borrower's specialist", () => tolga.specialist()],
    ["the borrower's administrator", () => tolga.orgAdmin()],
    ["a co-borrower's specialist", () => holtalen.specialist()],
    ['a manager from elsewhere', () => world.municipality('Os').manager()],
    ['a broker of another county', () => world.organisation('50').broker()],
  ])('%s sees none', async (_, who) => {
    expect(await seenBy(who())).toEqual({ ofNeed: [], ofOffer: 0 });
  });

  it('leaves out an offer that has gone out of sight, before the worker has heard of it', async () => {
    await Promise.all(world.system.workers.map((worker) => worker.stop()));
    await alvdal.specialist().does('reviseOffer', another, { changes: offerInput(alvdal.code, { terms: { kind: 'FREE' } }) });
    for (const who of [tolga.manager(), world.organisation('34').broker()]) expect((await seenBy(who)).ofNeed).toEqual([offer.id]);
    expect((await alvdal.manager().asks<Answer>(MATCHES, { need: need.id, offer: another.id })).need.matches.totalCount).toBe(1);
  });
});

describe('who is not signed in', () => {
  inWorld(
    (world) => {
      it.each([
        '{ needs { totalCount } }',
        '{ offers { totalCount } }',
        '{ need(id: "11111111-1111-4111-8111-111111111111") { id } }',
        '{ offer(id: "11111111-1111-4111-8111-111111111111") { id } }',
        '{ people(organisationCode: "3426") { name } }',
        'mutation { withdrawOffer(input: { offerId: "11111111-1111-4111-8111-111111111111", revision: 1 }) { __typename } }',
      ])('is asked to sign in: %s', async (query) => {
        const { status, body } = await world.anybody().sends(query);
        expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      });

      it('looks up reference data and is nobody', async () => {
        expect(await world.anybody().asks('{ viewer { id } municipality(code: "0301") { name } }')).toEqual({
          viewer: null,
          municipality: { name: 'Oslo' },
        });
      });

      it('comes in with no token that somebody else has signed, or that is spoiled', async () => {
        const [header, payload, signature = ''] = (await world.system.tokenOf('manager@3426.example')).split('.');
        const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${String(payload)}.`;
        for (const token of [
          none,
          `${String(header)}.${String(payload)}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
          `${String(header)}.${String(payload)}`,
          'x',
        ]) {
          const { status, body } = await world.anybody().sends('{ viewer { id } }', {}, { authorization: `Bearer ${token}` });
          expect([status, body.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
        }
      });

      it('sees only those who work where they manage or administer', async () => {
        const people = '{ people(organisationCode: "3426") { email } }';
        const names = ['caseworker', 'manager', 'orgadmin', 'specialist1', 'specialist2'].map((account) => `${account}@3426.example`);
        for (const who of [world.municipality('Tolga').manager(), world.municipality('Tolga').orgAdmin()]) {
          const answer = await who.asks<{ people: { email: string }[] }>(people);
          expect(answer.people.map(({ email }) => email).sort()).toEqual(names);
        }
        for (const who of [
          world.municipality('Tolga').caseWorker(),
          world.municipality('Os').manager(),
          world.organisation('34').broker(),
        ]) {
          const { status, body } = await who.sends(people);
          expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'FORBIDDEN']);
        }
      });
    },
    { workers: 0 },
  );
});
