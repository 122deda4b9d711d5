import { searchScopeReason } from './search-scope.js';

describe('a search that starts wider than its own region', () => {
  it('says why: Vega is alone in its region', () => {
    expect(searchScopeReason('EXTENDED_REGION', true, 'Vega', 'nb')).toBe(
      'Vega er alene i sin bo- og arbeidsmarkedsregion. Derfor begynner søket i den utvidede regionen.',
    );
    expect(searchScopeReason('EXTENDED_REGION', true, 'Vega', 'nn')).toBe(
      'Vega er åleine i bu- og arbeidsmarknadsregionen sin. Derfor byrjar søket i den utvida regionen.',
    );
    expect(searchScopeReason('EXTENDED_REGION', true, 'Vega', 'en')).toBe(
      'Vega is alone in its labour-market region. The search therefore starts in the extended region.',
    );
  });
  it('has nothing to say where a person widened it: that reason is in the history', () => {
    expect(searchScopeReason('EXTENDED_REGION', false, 'Grong', 'nb')).toBeNull();
    expect(searchScopeReason('COUNTY', true, 'Vega', 'nb')).toBeNull();
  });
});
