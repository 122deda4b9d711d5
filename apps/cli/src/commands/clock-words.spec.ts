import { clockWords, momentOf } from './clock-words.js';

describe('a moment as an operator types it', () => {
  it('is eight in the morning in Norway when it is a date alone', () => expect(momentOf('2027-03-15')).toBe('2027-03-15T08:00'));

  it('is a time on the wall in Norway without an offset', () => {
    expect(momentOf('2027-03-15T14:30')).toBe('2027-03-15T14:30');
    expect(momentOf('2027-03-15 14:30:10')).toBe('2027-03-15T14:30:10');
  });

  it('is a point in time with one', () => {
    expect(momentOf('2027-03-15T13:30:00Z')).toEqual(new Date('2027-03-15T13:30:00Z'));
    expect(momentOf('2027-03-15T14:30+01:00')).toEqual(new Date('2027-03-15T13:30:00Z'));
  });

  it.each(['', 'yesterday', '2027-02-31', '2027-13-01', '15.03.2027', '2027-03-15T25:00', '1999-01-01', '2100-01-01'])(
    'is not «%s»',
    (words) => expect(momentOf(words)).toBeNull(),
  );
});

describe('the clock in words', () => {
  const now = new Date('2027-03-15T07:00:00Z');

  it('tells real time', () =>
    expect(clockWords({ now, offsetSeconds: 0 })).toBe('It is Monday, 15 March 2027 at 08:00 in Norway: real time.'));

  it('tells how far it was moved', () => {
    expect(clockWords({ now, offsetSeconds: 14 * 86_400 })).toMatch(/about 14 days after real time/);
    expect(clockWords({ now, offsetSeconds: -86_400 })).toMatch(/about 1 day before real time/);
    expect(clockWords({ now, offsetSeconds: 5_400 })).toMatch(/about 1.5 hours after real time/);
  });
});
