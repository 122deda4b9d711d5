import { type Input, inWorld, needInput, offerInput, type Person } from '@fagtorg/testing';

const POST =
  'mutation ($input: PostNeedInput!) { postNeed(input: $input) { __typename ... on Need { id title } ... on Refusal { code } } }';
const POST_OTHERWISE =
  'mutation ($input: PostNeedInput!) { postNeed(input: $input) { ... on Need { id revision status history { to } } } }';

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const input = needInput('3426', { title: 'En gang' });
  let number = 0;
  const newKey = (): string => `key-${String((number += 1))}`;

  const post = async (who: Person, key: string, more: Input = {}, query = POST): Promise<{ id: string; code?: string }> =>
    (await who.asks<{ postNeed: { id: string; code?: string } }>(query, { input: { ...input, ...more } }, { 'idempotency-key': key }))
      .postNeed;
  const posted = (): Promise<number> => world.behind.number('SELECT count(*) FROM need');
  const effectsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await posted();
    await work();
    return (await posted()) - before;
  };

  it('with the same input means the same need, whatever is asked about it', async () => {
    const key = newKey();
    const first = await post(tolga.manager(), key);
    const inAnotherOrder = Object.fromEntries(Object.entries(input).reverse());
    expect(await post(tolga.manager(), key, inAnotherOrder, POST_OTHERWISE)).toEqual({
      id: first.id,
      revision: 1,
      status: 'OPEN',
      history: [{ to: 'OPEN' }],
    });
  });

  it('with other input is refused, and nothing is done', async () => {
    const key = newKey();
    await post(tolga.manager(), key);
    expect(
      await effectsOf(async () => expect(await post(tolga.manager(), key, { title: 'To ganger' })).toMatchObject({ code: 'CONFLICT' })),
    ).toBe(0);
  });

  it('used by fifty at the same moment has one effect, and all of them hear of it', async () => {
    const key = newKey();
    const answers: { id: string }[] = [];
    const effects = await effectsOf(async () => {
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => post(tolga.manager(), key)))));
    });
    expect([effects, new Set(answers.map(({ id }) => id)).size]).toEqual([1, 1]);
  });

  it('used by fifty at the same moment with input of their own has one effect, and the others are refused', async () => {
    const key = newKey();
    const codes: (string | undefined)[] = [];
    const effects = await effectsOf(async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => post(tolga.manager(), key, { title: `Behov ${n}` })));
      codes.push(...answers.map(({ code }) => code));
    });
    expect([effects, codes.filter((code) => code === 'CONFLICT').length]).toEqual([1, 49]);
  });

  it('is free again after a refusal', async () => {
    const key = newKey();
    expect(await post(tolga.manager(), key, { title: '' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await post(tolga.manager(), key)).toMatchObject({ title: 'En gang' });
  });

  it('is everybody’s own, and each mutation’s own', async () => {
    const key = newKey();
    const first = await post(tolga.manager(), key);
    const another = await post(tolga.caseWorker(), key);
    expect(another.id).not.toBe(first.id);
    const offer = await tolga.specialist().tries('publishOffer', { ...offerInput('3426'), draft: true }, { 'idempotency-key': key });
    expect(offer.__typename).toBe('Offer');
    const held = await tolga.manager().tries('holdNeed', { needId: first.id, revision: 1 }, { 'idempotency-key': key });
    expect(held).toMatchObject({ status: 'ON_HOLD', revision: 2 });
    expect(await tolga.manager().tries('holdNeed', { needId: first.id, revision: 1 }, { 'idempotency-key': key })).toMatchObject({
      status: 'ON_HOLD',
      revision: 2,
    });
  });

  it('says nothing about two changes in one request', async () => {
    const query =
      'mutation ($input: PostNeedInput!) { a: postNeed(input: $input) { __typename } b: postNeed(input: $input) { __typename } }';
    const effects = await effectsOf(async () => {
      const { status, body } = await tolga.manager().sends(query, { input }, { 'idempotency-key': newKey() });
      // The contract's own code (api.graphql, the last lines), not GraphQL's.
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'INVALID_INPUT']);
    });
    expect(effects).toBe(0);
    expect(await effectsOf(() => tolga.manager().asks(query, { input }))).toBe(2);
  });

  it('does not mind what clients ask beside the change, nor whether what is left open is said', async () => {
    const key = newKey();
    const query = `mutation ($input: PostNeedInput!) { __typename postNeed(input: $input) { ... on Need { id } } }`;
    const first = await post(tolga.manager(), key, {}, query);
    expect((await post(tolga.manager(), key, { minutesPerWeek: null, funding: null })).id).toBe(first.id);
  });

  it.each([
    ['nothing', ''],
    ['letters beyond ASCII', 'blåbær'],
    ['a space', 'to ord'],
    ['201 characters', 'x'.repeat(201)],
  ])('of %s is refused', async (_, key) => {
    const { status, body } = await tolga.manager().sends(POST, { input }, { 'idempotency-key': key });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('holds for three days', async () => {
    const key = newKey();
    const first = await post(tolga.manager(), key);
    const ago = (hours: number): Promise<unknown> =>
      world.behind.run(`UPDATE idempotency SET created_at = now() - make_interval(hours => ${hours}) WHERE key = '${key}'`);
    await ago(71);
    await world.isSwept();
    expect((await post(tolga.manager(), key)).id).toBe(first.id);
    await ago(73);
    await world.isSwept();
    expect((await post(tolga.manager(), key)).id).not.toBe(first.id);
  });
});
