import { untilOf } from './until.js';

describe('how far the log is to go', () => {
  it('may be its end', () => expect(untilOf('latest')).toBe('latest'));

  it.each([
    ['2026-11-21T14:05', '2026-11-21T13:05:00.000Z'],
    ['2026-06-21 14:05:30', '2026-06-21T12:05:30.000Z'],
    ['2026-11-21T14:05Z', '2026-11-21T14:05:00.000Z'],
    ['2026-11-21T14:05:30+02:00', '2026-11-21T12:05:30.000Z'],
    ['2026-11-21T13:05:30.250Z', '2026-11-21T13:05:30.250Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('may be %s, in Norway unless an offset is said', (words, point) => expect(untilOf(words)).toEqual(new Date(point)));

  it.each(['yesterday', '2026-02-30T12:00', '2026-03-29T02:30', ''])('is not "%s", which no clock in Norway has shown', (words) =>
    expect(untilOf(words)).toBeNull(),
  );
});
