import {
  type Atlas,
  initialScope,
  isWithin,
  kilometres,
  type MatchScope,
  matchScopes,
  nextScope,
  type Place,
  reachOf,
  shownReach,
} from './scope.js';

const municipality = (code: string, region: string, countyCode: string, extendedRegion = region): Place => ({
  code,
  region,
  countyCode,
  extendedRegion,
});

/** An atlas of the places named; who borders on whom, and what share commutes, is given by "a b". */
function atlas(
  places: readonly Place[],
  rest: { borders?: string[]; commuting?: Record<string, number>; counties?: string[]; bodies?: Record<string, string[]> } = {},
): Atlas {
  const either = (a: string, b: string): string[] => [`${a} ${b}`, `${b} ${a}`];
  return {
    places,
    countyAuthorities: (rest.counties ?? []).map((code) => ({ code })),
    bodies: Object.entries(rest.bodies ?? {}).map(([code, members]) => ({ code, members })),
    adjacent: (a, b) => either(a, b).some((pair) => rest.borders?.includes(pair)),
    commutingShare: (a, b) => Math.max(...either(a, b).map((pair) => rest.commuting?.[pair] ?? 0)),
  };
}

const grong = municipality('Grong', 'Grong', '50');
const snåsa = municipality('Snåsa', 'Grong', '50');
const namsos = municipality('Namsos', 'Namsos', '50');
const overhalla = municipality('Overhalla', 'Namsos', '50');
const røyrvik = municipality('Røyrvik', 'Røyrvik', '50');
const bindal = municipality('Bindal', 'Bindal', '18');
const vega = municipality('Vega', 'Vega', '18', 'Brønnøy');
const brønnøy = municipality('Brønnøy', 'Brønnøy', '18');

const reach = (place: Place, of: Atlas): Record<string, MatchScope> => Object.fromEntries(reachOf(place, of));

describe('from Grong', () => {
  it('Snåsa and Grong itself lie in the same region', () =>
    expect(reach(grong, atlas([grong, snåsa]))).toEqual({ Grong: 'SAME_REGION', Snåsa: 'SAME_REGION' }));

  it('a municipality that borders on one of the region is a neighbour, also where it borders on Snåsa alone', () =>
    expect(reach(grong, atlas([grong, snåsa, bindal], { borders: ['Bindal Snåsa'] }))).toMatchObject({ Bindal: 'NEIGHBOUR_REGION' }));

  it('the neighbour is the municipality, not its whole region', () =>
    expect(reach(grong, atlas([grong, namsos, overhalla], { borders: ['Overhalla Grong'] }))).toMatchObject({
      Overhalla: 'NEIGHBOUR_REGION',
      Namsos: 'COUNTY',
    }));

  it.each([
    ['out of the region', 'Snåsa Bindal'],
    ['into it', 'Bindal Snåsa'],
  ])('a municipality is a neighbour too when one in twenty commutes %s', (_, pair) => {
    expect(reach(grong, atlas([grong, snåsa, bindal], { commuting: { [pair]: 0.05 } }))).toMatchObject({ Bindal: 'NEIGHBOUR_REGION' });
    expect(reach(grong, atlas([grong, snåsa, bindal], { commuting: { [pair]: 0.0499 } }))).not.toHaveProperty('Bindal');
  });

  it('the share is that of one municipality of the region: two times three in a hundred are not one in twenty', () =>
    expect(reach(grong, atlas([grong, snåsa, bindal], { commuting: { 'Bindal Grong': 0.03, 'Bindal Snåsa': 0.03 } }))).not.toHaveProperty(
      'Bindal',
    ));

  it('the other municipalities of the county come next', () =>
    expect(reach(grong, atlas([grong, røyrvik]))).toMatchObject({ Røyrvik: 'COUNTY' }));

  it('whoever lies elsewhere is reached online alone', () => expect(reach(grong, atlas([grong, bindal]))).not.toHaveProperty('Bindal'));
});

describe('from Vega, alone in its region', () => {
  it('Brønnøy lies in the extended region, also where it is a neighbour besides', () =>
    expect(reach(vega, atlas([vega, brønnøy, bindal], { borders: ['Vega Brønnøy'] }))).toEqual({
      Vega: 'SAME_REGION',
      Brønnøy: 'EXTENDED_REGION',
      Bindal: 'COUNTY',
    }));
  it('a neighbour of the extended region is no neighbour: the region is Vega alone', () =>
    expect(reach(vega, atlas([vega, brønnøy, grong], { borders: ['Brønnøy Grong'] }))).not.toHaveProperty('Grong'));
});

