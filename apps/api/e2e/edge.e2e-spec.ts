import { inSystem } from '@fagtorg/testing';

const ORIGIN = 'https://torg.example';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const JSON_TYPE = { 'content-type': 'application/json' };

inSystem(
  (system) => {
    const base = (): string => system().url;
    const graphql = (): string => `${base()}/graphql`;
    const post = (query: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
      fetch(graphql(), { method: 'POST', body: JSON.stringify({ query }), headers: { ...JSON_TYPE, ...headers } });

    describe('every answer', () => {
      const answers: readonly [what: string, status: number, ask: () => Promise<Response>][] = [
        ['an answer', 200, () => post('{ viewer { id } }')],
        ['a query that does not fit', 400, () => post('{ salaries }')],
        ['a refusal of who is not signed in', 401, () => post('{ needs { totalCount } }')],
        ['a refused token', 401, () => post('{ viewer { id } }', { authorization: 'Bearer x.y.z' })],
        ['a body that cannot be read', 400, () => fetch(graphql(), { method: 'POST', body: '{', headers: JSON_TYPE })],
        ['a body of another kind', 415, () => fetch(graphql(), { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } })],
        ['health', 200, () => fetch(`${base()}/health`)],
        ['an address where nothing is', 404, () => fetch(`${base()}/../secret`)],
        ['an address that cannot be read', 404, () => fetch(`${base()}/health/%E0%A4%A`)],
        [
          'a question from a page elsewhere',
          204,
          () => fetch(graphql(), { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example' } }),
        ],
      ];

      it.each(answers)('carries the headers that keep browsers in check: %s', async (_, status, ask) => {
        const { headers, status: found } = await ask();
        expect(found).toBe(status);
        expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
        expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('x-powered-by')).toBeNull();
        expect(headers.get('x-correlation-id')).toMatch(UUID);
      });

      it.each(answers.filter(([, status]) => status >= 400))('says the number of the request in its errors: %s', async (_, __, ask) => {
        const response = await ask();
        const { errors } = (await response.json()) as { errors: { extensions: { correlationId: string; code: string } }[] };
        expect(errors[0]?.extensions.correlationId).toBe(response.headers.get('x-correlation-id'));
        expect(errors[0]?.extensions.code).toMatch(/^[A-Z_]+$/);
      });

      it('takes a number that a caller gives where it is a UUID, and no other text', async () => {
        const number = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
        expect((await post('{ viewer { id } }', { 'x-correlation-id': number.toUpperCase() })).headers.get('x-correlation-id')).toBe(
          number,
        );
        const forged = await post('{ viewer { id } }', { 'x-correlation-id': `${number} level=fatal` });
        expect(forged.headers.get('x-correlation-id')).toMatch(UUID);
        expect(forged.headers.get('x-correlation-id')).not.toBe(number);
      });
    });

    describe('pages elsewhere', () => {
      it('may call where they are named, and no others', async () => {
        const allowed = async (origin: string): Promise<string | null> =>
          (await post('{ viewer { id } }', { origin })).headers.get('access-control-allow-origin');
        expect(await allowed(ORIGIN)).toBe(ORIGIN);
        expect(await allowed('https://torg.example.evil.example')).toBeNull();
        expect(await allowed('null')).toBeNull();
      });
    });

    describe('in production', () => {
      it('the schema is not told', async () => {
        for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Need") { name } }']) {
          const { status } = await post(query);
          expect(status).toBe(400);
        }
      });

      it('a slip of the pen is not answered with what would have been right', async () => {
        const { errors } = (await (await post('{ viewe { id } }')).json()) as { errors: { message: string }[] };
        expect(errors[0]?.message).toContain('viewe');
        expect(errors[0]?.message).not.toContain('viewer');
      });

      it('there is no page to explore it with', async () => {
        for (const path of ['/graphql', '/playground', '/graphiql', '/voyager', '/altair']) {
          const response = await fetch(`${base()}${path}`, { headers: { accept: 'text/html' } });
          expect([path, response.status >= 400, response.headers.get('content-type')]).toEqual([
            path,
            true,
            expect.stringContaining('application/json'),
          ]);
        }
      });

      it('several operations in one request are refused', async () => {
        const body = JSON.stringify([{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }]);
        expect((await fetch(graphql(), { method: 'POST', body, headers: JSON_TYPE })).status).toBe(400);
      });

      it('a hash is not taken for a query', async () => {
        const body = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'ab' } } });
        const response = await fetch(graphql(), { method: 'POST', body, headers: JSON_TYPE });
        expect(await response.text()).toMatch(/PersistedQueryNotSupported/);
      });
    });

    describe('a limit that is set otherwise', () => {
      it.each([
        ['tokens', `{ ${'viewer { id } '.repeat(30)} }`],
        ['depth', '{ competences(first: 1) { broader { broader { code } } } }'],
        ['aliases', '{ a: viewer { id } b: viewer { id } c: viewer { id } }'],
        ['cost', '{ counties { municipalities { code } } }'],
        ['page', '{ competences(first: 6) { code } }'],
        ['body', `{ viewer { id } } # ${'x'.repeat(1100)}`],
      ])('holds for %s', async (_, query) => {
        expect([400, 413]).toContain((await post(query)).status);
      });

      it('leaves room below it', async () => {
        expect((await post('{ a: viewer { id } competences(first: 5) { code broader { code } } }')).status).toBe(200);
      });
    });
  },
  {
    workers: 0,
    environment: {
      ...{ NODE_ENV: 'production', DEMONSTRATION: 'false', PUBLIC_URL: ORIGIN, ALLOWED_ORIGINS: `https://page.example, ${ORIGIN}` },
      ...{ LIMIT_TOKENS: '100', LIMIT_DEPTH: '3', LIMIT_ALIASES: '2', LIMIT_COST: '200', LIMIT_PAGE: '5', LIMIT_BODY_KB: '1' },
    },
  },
);
