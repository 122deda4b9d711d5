import { inWorld, sendBody } from '@fagtorg/testing';
import { getIntrospectionQuery } from 'graphql';

const JSON_TYPE = { 'content-type': 'application/json' };
const asBody = (query: string, more: object = {}): string => JSON.stringify({ query, ...more });
/** As many as the API keeps, unless told otherwise. */
const CONNECTIONS = 10;
const cursor = (text: string): string => Buffer.from(text).toString('base64');

const inside = (times: number, open: string, core: string, close: string): string => open.repeat(times) + core + close.repeat(times);
const doubling = Array.from({ length: 60 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ');

/** Queries that would keep the API busy for ever, or as good as. */
const endless: readonly (readonly [what: string, query: string, says: RegExp])[] = [
  [
    'lists in lists in lists',
    `{ counties ${inside(8, '{ municipalities { county ', '{ code }', ' } }')} }`,
    /for stort: høyst 100 000 ting/,
  ],
  [
    'all municipalities of all counties of all municipalities',
    '{ municipalities { county { municipalities { county { municipalities { code } } } } } }',
    /for stort/,
  ],
  ['a line without end', `{ competences ${inside(20, '{ broader ', '{ code }', ' }')} }`, /for dyp: høyst 8 nivåer/],
  [
    'long pages in long pages',
    '{ needs(first: 100) { edges { node { matches(first: 100) { edges { node { criteria { score } } } } } } } }',
    /for stort/,
  ],
  ['types of types of types', `{ __schema { types ${inside(4, '{ fields { type ', '{ name }', ' } }')} } }`, /passer ikke/],
  ['many names for the same', `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`, /eget navn: høyst 15/],
  ['fragments that double and double', `{ ...f0 } ${doubling} fragment f60 on Query { viewer { id } }`, /for stort/],
  ['fragments in a circle', '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }', /passer ikke/],
  ['many words', `{ ${'viewer { id } '.repeat(400)} }`, /ikke gyldig GraphQL/],
];

inWorld(
  (world) => {
    const tolga = world.municipality('Tolga');

    it.each<[what: string, body: string | Uint8Array, headers: Record<string, string>, status: number, says: RegExp]>([
      ['10 MB', asBody('{ viewer { id } }', { padding: 'x'.repeat(10_000_000) }), JSON_TYPE, 413, /høyst 100 kB/],
      ['invalid UTF-8', Buffer.from(asBody('{ viewer { id } } # é'), 'latin1'), JSON_TYPE, 400, /UTF-8/],
      ['another character set', asBody('{ viewer { id } }'), { 'content-type': 'application/json; charset=latin1' }, 415, /UTF-8/],
      ['half a JSON', '{"query": "{ viewer', JSON_TYPE, 400, /ikke gyldig JSON/],
      ['a word for JSON', 'null', JSON_TYPE, 400, /ikke gyldig JSON/],
      ['nothing', '', JSON_TYPE, 400, /./],
      ['an empty object', '{}', JSON_TYPE, 400, /./],
      ['a list of operations', `[${asBody('{ viewer { id } }')}]`, JSON_TYPE, 400, /./],
      ['a query that is no text', '{"query": 1}', JSON_TYPE, 400, /./],
      ['variables that are no object', '{"query": "{ viewer { id } }", "variables": "x"}', JSON_TYPE, 400, /./],
      ['no operation of that name', asBody('query A { viewer { id } }', { operationName: 'B' }), JSON_TYPE, 400, /./],
      [
        'a hash of a query',
        '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ab"}}}',
        JSON_TYPE,
        200,
        /ikke gyldig: PersistedQueryNotSupported/,
      ],
      ['plain text', asBody('{ viewer { id } }'), { 'content-type': 'text/plain' }, 415, /JSON/],
      ['a form', 'query={viewer{id}}', { 'content-type': 'application/x-www-form-urlencoded' }, 415, /JSON/],
      ['no type', asBody('{ viewer { id } }'), { 'content-type': '' }, 415, /JSON/],
      ['packed nonsense', 'xxxx', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400, /./],
      ['an unknown packing', 'xxxx', { ...JSON_TYPE, 'content-encoding': 'zebra' }, 415, /./],
      ['no GraphQL', asBody('hei på deg'), JSON_TYPE, 400, /ikke gyldig GraphQL/],
      ['a subscription', asBody('subscription { needs { id } }'), JSON_TYPE, 400, /./],
      ['an unknown field', asBody('{ salaries { sum } }'), JSON_TYPE, 400, /passer ikke til skjemaet/],
    ])('answers %s with what is wrong', async (_, body, headers, status, says) => {
      const reply = await sendBody(world.url, body, headers);
      expect([reply.status, reply.body.errors?.[0]?.message]).toEqual([status, expect.stringMatching(says)]);
    });

    it.each(endless)('does not begin with %s', async (_, query, says) => {
      const { status, body } = await world.anybody().sends(query);
      expect([status, body.errors?.[0]?.message.replaceAll('\u00a0', ' ')]).toEqual([400, expect.stringMatching(says)]);
    });

    it.each([{ toString: 'x' }, [1], 'x', true, 1e308])('answers 400 to a page of %j', async (first) => {
      const query = 'query ($first: Int) { needs(first: $first) { totalCount } }';
      expect((await tolga.manager().sends(query, { first })).status).toBe(400);
    });

    it('has room for what a page or a tool may ask', async () => {
      await tolga.manager().asks(getIntrospectionQuery());
      await tolga.manager().asks(`{ needs(first: 100) { edges { node { requirements { competence { label } } coBorrowers { minutes }
        matches(first: 10) { edges { node { offer { headline competences { competence { label } } } criteria { explanation } } } } } } } }`);
    });

    it.each([
      'needs(first: 101) { totalCount }',
      'needs(first: -1) { totalCount }',
      'offers(first: 101) { totalCount }',
      'competences(first: 101) { code }',
      'needs(after: "") { totalCount }',
      'needs(after: "tull") { totalCount }',
      `needs(after: "${cursor('offer:11111111-1111-4111-8111-111111111111')}") { totalCount }`,
      `needs(after: "${cursor('need:------------------------------------')}") { totalCount }`,
      `needs(after: "${cursor("need:1' OR '1'='1")}") { totalCount }`,
      `offers(after: "${cursor('need:11111111-1111-4111-8111-111111111111')}") { totalCount }`,
      'regions(at: "i går") { code }',
      'regions(at: "2027-13-01") { code }',
      'municipality(code: "3426") { region(at: "1\\u0000") { code } }',
    ])('answers 400 to a query for %s', async (field) => {
      const { status, body } = await tolga.manager().sends(`{ ${field} }`);
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    });

    it.each(['5:x', '500000:11111111-1111-4111-8111-111111111111', '1:------------------------------------', '99999999'])(
      'answers 400 to a cursor of another list of matches: %s',
      async (key) => {
        const need = await tolga.manager().posts({ draft: true });
        const query = `query ($id: UUID!, $after: String) { need(id: $id) { matches(after: $after) { totalCount } } }`;
        const { status, body } = await tolga.manager().sends(query, { id: need.id, after: cursor(`match:${key}`) });
        expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
      },
    );

    it('answers 400 to a cursor of a need’s matches where an offer’s are asked for', async () => {
      const offer = await tolga.specialist().publishes();
      const query = `query ($id: UUID!, $after: String) { offer(id: $id) { matches(after: $after) { totalCount } } }`;
      const { status } = await tolga.specialist().sends(query, { id: offer.id, after: cursor('match:5') });
      expect(status).toBe(400);
    });

    it.each(['\u0000', '\ud800', "' OR 1=1 --", '%', '_', ':*', '!!!', '<->', '"', '\\', '🦦', 'a'.repeat(5000), '() & | !', '\u202e'])(
      'finds nothing, and no fault, where people seek %j',
      async (words) => {
        const query = `query ($words: String!, $code: ID!) {
          needs(filter: { search: $words, municipalityCode: $code, regionId: $code, countyCode: $code, competenceIds: [$code] }) { totalCount }
          sought: needs(filter: { search: $words }) { totalCount }
          offers(filter: { search: $words, municipalityCode: $code, regionId: $code, countyCode: $code, competenceIds: [$code] }) { totalCount }
          competences(search: $words) { code }
          municipality(code: $code) { code }
          municipalities(regionId: $code, countyCode: $code) { code }
          regions(standard: $words) { code }
        }`;
        const { status, body } = await tolga.manager().sends(query, { words, code: words });
        expect([200, 400]).toContain(status);
        expect(body.errors?.filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT') ?? []).toEqual([]);
      },
    );

    it('is not fooled by a page elsewhere that sends what a browser may send without asking', async () => {
      const reply = await fetch(`${world.url}?query=${encodeURIComponent('{ viewer { id } }')}`);
      expect(reply.status).toBe(400);
    });

    it('changes nothing by GET', async () => {
      const query = encodeURIComponent(
        'mutation { holdNeed(input: { needId: "11111111-1111-4111-8111-111111111111", revision: 1 }) { __typename } }',
      );
      const reply = await fetch(`${world.url}?query=${query}`, { headers: { 'apollo-require-preflight': 'yes' } });
      expect(reply.status).toBe(405);
    });

    it('holds no connection for what was still being read when the answer was cut short', async () => {
      const { id } = await tolga.manager().posts({ draft: true });
      const query = `query ($id: UUID!) { need(id: $id) {
        matches(first: 101) { totalCount } history { to } requirements { level } coBorrowers { minutes } matchesStale
      } }`;
      const more = 3 * CONNECTIONS;
      for (let time = 0; time < more; time += 1) expect((await tolga.manager().sends(query, { id })).status).toBe(400);
      expect((await tolga.manager().need(id))?.status).toBe('DRAFT');
    });
  },
  { workers: 0 },
);
