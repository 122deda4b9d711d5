import { type Input, inWorld } from '@fagtorg/testing';

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string; readonly title?: string; readonly headline?: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

inWorld(
  (world) => {
    const tolga = world.municipality('Tolga');
    const seeker = world.municipality('Os').manager();
    const asking = (competenceId: string): Input => ({ requirements: [{ competenceId, level: 'BASIC', mandatory: true }] });

    beforeAll(async () => {
      await tolga.manager().posts({ title: 'Planlegging av sentrum', description: 'Vi trenger hjelp.', ...asking('plan.arkitektur') });
      await tolga.manager().posts({ title: 'Hjelp med regulering', description: 'Ny reguleringsplan for Åsen', ...asking('plan.ku') });
      await tolga.manager().posts({ title: 'Samtaler med unge', description: 'To dager i uka', ...asking('helse.psykolog') });
      await tolga.manager().posts({ title: 'Tall for utslipp', description: 'Til budsjettet', ...asking('klima.klimabudsjett') });
      await world
        .municipality('Karasjok')
        .manager()
        .posts({ title: 'Gårdskart', description: 'Digitalt', ...asking('kart.gis') });
      const offer = await tolga.specialist().publishes({ headline: 'Rådgiver i reguleringsplaner' });
      await tolga.manager().does('releaseOffer', offer, { permanentEmployee: true });
    });

    const needsFor = async (search: string): Promise<string[]> => {
      const query = 'query ($search: String!) { needs(filter: { search: $search }, first: 50) { edges { node { title } } } }';
      const { needs } = await seeker.asks<{ needs: Page }>(query, { search });
      return needs.edges.map(({ node }) => node.title ?? '').sort();
    };

    it.each<[how: string, sought: string, found: string]>([
      ['by its stem', 'planlegger', 'Planlegging av sentrum'],
      ['by another form of the word', 'reguleringen', 'Hjelp med regulering'],
      ['by a word of its description', 'utslippene', 'Tall for utslipp'],
      ['by small letters for large', 'GÅRDSKART', 'Gårdskart'],
      ['without the rings and slashes of Norwegian letters', 'gardskart', 'Gårdskart'],
      ['with a letter too few', 'reguleringplan', 'Hjelp med regulering'],
      ['with two letters that changed places', 'psykoolg', 'Samtaler med unge'],
      ['by the name of a competence', 'klimabudsjett', 'Tall for utslipp'],
      ['by an everyday word for it', 'kommunepsykolog', 'Samtaler med unge'],
      ['by the English name of it', 'psychologist', 'Samtaler med unge'],
      ['by its place', 'Karasjok', 'Gårdskart'],
      ['by its place in Northern Sámi', 'Kárášjohka', 'Gårdskart'],
      ['by its place in Northern Sámi, without its letters', 'Karasjohka', 'Gårdskart'],
    ])('finds a need %s: %s', async (_, sought, found) => expect(await needsFor(sought)).toContain(found));

    it('does not find what has nothing to do with it', async () => {
      expect(await needsFor('psykolog')).toEqual(['Samtaler med unge']);
      expect(await needsFor('brannvern')).toEqual([]);
    });

    it.each<[why: string, sought: string, found: string[]]>([
      ['every word narrows it', 'psykolog Tolga', ['Samtaler med unge']],
      ['of two words that nothing has together', 'psykolog Karasjok', []],
      ['a word that is the name of a place means the place alone', 'Os', []],
      ['a hyphen leaves nothing out', '-psykolog', ['Samtaler med unge']],
      ['little words narrow nothing', 'psykolog i Tolga', ['Samtaler med unge']],
    ])('finds just what was meant: %s', async (_, search, found) => expect(await needsFor(search)).toEqual(found));

    it.each(['planleggjar', 'Planleggjar Tolga'])('finds a need in the other form of Norwegian: %s', async (search) =>
      expect(await needsFor(search)).toContain('Planlegging av sentrum'),
    );

    it('finds offers in the same way', async () => {
      const query = 'query ($search: String!) { offers(filter: { search: $search }) { edges { node { headline } } } }';
      for (const search of ['reguleringsplan', 'reguleringplan', 'Tolga', 'samfunnsdel']) {
        const { offers } = await seeker.asks<{ offers: Page }>(query, { search });
        expect(offers.edges.map(({ node }) => node.headline)).toEqual(['Rådgiver i reguleringsplaner']);
      }
    });

    it.each<[sought: string, code: string]>([
      ['psykolog', 'helse.psykolog'],
      ['psykoolg', 'helse.psykolog'],
      ['klimabudsjett', 'klima.klimabudsjett'],
      ['arealplanlegger', 'plan.arealdel'],
      ['barnepsykolog', 'helse.psykologbarn'],
      ['zoning', 'plan.regulering'],
    ])('finds a competence by %s, as the first', async (sought, code) => {
      const query = 'query ($search: String!) { competences(search: $search, first: 3) { code } }';
      const { competences } = await world.anybody().asks<{ competences: { code: string }[] }>(query, { search: sought });
      expect(competences[0]?.code).toBe(code);
    });
  },
  { workers: 0 },
);

