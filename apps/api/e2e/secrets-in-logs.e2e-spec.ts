import { needInput, startSystem, type System } from '@fagtorg/testing';

const CANARY = 'CANARY';
const EMAIL = 'manager@3426.example';

/** Everything that people send, and everything that goes wrong, with a word in it that must not come out anywhere. */
describe('what API and worker write', () => {
  let system: System;
  let token: string;

  beforeAll(async () => {
    system = await startSystem({ workers: 1, environment: { LOG_LEVEL: 'trace' } });
    token = await system.tokenOf(EMAIL);
  });
  afterAll(() => system.stop());

  const send = async (body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'accept-language': 'nb', ...headers },
    });
    return response.text();
  };
  const post = (title: string): Promise<string> =>
    send(
      JSON.stringify({
        query: 'mutation ($input: PostNeedInput!) { postNeed(input: $input) { ... on Need { id } ... on Refusal { code } } }',
        variables: { input: needInput('3426', { title }) },
      }),
      { authorization: `Bearer ${token}` },
    );
  const number = (answer: string): string => /"correlationId":"([^"]+)"/.exec(answer)?.[1] ?? 'none';
  const holdsNoSecret = (): void => {
    expect(system.written()).not.toContain(CANARY);
    expect(system.written()).not.toContain(token);
    expect(system.written()).not.toContain(EMAIL);
    expect(system.written()).not.toMatch(/postgres(?:ql)?:\/\/[^*\s]*:[^*\s]*@/);
  };

  it('holds nothing of headers, bodies and variables that are refused', async () => {
    await send('{}', { authorization: `Bearer ${CANARY}.${CANARY}.${CANARY}` });
    await send('{}', {
      cookie: `__Host-session=${CANARY}`,
      'x-api-key': CANARY,
      'x-correlation-id': CANARY,
      'idempotency-key': `${CANARY} `,
    });
    await send(`{"query": "${CANARY}`);
    await send(JSON.stringify({ query: `{ ${CANARY} }` }));
    await send(JSON.stringify({ query: '{ viewer { id } }', variables: CANARY, operationName: CANARY, extensions: { [CANARY]: CANARY } }));
    await send(JSON.stringify({ query: 'query ($id: UUID!) { need(id: $id) { id } }', variables: { id: CANARY } }), {
      authorization: `Bearer ${token}`,
    });
    await fetch(`${system.url}/${CANARY}?token=${CANARY}`);
    holdsNoSecret();
  });

  it('holds nothing of a row that the database refuses, but the number that the caller was told', async () => {
    await system.behind.run(`ALTER TABLE need ADD CONSTRAINT no_canary CHECK (title NOT LIKE '${CANARY}%') NOT VALID`);
    const answer = await post(`${CANARY} 1`);
    await system.behind.run('ALTER TABLE need DROP CONSTRAINT no_canary');
    expect(answer).not.toContain('no_canary');
    holdsNoSecret();
  });

  it('holds nothing of what the database says where something breaks', async () => {
    await system.behind.run(`
      CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken by %', NEW.title USING DETAIL = NEW.title; END $$`);
    await system.behind.run('CREATE TRIGGER broken BEFORE INSERT ON need FOR EACH ROW EXECUTE FUNCTION break()');
    const answer = await post(`${CANARY} 2`);
    await system.behind.run('DROP TRIGGER broken ON need');
    expect(answer).toContain('INTERNAL_SERVER_ERROR');
    expect(answer).not.toMatch(/broken|CANARY/);
    expect(system.written()).toContain(`correlationId=${number(answer)}`);
    holdsNoSecret();
  });

  it('holds nothing of what a job met', async () => {
    await system.behind.run(`
      CREATE FUNCTION break_job() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${CANARY} %', NEW USING DETAIL = '${CANARY}'; END $$`);
    await system.behind.run('CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON need_matching FOR EACH ROW EXECUTE FUNCTION break_job()');
    const answer = await post('Planlegger');
    await system.behind.until('SELECT least(1, count(*)) FROM outbox WHERE dispatched_at IS NOT NULL', 1);
    for (let attempt = 0; attempt < 200 && !system.written().includes('a job failed'); attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await system.behind.run('DROP TRIGGER IF EXISTS broken ON need_matching');
    expect(answer).toContain('"data"');
    expect(system.written()).toContain('a job failed');
    holdsNoSecret();
  });
});
