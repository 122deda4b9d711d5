import { judge, type Report } from './judgement.js';

const URL = 'https://github.com/advisories/GHSA-xxxx';
const report = (severity: string): Report => ({
  vulnerabilities: {
    express: { severity, via: ['qs'] },
    qs: { severity, via: [{ url: URL, title: 'Prototype pollution', severity }] },
  },
});
const exception = { advisory: URL, reason: 'The parser is never given what people send.', reviewBy: '2027-01-31' };
const today = '2026-11-21';

describe('known weaknesses of packages', () => {
  it.each(['high', 'critical'])('stand in the way where they are %s', (severity) => {
    expect(judge(report(severity), [], today)).toEqual([expect.stringContaining(`${severity} in qs: Prototype pollution`)]);
  });

  it.each(['low', 'moderate'])('do not where they are %s', (severity) => expect(judge(report(severity), [], today)).toEqual([]));

  it('are let pass by an exception that is dated, explained and needed', () => {
    expect(judge(report('high'), [exception], today)).toEqual([]);
  });

  it.each([
    ['out of date', { ...exception, reviewBy: '2026-11-20' }, /was to be looked at by 2026-11-20/],
    ['without a date', { ...exception, reviewBy: 'later' }, /was to be looked at/],
    ['without a reason', { ...exception, reason: 'ok' }, /does not say why/],
  ])('are not let pass by one %s', (_, given, says) =>
    expect(judge(report('high'), [given], today)).toEqual([expect.stringMatching(says)]),
  );

  it('leave no exception behind', () => {
    expect(judge({ vulnerabilities: {} }, [exception], today)).toEqual([expect.stringMatching(/not needed any longer/)]);
  });
});
