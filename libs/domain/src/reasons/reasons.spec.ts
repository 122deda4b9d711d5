import { refuse } from '../refusal.js';
import { reasons } from './index.js';

/** Facts of every kind, so that every sentence can be said. */
const facts = {
  ...{ min: 1, max: 24_000, total: 7200, agreed: 600, free: 30, limit: 1000, kilobytes: 100, years: 3, year: 2045, current: 2 },
  ...{ from: '2027-01-04', to: '2027-03-14', today: '2026-11-23', date: '2027-03-14', answerBy: '2026-12-18', lastDay: '2027-03-14' },
  ...{ first: '2026-11-23', last: '2027-11-23', seconds: 30, minutes: 9 },
  ...{ code: '9999', value: 'x', id: 'x', name: 'Plan', section: '§ 3-2', organisation: 'Tolga', successors: ['1508 Ålesund'] },
  ...{ status: 'ON_HOLD', allowed: ['OPEN', 'PARTLY_FILLED'], scope: 'COUNTY', offered: ['SECONDMENT'], known: ['nb', 'se'] },
};
type Tongue = 'nb' | 'nn' | 'en';
const said = (tongue: Tongue): [string, string][] =>
  Object.entries(reasons).map(([reason, sentences]) => {
    const sentence = sentences[tongue] as (given: unknown) => string;
    return [reason, sentence(facts).replaceAll('\u00a0', ' ')];
  });

describe.each(['nb', 'nn', 'en'] as const)('every refusal, in %s', (tongue) => {
  it.each(said(tongue))('%s is a sentence for people', (_, sentence) => {
    expect(sentence).toMatch(/^[\p{Lu}«“§\d].*[.…]$/u);
    expect(sentence).not.toMatch(/undefined|NaN|\[object|null/);
    expect(sentence).not.toMatch(/\b[A-Z]+_[A-Z]+\b/);
  });
});

it.each(said('nn'))('%s holds no bokmål where it is nynorsk', (_, sentence) =>
  expect(sentence).not.toMatch(
    /(^|\s)(ikke|hvem|hva|hvor|hvilken|noen|noe|fra|være|gjøre|selv|også|en|et|leder|uka|timer|søkes)(?=[\s.,:]|$)/i,
  ),
);
it.each(said('nb'))('%s holds no nynorsk where it is bokmål', (_, sentence) =>
  expect(sentence).not.toMatch(
    /(^|\s)(ikkje|kven|kva|kor|nokon|noko|frå|vere|gjere|sjølv|òg|ein|eit|leiar|veka|timar|byrjar)(?=[\s.,:]|$)/i,
  ),
);

describe('in a refusal', () => {
  const says = (refused: ReturnType<typeof refuse>): string => refused.refusal.say('nb').replaceAll('\u00a0', ' ');
  it('large numbers are grouped, years are not', () => {
    expect(says(refuse('INVALID_INPUT', [], 'number-out-of-range', { min: 0, max: 1_000_000 }))).toBe('Må være fra 0 til 1 000 000.');
    expect(says(refuse('INVALID_INPUT', [], 'text-too-long', { limit: 10_000 }))).toBe('For langt: høyst 10 000 tegn.');
    expect(says(refuse('INVALID_INPUT', [], 'year-out-of-range', { min: 2020, max: 2099 }))).toBe('Året må være fra 2020 til 2099.');
  });
  it('less than an hour is told in minutes', () =>
    expect(says(refuse('INVALID_INPUT', [], 'more-than-total', { total: 1 }))).toBe('Kan ikke være mer enn behovet på 1 minutt.'));
  it('statuses and languages go by the names that people know', () => {
    expect(says(refuse('ILLEGAL_TRANSITION', [], 'illegal-transition', { status: 'CLOSED', allowed: ['OPEN', 'ON_HOLD'] }))).toBe(
      'Det går ikke når status er «Avsluttet». Status må være «Åpent» eller «Satt på vent».',
    );
    expect(says(refuse('INVALID_INPUT', [], 'unknown-language', { value: 'da', known: ['nb', 'nn', 'se'] }))).toBe(
      'Ukjent arbeidsspråk «da». Velg blant bokmål, nynorsk eller nordsamisk.',
    );
  });
  it('a borrower need not be a municipality', () =>
    expect(says(refuse('FORBIDDEN', [], 'may-not-change-need', undefined))).toBe(
      'Bare en leder i organisasjonen som har behovet, kan gjøre dette.',
    ));
  it('readers of Northern Sámi get bokmål', () =>
    expect(refuse('NOT_FOUND', [], 'not-found', undefined).refusal.say('se')).toBe('Finnes ikke, eller er ikke synlig for deg.'));
});
