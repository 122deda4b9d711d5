import { Trouble } from '../trouble.js';
import { isAtLeast, look, ok } from './check.js';

describe('a version', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('%s is new enough for 20.19', (version) =>
    expect(isAtLeast(version, [20, 19])).toBe(true),
  );
  it.each(['20.18.9', '18.20.0', '9.99.0', ''])('%s is too old for 20.19', (version) => expect(isAtLeast(version, [20, 19])).toBe(false));
});

describe('a look of the doctor', () => {
  it('tells what it found', async () =>
    expect(await look('disk', () => Promise.resolve(ok('disk', 'roomy')))).toEqual(ok('disk', 'roomy')));

  it('that fails tells why, and the way out', async () => {
    const failing = look('database', () => Promise.reject(new Trouble(69, 'The database is away.', 'Bring it back.')));
    expect(await failing).toEqual({ name: 'database', state: 'fault', says: 'The database is away.', wayOut: 'Bring it back.' });
  });
});
