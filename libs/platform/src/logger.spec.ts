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
    ['in what a database quotes', { err: Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(kari@1820.example)' }) }],
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
