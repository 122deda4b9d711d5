import { onBothQueues, type World } from '@fagtorg/testing';

const LIMITS = { RATE_ADDRESS: '30', RATE_PERSON: '40', RATE_ORGANISATION: '70', RATE_SIGN_IN: '5' };
/** Where browsers would come from; nobody signs in here. */
const BROWSERS = { PUBLIC_URL: 'http://127.0.0.1:4000' };
const QUERY = JSON.stringify({ query: '{ viewer { id } }' });

interface Caller {
  readonly address: string;
  readonly email?: string;
  readonly token?: string;
  readonly language?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Each spec comes from addresses and people of its own, so that none uses up what another counts. */
const specs = (world: World): void => {
  const ask = async (process: number, caller: Caller): Promise<Response> => {
    const { address, email, token, language = 'nb', path = '/graphql', body = QUERY, headers = {} } = caller;
    const bearer = token ?? (email === undefined ? undefined : await world.system.tokenOf(email));
    return fetch(`${world.system.urls[process] ?? ''}${path}`, {
      ...(path === '/graphql' ? { method: 'POST', body } : {}),
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        'x-forwarded-for': address,
        ...headers,
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
    });
  };
  /** How many of some requests to both processes, in turn, are let through. */
  const letThrough = async (times: number, caller: (time: number) => Caller): Promise<number> => {
    const answers = await Promise.all(Array.from({ length: times }, (_, time) => ask(time % 2, caller(time))));
    expect(answers.filter(({ status }) => ![200, 401, 429].includes(status))).toEqual([]);
    return answers.filter(({ status }) => status !== 429).length;
  };

  it('counts an address over both processes', async () => {
    expect(await letThrough(60, () => ({ address: '192.0.2.1' }))).toBe(30);
    expect((await ask(0, { address: '192.0.2.2' })).status).toBe(200);
  });

  it('counts an IPv6 network as one', async () => {
    expect(await letThrough(60, (time) => ({ address: `2001:db8::${time.toString(16)}` }))).toBe(30);
    expect((await ask(0, { address: '2001:db8:0:1::1' })).status).toBe(200);
  });

  it('counts a person over both processes, from wherever they call', async () => {
    const email = 'manager@5007.example';
    const granted = await letThrough(80, (time) => ({ address: `198.51.100.${time}`, email }));
    expect(granted).toBeLessThanOrEqual(40);
    expect(granted).toBeGreaterThan(40 - 2 * 2);
  });

  it('counts all who work for an organisation', async () => {
    const accounts = ['manager', 'caseworker', 'specialist1'];
    const granted = await letThrough(120, (time) => ({ address: '203.0.113.1', email: `${accounts[time % 3] ?? ''}@5006.example` }));
    expect(granted).toBeLessThanOrEqual(70);
    expect(granted).toBeGreaterThan(70 - 2 * 3 - 4);
    expect((await ask(0, { address: '203.0.113.1', email: 'manager@5053.example' })).status).toBe(200);
  });

  it('says in the reader’s language when to try again', async () => {
    await letThrough(40, () => ({ address: '192.0.2.3' }));
    const said = async (language: string): Promise<unknown> => {
      const response = await ask(0, { address: '192.0.2.3', language });
      const seconds = Number(response.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect(errors[0]?.extensions.code).toBe('RATE_LIMITED');
      return errors[0]?.message;
    };
    expect(await said('nb')).toMatch(/^For mange forespørsler på kort tid\. Prøv igjen om \d+ sekund/);
    expect(await said('nn')).toMatch(/^For mange førespurnader på kort tid/);
    expect(await said('en')).toMatch(/^Too many requests in a short time/);
  });

  it.each<[what: string, address: string, caller: (time: number) => Partial<Caller>]>([
    ['a cookie that is none of ours', '192.0.2.10', () => ({ headers: { cookie: 'x=1' } })],
    ['a token, where tokens say nothing', '192.0.2.11', () => ({ token: 'x', path: '/health' })],
    ['a token and no readable body', '192.0.2.12', (time) => ({ token: `fagtorg_${time}`, body: '{' })],
    ['the cookie of a session from a foreign page', '192.0.2.13', (time) => ({ headers: { cookie: `fagtorg=${time}` } })],
  ])('counts whoever sends %s', async (_, address, caller) => {
    const statuses: number[] = [];
    for (let time = 0; time < 60; time += 1) statuses.push((await ask(time % 2, { address, ...caller(time) })).status);
    const granted = statuses.filter((status) => status !== 429).length;
    expect(granted).toBeGreaterThanOrEqual(30);
    expect(granted).toBeLessThanOrEqual(30 + 2); // each process learns of it for itself
  });

  it('lets nobody try one token after another', async () => {
    const forged = (time: number): Caller => ({ address: '192.0.2.4', token: `eyJ.${time}.x` });
    for (let time = 0; time < 40; time += 1) await ask(time % 2, forged(time));
    expect((await ask(0, forged(41))).status).toBe(429);
    expect((await ask(0, { address: '192.0.2.4' })).status).toBe(200);
  });

  it('keeps nobody out because of a neighbour’s broken program', async () => {
    const address = '192.0.2.14';
    const broken = { address, token: 'fagtorg_ended' };
    const statuses: number[] = [];
    for (let time = 0; time < 60; time += 1) statuses.push((await ask(0, broken)).status);
    expect(statuses.filter((status) => status === 401).length).toBe(3 + 1);
    expect((await ask(0, broken)).status).toBe(429);
    expect((await ask(0, { address, email: 'manager@5055.example' })).status).toBe(200);
    expect((await ask(0, { address })).status).toBe(200);
    expect((await ask(0, { address: '192.0.2.15', token: 'fagtorg_ended' })).status).toBe(401);
  });

  it('lets those go on who are known, while somebody beside them tries one token after another', async () => {
    const known = { address: '192.0.2.16', email: 'manager@5055.example' };
    expect((await ask(0, known)).status).toBe(200);
    for (let time = 0; time < 40; time += 1) await ask(0, { address: '192.0.2.16', token: `eyJ.${time}.y` });
    expect((await ask(0, { address: '192.0.2.16', token: 'eyJ.x.y' })).status).toBe(429);
    expect((await ask(0, known)).status).toBe(200);
  });

  it('does not keep those from looking who keep the process running', async () => {
    await letThrough(60, () => ({ address: '192.0.2.5' }));
    const look = (path: string): Promise<Response> => fetch(`${world.system.url}${path}`, { headers: { 'x-forwarded-for': '192.0.2.5' } });
    expect((await look('/health/ready')).status).toBe(200);
    expect((await look('/health')).status).toBe(429);
  });
};

await onBothQueues(specs, { workers: 0, apis: 2, environment: { ...LIMITS, TRUST_PROXY: 'loopback', ...BROWSERS } });
