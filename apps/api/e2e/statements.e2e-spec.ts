import { countStatements, inWorld, type StatementCounter } from '@fagtorg/testing';

const NEEDS = `query ($first: Int!) { needs(first: $first) { totalCount edges { node {
  title borrower { __typename } place { name } requirements { competence { label } } coBorrowers { organisation { __typename } minutes }
  statutoryRequirement { section } matchedRevision matchesStale history { to by { name } }
  matches(first: 3) { totalCount edges { node { score criteria { explanation } offer {
    headline lender { __typename } region { name } competences { competence { label } } availability { minutesPerWeek } weeks { offered }
  } } } }
} } } }`;

const OFFERS = `query ($first: Int!) { offers(first: $first) { totalCount edges { node {
  headline lender { __typename } base { name } awaiting specialist { name } release { permanentEmployee } matchedRevision
  competences { competence { label } evidence } availability { period { from } } history { to reason by { name } }
  matches(first: 3) { totalCount edges { node { need { title requirements { level } } } } }
} } } }`;

interface Lists {
  readonly needs?: { readonly edges: readonly { readonly node: { readonly matches: { readonly edges: readonly unknown[] } } }[] };
  readonly offers?: Lists['needs'];
}

let counter: StatementCounter;
const counted = async (databaseUrl: string): Promise<string> => (counter = await countStatements(databaseUrl)).url;

inWorld(
  (world) => {
    const tolga = world.municipality('Tolga');
    const tynset = world.municipality('Tynset');

    beforeAll(async () => {
      for (let n = 0; n < 96; n += 1) await tynset.specialist().publishes({ draft: true });
      for (let n = 0; n < 4; n += 1) {
        await tynset.manager().does('releaseOffer', await tynset.specialist().publishes(), { permanentEmployee: true });
      }
      for (let n = 0; n < 100; n += 1) await tolga.manager().posts({ coBorrowers: [{ organisationCode: '3430', minutes: 600 }] });
      await world.settles();
    });

    const statementsOf = async (query: string, first: number): Promise<number> => {
      const who = query === NEEDS ? tolga.manager() : tynset.manager();
      await who.asks(query, { first }); // what is read once and kept is read by now
      const before = counter.count();
      const lists = await who.asks<Lists>(query, { first });
      const after = counter.count();
      const edges = (lists.needs ?? lists.offers)?.edges ?? [];
      expect(edges).toHaveLength(first);
      expect(edges.some(({ node }) => node.matches.edges.length > 0)).toBe(true);
      return after - before;
    };

    it.each([
      ['needs', NEEDS],
      ['offers', OFFERS],
    ])('are as many for a hundred %s with all that belongs to them as for ten', async (_, query) => {
      const forTen = await statementsOf(query, 10);
      expect(forTen).toBeGreaterThan(5);
      expect(await statementsOf(query, 100)).toBe(forTen);
    });
  },
  { betweenApiAndDatabase: counted },
);
