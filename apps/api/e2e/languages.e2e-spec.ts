import { inWorld, needInput, send, sendBody } from '@fagtorg/testing';

inWorld(
  (world) => {
    const giske = world.municipality('Giske'); // writes nynorsk
    const tolga = world.municipality('Tolga'); // writes neither in particular
    const refusal = (code: string): object => ({ input: needInput(code, { title: '' }) });
    const query = (language = ''): string =>
      `mutation ($input: PostNeedInput!) { postNeed(input: $input) { ... on Refusal { message${language && `(language: ${language})`} } } }`;

    it.each([
      ['nb', 'Må fylles ut.'],
      ['nn', 'Må fyllast ut.'],
      ['en', 'Must be filled in.'],
      ['se', 'Må fylles ut.'],
    ])('is the one asked for: %s', async (language, message) => {
      expect(await tolga.manager().asks(query(language), refusal('3426'))).toEqual({ postNeed: { message } });
    });

    it('is the own form of the municipality that somebody works for', async () => {
      expect(await giske.manager().asks(query(), refusal('1532'))).toEqual({ postNeed: { message: 'Må fyllast ut.' } });
      expect(await tolga.manager().asks(query(), refusal('3426'))).toEqual({ postNeed: { message: 'Må fylles ut.' } });
    });

    it('is what a person has chosen, before that', async () => {
      await world.behind.run(`UPDATE person SET language = 'en' WHERE email = 'caseworker@1532.example'`);
      expect(await giske.caseWorker().asks(query(), refusal('1532'))).toEqual({ postNeed: { message: 'Must be filled in.' } });
      const { body } = await giske.caseWorker().sends('{ needs(first: 101) { totalCount } }', {}, { 'accept-language': 'nb' });
      expect(body.errors?.[0]?.message).toBe('A page can have from 0 to 100 rows.');
    });

    it.each([
      ['nn-NO, nb;q=0.5', 'Du må logge inn.', /^Førespurnaden er for stor/, /^Spørjinga passar ikkje/],
      ['en-GB', 'You must sign in.', /^The request is too large/, /^The query does not fit/],
      ['no', 'Du må logge inn.', /^Forespørselen er for stor/, /^Spørringen passer ikke/],
      ['fi, sv;q=0.8', 'Du må logge inn.', /^Forespørselen er for stor/, /^Spørringen passer ikke/],
    ])('is what the browser asks for, for who is not signed in: %s', async (language, signIn, tooLarge, misfit) => {
      const headers = { 'accept-language': language };
      expect((await send(world.url, '{ needs { totalCount } }', {}, headers)).body.errors?.[0]?.message).toBe(signIn);
      const large = await sendBody(world.url, `"${'x'.repeat(200_000)}"`, { 'content-type': 'application/json', ...headers });
      expect(large.body.errors?.[0]?.message).toMatch(tooLarge);
      expect((await send(world.url, '{ salaries }', {}, headers)).body.errors?.[0]?.message).toMatch(misfit);
    });

    it('names competences, duties and places as the reader does', async () => {
      const names = `{ competences(search: "psykolog", first: 1) { nb: label(language: nb) nn: label(language: nn) en: label(language: en) se: label(language: se) } }`;
      expect(await world.anybody().asks(names)).toEqual({
        competences: [{ nb: 'Psykolog', nn: 'Psykolog', en: 'Psychologist', se: 'Psykolog' }],
      });
    });
  },
  { workers: 0 },
);
