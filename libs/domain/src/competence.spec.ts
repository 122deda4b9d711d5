import { type CompetenceClaim, CompetenceTree } from './competence.js';

const tree = new CompetenceTree(
  new Map([
    ['helse', null],
    ['helse.psykolog', 'helse'],
    ['helse.psykologbarn', 'helse.psykolog'],
    ['plan', null],
    ['plan.areal', 'plan'],
  ]),
);

describe('a competence', () => {
  it('answers for itself and for every broader one above it', () => {
    expect(tree.isSameOrNarrower('helse.psykologbarn', 'helse.psykologbarn')).toBe(true);
    expect(tree.isSameOrNarrower('helse.psykologbarn', 'helse.psykolog')).toBe(true);
    expect(tree.isSameOrNarrower('helse.psykologbarn', 'helse')).toBe(true);
  });
  it('answers neither for a narrower one nor for the field beside it', () => {
    expect(tree.isSameOrNarrower('helse.psykolog', 'helse.psykologbarn')).toBe(false);
    expect(tree.isSameOrNarrower('plan.areal', 'helse')).toBe(false);
  });
  it('that nobody knows answers for nothing but itself', () => {
    expect(tree.isSameOrNarrower('astrologi', 'helse')).toBe(false);
    expect(tree.isSameOrNarrower('helse', 'astrologi')).toBe(false);
  });
});

describe('the best answer to a requirement', () => {
  const asked = { competence: 'helse.psykolog', level: 'PROFICIENT', mandatory: true } as const;
  const fit = (...claims: CompetenceClaim[]) => tree.fit(asked, claims);
  const claim = (competence: string, level: CompetenceClaim['level']): CompetenceClaim => ({ competence, level });

  it('is the highest level, also of a narrower competence', () => {
    const fitting = fit(claim('helse.psykolog', 'BASIC'), claim('helse.psykologbarn', 'EXPERT'), claim('plan', 'EXPERT'));
    expect(fitting).toEqual({ asked, best: claim('helse.psykologbarn', 'EXPERT'), short: 0 });
  });
  it('is the first of two that are equally high', () =>
    expect(fit(claim('helse.psykologbarn', 'PROFICIENT'), claim('helse.psykolog', 'PROFICIENT')).best?.competence).toBe(
      'helse.psykologbarn',
    ));
  it('counts the levels that lack', () => {
    expect(fit(claim('helse.psykolog', 'BASIC')).short).toBe(1);
    expect(tree.fit({ ...asked, level: 'EXPERT' }, [claim('helse.psykolog', 'BASIC')]).short).toBe(2);
  });
  it('does not exist without a claim in the field: broader knowledge is not enough', () => {
    expect(fit()).toEqual({ asked, best: null, short: null });
    expect(fit(claim('helse', 'EXPERT')).short).toBeNull();
  });
});