describe('a region across a county border', () => {
  const across = municipality('Bindal', 'Grong', '18');
  it('touches both counties: their authorities lie in the region, and their municipalities in COUNTY', () =>
    expect(reach(grong, atlas([grong, across, brønnøy, røyrvik], { counties: ['50', '18', '56'] }))).toEqual({
      Grong: 'SAME_REGION',
      Bindal: 'SAME_REGION',
      Brønnøy: 'COUNTY',
      Røyrvik: 'COUNTY',
      '50': 'SAME_REGION',
      '18': 'SAME_REGION',
    }));
});

describe('a county authority', () => {
  it('lies only where the region touches the county, not where the extended region or a neighbour does', () => {
    const beyond = municipality('Bindal', 'Bindal', '18', 'Grong');
    expect(reach(grong, atlas([grong, beyond], { counties: ['50', '18'], borders: ['Grong Bindal'] }))).toEqual({
      Grong: 'SAME_REGION',
      Bindal: 'EXTENDED_REGION',
      '50': 'SAME_REGION',
    });
  });
  it('does not exist in Oslo, which is one party', () => {
    const oslo = municipality('0301', 'Oslo', '03');
    const bærum = municipality('3201', 'Oslo', '32');
    expect(reach(bærum, atlas([oslo, bærum], { counties: ['32'] }))).toEqual({
      '0301': 'SAME_REGION',
      '3201': 'SAME_REGION',
      '32': 'SAME_REGION',
    });
  });
});

describe('an inter-municipal body', () => {
  const namdal = { counties: [], borders: ['Grong Overhalla'] };
  it('lies where its nearest member does', () =>
    expect(
      reach(
        grong,
        atlas([grong, snåsa, namsos, overhalla], {
          ...namdal,
          bodies: { near: ['Namsos', 'Overhalla', 'Snåsa'], next: ['Namsos', 'Overhalla'] },
        }),
      ),
    ).toMatchObject({ near: 'SAME_REGION', next: 'NEIGHBOUR_REGION' }));
  it('without a member that is reached is reached online alone', () =>
    expect(reach(grong, atlas([grong, bindal], { bodies: { far: ['Bindal'] } }))).not.toHaveProperty('far'));
});

describe('a need', () => {
  it('starts in its own region', () => expect(initialScope(3)).toBe('SAME_REGION'));
  it('starts in the extended region when it is alone in its own', () => expect(initialScope(1)).toBe('EXTENDED_REGION'));
});

describe('one step out', () => {
  it('is the next scope that adds a lender: an extended region that adds none is skipped', () => {
    expect(nextScope('SAME_REGION', new Set(['SAME_REGION', 'EXTENDED_REGION', 'COUNTY']))).toBe('EXTENDED_REGION');
    expect(nextScope('SAME_REGION', new Set(['SAME_REGION', 'COUNTY']))).toBe('COUNTY');
    expect(nextScope('NEIGHBOUR_REGION', new Set(['SAME_REGION', 'EXTENDED_REGION']))).toBe('REMOTE');
  });
  it('is the whole country in the end, and nothing from there', () => {
    expect(nextScope('COUNTY', new Set())).toBe('REMOTE');
    expect(nextScope('REMOTE', new Set(matchScopes))).toBeNull();
  });
});

describe('a scope', () => {
  it('holds itself and the narrower ones', () => {
    expect(isWithin('COUNTY', 'COUNTY')).toBe(true);
    expect(isWithin('SAME_REGION', 'EXTENDED_REGION')).toBe(true);
    expect(isWithin('REMOTE', 'COUNTY')).toBe(false);
  });
});

describe('straight-line kilometres', () => {
  const oslo = { lat: 59.91273, lon: 10.74609 };
  const bergen = { lat: 60.39299, lon: 5.32415 };
  const tynset = { lat: 62.27594, lon: 10.78241 };
  const tolga = { lat: 62.40898, lon: 10.99883 };

  it('are 304.7 from Oslo to Bergen and 18.5 from Tynset to Tolga, as in the reference data', () => {
    expect(kilometres(oslo, bergen)).toBe(304.7);
    expect(kilometres(tynset, tolga)).toBe(18.5);
  });
  it('are the same both ways, and none to oneself', () => {
    expect(kilometres(bergen, oslo)).toBe(kilometres(oslo, bergen));
    expect(kilometres(oslo, oslo)).toBe(0);
  });
});

describe('a lender that shows its region only', () => {
  it('and is alone in it counts as in the extended one, also for a need in the same place', () =>
    expect(shownReach('SAME_REGION', true, true)).toBe('EXTENDED_REGION'));
  it.each(['EXTENDED_REGION', 'NEIGHBOUR_REGION', 'COUNTY', 'REMOTE'] as const)('and lies in %s anyway stays there', (reach) =>
    expect(shownReach(reach, true, true)).toBe(reach),
  );
  it('and shares the region with others counts as in it', () => expect(shownReach('SAME_REGION', true, false)).toBe('SAME_REGION'));
  it('is told from one that shows itself', () => expect(shownReach('SAME_REGION', false, true)).toBe('SAME_REGION'));
});
