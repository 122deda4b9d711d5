import { type Need, onBothQueues, TODAY, type World } from '@fagtorg/testing';

interface Place {
  readonly code: string;
  readonly name: string;
}

interface Norway {
  readonly municipalities: readonly (Place & { region: { municipalities: readonly Place[] } })[];
  readonly regions: readonly { municipalities: readonly Place[] }[];
}

const NORWAY = `{
  municipalities { code name region { municipalities { code } } }
  regions(standard: "EXTENDED") { municipalities { code name } }
}`;

const MATCHES = `query ($id: UUID!) {
  need(id: $id) { matches(first: 100) { edges { node { scope offer { lender { ... on Municipality { code } } } criteria { criterion explanation(language: nb) } } } } }
}`;

interface Matches {
  readonly need: {
    readonly matches: {
      readonly edges: readonly {
        readonly node: {
          readonly scope: string;
          readonly offer: { readonly lender: { readonly code: string } };
          readonly criteria: readonly { readonly criterion: string; readonly explanation: string }[];
        };
      }[];
    };
  };
}

/** What many do at the same time, but for that no more than a few do it at once. */
async function eachOf<T, R>(things: readonly T[], does: (thing: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let start = 0; start < things.length; start += AT_ONCE) {
    answers.push(...(await Promise.all(things.slice(start, start + AT_ONCE).map(does))));
  }
  return answers;
}
const AT_ONCE = 8;

await onBothQueues((world: World) => {
  let places: Norway['municipalities'];
  let needs: Map<string, Need>;
  /** For each place that is alone in its region, somebody else in its extended region. */
  const neighbours = new Map<string, string>();

  beforeAll(async () => {
    const norway = await world.anybody().asks<Norway>(NORWAY);
    places = norway.municipalities;
    for (const { code } of places.filter(({ region }) => region.municipalities.length === 1)) {
      const extended = norway.regions.find(({ municipalities }) => municipalities.some((member) => member.code === code));
      const other = extended?.municipalities.find((member) => member.code !== code);
      if (other) neighbours.set(code, other.code);
    }
    await eachOf([...new Set(neighbours.values())], async (code) => {
      const lender = world.municipality(code);
      const offer = await lender.specialist().publishes();
      await lender.manager().does('releaseOffer', offer, { permanentEmployee: true });
    });
    const posted = await eachOf(places, async ({ code }): Promise<[string, Need]> => [
      code,
      await world.municipality(code).manager().posts(),
    ]);
    needs = new Map(posted);
    await world.settles();
  });

  it('can post a need: all 357', () => {
    expect(places).toHaveLength(357);
    expect([...needs.values()].map(({ status }) => status)).toEqual(places.map(() => 'OPEN'));
  });

  it('starts in its own region, or in the extended one where it is alone: 78 do', () => {
    const alone = places.filter(({ code }) => needs.get(code)?.searchScope === 'EXTENDED_REGION');
    expect(alone.map(({ code }) => code)).toEqual(
      places.filter(({ region }) => region.municipalities.length === 1).map(({ code }) => code),
    );
    expect(alone).toHaveLength(78);
    expect([...needs.values()].filter(({ searchScope }) => searchScope === 'SAME_REGION')).toHaveLength(357 - 78);
  });

  it('is matched in the extended region where it is alone, and told so', async () => {
    expect(neighbours.size).toBe(78);
    const told = await eachOf([...neighbours], async ([code, other]) => {
      const { need } = await world
        .municipality(code)
        .manager()
        .asks<Matches>(MATCHES, { id: needs.get(code)?.id });
      const match = need.matches.edges.find(({ node }) => node.offer.lender.code === other)?.node;
      const region = match?.criteria.find(({ criterion }) => criterion === 'REGION');
      return `${code} ${String(match?.scope)} ${String(region?.explanation)}`;
    });
    const named = (code: string): string => places.find((place) => place.code === code)?.name ?? '';
    expect(told).toEqual(
      [...neighbours.keys()].map(
        (code) => `${code} EXTENDED_REGION Ligger i den utvidede regionen. ${named(code)} er alene i sin bo- og arbeidsmarkedsregion.`,
      ),
    );
  });

  it('says why its search starts wider, also where nobody matches', async () => {
    const why = `query ($id: UUID!) { need(id: $id) { searchScopeReason(language: nn) } }`;
    const reasons = await eachOf(places, async ({ code, region }) => {
      const { need } = await world
        .municipality(code)
        .manager()
        .asks<{ need: { searchScopeReason: string | null } }>(why, { id: needs.get(code)?.id });
      return region.municipalities.length === 1 ? /åleine .* utvida regionen/.test(need.searchScopeReason ?? '') : need.searchScopeReason;
    });
    expect(reasons).toEqual(places.map(({ region }) => (region.municipalities.length === 1 ? true : null)));
  });

  it(`leaves nothing that is not worked in (${TODAY})`, async () => {
    const stale = await eachOf([...needs], async ([code, { id }]) => (await world.municipality(code).manager().need(id))?.matchesStale);
    expect(stale.filter((is) => is !== false)).toEqual([]);
  });
});