describe('a list of 150 that are due at the same time', () => {
  inWorld(
    (world) => {
      const seeker = world.municipality('Os').manager();
      beforeAll(async () => {
        const manager = world.municipality('Tolga').manager();
        for (let n = 0; n < 150; n += 1) await manager.posts({ title: `Behov ${n}` });
        const specialist = world.municipality('Tynset').specialist();
        for (let n = 0; n < 30; n += 1) {
          await world
            .municipality('Tynset')
            .manager()
            .does('releaseOffer', await specialist.publishes(), { permanentEmployee: true });
        }
        await world.behind.run(`UPDATE need SET created_at = '2026-11-23'; `);
        await world.behind.run(`UPDATE listing SET created_at = '2026-11-23'`);
      });

      it.each([
        ['needs', 7, 150],
        ['needs', 100, 150],
        ['offers', 4, 30],
      ])('is read page by page, none twice and none left out: %s by %d', async (list, first, total) => {
        const query = `query ($after: String) { ${list}(first: ${first}, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
        const ids: string[] = [];
        let after: string | null = null;
        for (let more = true; more;) {
          const page: Page | undefined = (await seeker.asks<Record<string, Page>>(query, { after }))[list];
          ids.push(...(page?.edges.map(({ node }) => node.id) ?? []));
          expect(page?.totalCount).toBe(total);
          more = page?.pageInfo.hasNextPage ?? false;
          after = page?.pageInfo.endCursor ?? null;
        }
        expect([ids.length, new Set(ids).size]).toEqual([total, total]);
      });

      it('goes on where it was, though others come and go meanwhile', async () => {
        const query =
          'query ($after: String) { needs(first: 75, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }';
        const first = (await seeker.asks<{ needs: Page }>(query)).needs;
        await world.municipality('Tolga').manager().posts({ title: 'Haster', answerBy: '2026-11-24' });
        const second = (await seeker.asks<{ needs: Page }>(query, { after: first.pageInfo.endCursor })).needs;
        const ids = [...first.edges, ...second.edges].map(({ node }) => node.id);
        expect([new Set(ids).size, second.pageInfo.hasNextPage, second.totalCount]).toEqual([150, false, 151]);
      });

      it('goes on behind a need that has gone from the list, as from one that was revised', async () => {
        const query =
          'query ($after: String) { needs(first: 2, after: $after, filter: { statuses: [OPEN] }) { edges { node { id } } pageInfo { hasNextPage endCursor } } }';
        const page = async (after: string | null): Promise<Page> => (await seeker.asks<{ needs: Page }>(query, { after })).needs;
        const first = await page(null);
        const next = await page(first.pageInfo.endCursor);
        const [, last] = first.edges;
        await world.behind.run(`UPDATE need SET status = 'ON_HOLD', answer_by = answer_by + 7 WHERE id = '${last?.node.id ?? ''}'`);
        expect(await page(first.pageInfo.endCursor)).toEqual(next);
      });

      it('is empty, and says whether more follow, where no row is asked for', async () => {
        const { needs } = await seeker.asks<{ needs: Page }>(
          '{ needs(first: 0) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        );
        expect(needs).toEqual({ totalCount: 151, edges: [], pageInfo: { hasNextPage: true, endCursor: null } });
      });
    },
    { workers: 0 },
  );
});
