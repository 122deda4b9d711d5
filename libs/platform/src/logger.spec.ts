import { createLogger, type LoggerOptions } from './logger.js';

const written = (options: Partial<LoggerOptions> = {}) => {
  const lines: string[] = [];
  const logger = createLogger({ process: 'api', level: 'info', format: 'json', to: { write: (line) => lines.push(line) }, ...options });
  return { logger, lines };
};

describe('the log', () => {
  it('is one JSON object a line that says who speaks, when and how loud', () => {
    const { logger, lines } = written();
    logger.info({ need: '7' }, 'matched');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      process: 'api',
      need: '7',
      msg: 'matched',
    });
  });

  it('keeps still below its level', () => {
    const { logger, lines } = written({ level: 'warn' });
    logger.info('matched');
    expect(lines).toEqual([]);
  });

  it.each([
    ['at the top', { email: 'kari@1820.example', token: 'eyJ' }],
    ['in a request', { req: { headers: { authorization: 'Bearer eyJ', cookie: 'eyJ', 'set-cookie': ['eyJ'] } } }],
    ['in a person', { person: { name: 'Kari Nordmann', email: 'kari@1820.example' } }],
    ['deep down', { args: { input: { specialist: { name: 'Kari Nordmann' } } } }],
    ['in what a database quotes', { detail: 'Key (email)=(kari@1820.example)' }],
  ])('never tells who somebody is, nor lets one act as them: %s', (_, fields) => {
    const { logger, lines } = written();
    logger.info(fields);
    expect(lines[0]).toContain('***');
    expect(lines[0]).not.toMatch(/kari|eyJ/i);
  });

  it('is readable in development, errors with their stack', () => {
    const { logger, lines } = written({ format: 'lines' });
    logger.warn({ need: '7', err: new Error('no such need') }, 'not matched');
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d {2}warn {3}api {2}not matched {2}need=7\n {4}Error: no such need\n {8}at /);
  });
});

describe('what only we and nobody else should know', () => {
  const says = (fields: object, words = ''): string => {
    const { logger, lines } = written();
    logger.error(fields, words);
    return lines.join('');
  };

  it.each([
    ['a password in a URL', 'cannot reach postgresql://fagtorg_app:CANARY@db.example/fagtorg?x=1'],
    ['a password alone in a URL', 'cannot reach redis://:CANARY@queue.example'],
    ['a password in a URL of a host without a domain', 'cannot reach redis://:CANARY@queue:6379'],
    ['a bearer token', 'sent Authorization: Bearer CANARY-abc.def'],
    ['a signed token', 'got eyJCANARYhbGciOi.eyJzdWIiOiI.c2ln'],
    ['a password in JSON', '{"clientSecret":"CANARY","password": "CANARY"}'],
    ['a token in an address', 'GET /callback?refresh_token=CANARY&x=1'],
    ['an e-mail address', 'no account for CANARY.Nordmann@tolga.example'],
    ['a national identity number', 'person 010190 12345 and 01019012345 CANARY'.replace(' CANARY', '')],
  ])('is cut out of any text: %s', (_, words) => {
    for (const line of [says({}, words), says({ note: [{ deep: { words } }] }), says({ err: new Error(words) })]) {
      expect(line).toContain('***');
      expect(line).not.toMatch(/CANARY|12345/);
    }
  });

  it('is never written where its field is known, however deep and however it is spelt', () => {
    const line = says({ a: { b: { c: { d: { e: { REFRESH_TOKEN: 'CANARY', 'Set-Cookie': ['CANARY'], variables: { x: 'CANARY' } } } } } } });
    expect(line).not.toContain('CANARY');
  });

  it('does not stand in what is kept of a database’s errors, nor in those of their causes', () => {
    const refused = Object.assign(new Error('Failing row contains (CANARY)'), { code: '23514', detail: 'CANARY' });
    const line = says({ err: new Error('not stored', { cause: refused }) });
    expect(line).toContain('database error 23514');
    expect(line).toContain('not stored');
    expect(line).not.toContain('CANARY');
  });

  it('leaves the rest as it is', () => {
    expect(
      JSON.parse(says({ url: 'http://127.0.0.1:4000', need: '7c9e6679-7425-40de-944b-e07fc1f90ae7', count: 7 }, 'all went well')),
    ).toMatchObject({
      url: 'http://127.0.0.1:4000',
      need: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      count: 7,
      msg: 'all went well',
    });
  });
});
