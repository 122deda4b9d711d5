import { chance } from '../chance.js';
import { needCourse, offerCourse } from './course.js';
import { makeMarket } from './market.js';
import type { Participant } from './participant.js';
import { apportion } from './spread.js';

const TODAY = '2026-11-23';

/** A country of the shape of Norway: many small and remote municipalities, few large and central ones. */
const country: readonly Participant[] = [
  ...Array.from({ length: 357 }, (_, index): Participant => {
    const centralityClass = index < 10 ? 1 : index < 30 ? 2 : index < 80 ? 3 : index < 160 ? 4 : index < 250 ? 5 : 6;
    const population = Math.round(700_000 / (index + 1)) + 200;
    return {
      id: `id-${index}`,
      code: `m${index}`,
      kind: 'MUNICIPALITY',
      form: index % 4 === 0 ? 'nn' : 'nb',
      base: `m${index}`,
      population,
      centralityClass,
      samiLanguages: index % 50 === 49 ? ['se'] : [],
      neighbours: index % 2 === 0 ? [`m${index + 1}`] : [],
    };
  }),
  ...Array.from({ length: 14 }, (_, index) => other('COUNTY', `c${index}`)),
  ...Array.from({ length: 10 }, (_, index) => other('BODY', `b${index}`)),
];

function other(kind: Participant['kind'], code: string): Participant {
  return {
    id: `id-${code}`,
    code,
    kind,
    form: 'nb',
    base: 'm20',
    population: 30_000,
    centralityClass: 3,
    samiLanguages: [],
    neighbours: [],
  };
}

const market = makeMarket(country, 'a seed', TODAY);
const needs = market.flatMap(({ participant, needs: made }) => made.map((need) => ({ participant, ...need })));
const offers = market.flatMap(({ participant, offers: made }) => made.map((offer) => ({ participant, ...offer })));

describe('a made-up market', () => {
  it('has 2,000 needs and 4,000 offers', () => expect([needs.length, offers.length]).toEqual([2000, 4000]));

  it('is the same again for the same seed and day', () => expect(makeMarket(country, 'a seed', TODAY)).toEqual(market));

  it('is another one for another seed', () => expect(makeMarket(country, 'another seed', TODAY)).not.toEqual(market));

  it('leaves no municipality without two needs and an offer', () => {
    const poorest = market.filter(({ needs: made, offers: lent }) => made.length < 2 || lent.length < 1);
    expect(poorest).toEqual([]);
  });

  it('lets counties and inter-municipal bodies take part', () => {
    const others = market.filter(({ participant }) => participant.kind !== 'MUNICIPALITY');
    expect(others).toHaveLength(24);
    expect(others.every(({ needs: made, offers: lent }) => made.length > 0 && lent.length > 0)).toBe(true);
  });
});

describe('small and remote municipalities', () => {
  const per = (thing: 'needs' | 'offers', among: (participant: Participant) => boolean): number => {
    const stalls = market.filter(({ participant }) => participant.kind === 'MUNICIPALITY' && among(participant));
    const count = stalls.reduce((sum, stall) => sum + stall[thing].length, 0);
    return count / stalls.reduce((sum, { participant }) => sum + participant.population, 0);
  };
  const remote = ({ centralityClass }: Participant): boolean => centralityClass === 6;
  const central = ({ centralityClass }: Participant): boolean => centralityClass <= 2;

  it('ask for more by the head', () => expect(per('needs', remote)).toBeGreaterThan(5 * per('needs', central)));

  it('offer less for every need', () => {
    expect(per('offers', remote) / per('needs', remote)).toBeLessThan(per('offers', central) / per('needs', central) / 2);
  });
});

