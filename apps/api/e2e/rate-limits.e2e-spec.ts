import { onBothQueues, type World } from '@fagtorg/testing';

const LIMITS = { RATE_ADDRESS: '30', RATE_PERSON: '40', RATE_ORGANISATION: '70', RATE_SIGN_IN: '5' };
const QUERY = JSON.stringify({ query: '{ viewer { id } }' });

interface Caller {
  readonly address: string;
  readonly email?: string;
  readonly token?: string;
  readonly language?: string;
}

/** Each spec comes from addresses and people of its own, so that none uses up what another counts. */
const specs = (world: World): void => {
  const ask = async (process: number, { address, email, token, language = 'nb' }: Caller): Promise<Response> => {
    const bearer = token ?? (email === undefined ? undefined : await world.system.tokenOf(email));
    return fetch(`${world.system.urls[process] ?? ''}/graphql`, {
      method: 'POST',
      body: QUERY,
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        'x-forwarded-for': address,
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

  it('lets nobody try one token after another', async () => {
    const forged = (time: number): Caller => ({ address: '192.0.2.4', token: `eyJ.${time}.x` });
    for (let time = 0; time < 40; time += 1) await ask(time % 2, forged(time));
    expect((await ask(0, forged(41))).status).toBe(429);
  });

  it('does not keep those from looking who keep the process running', async () => {
    await letThrough(60, () => ({ address: '192.0.2.5' }));
    const look = (path: string): Promise<Response> => fetch(`${world.system.url}${path}`, { headers: { 'x-forwarded-for': '192.0.2.5' } });
    expect((await look('/health/ready')).status).toBe(200);
    expect((await look('/health')).status).toBe(429);
  });
};

await onBothQueues(specs, { workers: 0, apis: 2, environment: { ...LIMITS, TRUST_PROXY: 'loopback' } });