describe('a made-up need', () => {
  it('is written in the form that its borrower writes', () => {
    const text = (form: 'nb' | 'nn'): string =>
      needs
        .filter(({ participant }) => participant.form === form)
        .map(({ draft }) => `${draft.title} ${draft.description}`)
        .join('\n');
    expect(text('nb')).not.toMatch(/\b(ikkje|ein|frå|timar|treng|manglar)\b/);
    expect(text('nn')).not.toMatch(/\b(ikke|en|fra|timer|trenger|mangler)\b/);
  });

  it('leaves no gap in its texts', () => {
    for (const { draft } of needs) expect(`${draft.title} ${draft.description}`).not.toMatch(/[{}]|undefined|NaN| {2}/);
  });

  it('can still be answered, before its work is over', () => {
    for (const { draft } of needs) {
      expect(draft.answerBy > TODAY).toBe(true);
      expect(draft.answerBy <= draft.period.to).toBe(true);
    }
  });

  it('asks for a Sámi language only where the place has a name in it', () => {
    const asking = needs.filter(({ draft }) => draft.workLanguages?.includes('se'));
    expect(asking.length).toBeGreaterThan(0);
    expect(asking.every(({ participant }) => participant.samiLanguages.includes('se'))).toBe(true);
  });

  it('is never a climate budget that claims to be a duty', () => {
    const budgets = needs.filter(({ draft }) => draft.requirements[0]?.competence === 'klima.klimabudsjett');
    expect(budgets.length).toBeGreaterThan(0);
    expect(budgets.filter(({ draft }) => draft.statutoryRequirement !== null)).toEqual([]);
  });

  it('is open for the most part, and now and then a draft, on hold, closed or withdrawn', () => {
    const statuses = shares(needs.map(({ steps }) => needCourse(steps).at(-1)?.step.to));
    expect(statuses['OPEN']).toBeGreaterThan(0.8);
    expect(Object.keys(statuses).sort()).toEqual(['CLOSED', 'DRAFT', 'ON_HOLD', 'OPEN', 'RETURNED', 'SUBMITTED', 'WITHDRAWN']);
  });
});

describe('a made-up offer', () => {
  it('is in a field of its own among those of its specialist', () => {
    const fields = offers.map(
      ({ participant, specialist, draft }) => `${participant.code} ${specialist} ${draft.claims[0]?.competence ?? ''}`,
    );
    expect(new Set(fields).size).toBe(offers.length);
  });

  it('is available for the most part, and now and then waits, rests or was refused', () => {
    const statuses = shares(offers.map(({ steps }) => offerCourse(steps).course.at(-1)?.step.to));
    expect(statuses['AVAILABLE']).toBeGreaterThan(0.8);
    expect(Object.keys(statuses).sort()).toEqual(['AVAILABLE', 'AWAITING_RELEASE', 'DRAFT', 'NOT_RELEASED', 'PAUSED', 'WITHDRAWN']);
  });

  it('is released by the manager, never by the specialist', () => {
    const releases = offers.flatMap(({ steps }) => steps.filter(({ act }) => act === 'release'));
    expect(releases.every(({ by }) => by === 'manager')).toBe(true);
  });
});

it('everything has happened before today, and in order', () => {
  for (const { steps } of [...needs, ...offers]) {
    const times = steps.map(({ at }) => at.toISOString());
    expect(times).toEqual([...new Set(times)].sort());
    expect((times.at(-1) ?? '') < TODAY).toBe(true);
  }
});

describe('sharing out by weights', () => {
  it.each(['one', 'two', 'three', 'four', 'five'])('loses nothing and leaves nobody below the least (%s)', (seed) => {
    const by = chance(seed);
    const weights = Array.from({ length: by.between(1, 400) }, () => by.next() * 100);
    const total = weights.length * 2 + by.between(0, 5000);
    const parts = apportion(total, weights, 2);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(2);
  });

  it('gives the heavier at least as much', () => expect(apportion(10, [1, 2, 3], 1)).toEqual([2, 3, 5]));
});

function shares(values: readonly (string | undefined)[]): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const value of values) counted[String(value)] = (counted[String(value)] ?? 0) + 1 / values.length;
  return counted;
}
