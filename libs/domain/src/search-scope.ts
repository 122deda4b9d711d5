import { type Language, tongueOf } from './language.js';
import type { MatchScope } from './scope.js';

/**
 * Why a search reaches further than the place's own region without anybody having widened it (product.md, Where a match may come from, 1):
 * the place is alone there. Null where that is not so; a person's widening has its reason in the history.
 */
export function searchScopeReason(scope: MatchScope, aloneInRegion: boolean, placeName: string, language: Language): string | null {
  if (scope !== 'EXTENDED_REGION' || !aloneInRegion) return null;
  return {
    nb: `${placeName} er alene i sin bo- og arbeidsmarkedsregion. Derfor begynner søket i den utvidede regionen.`,
    nn: `${placeName} er åleine i bu- og arbeidsmarknadsregionen sin. Derfor byrjar søket i den utvida regionen.`,
    en: `${placeName} is alone in its labour-market region. The search therefore starts in the extended region.`,
  }[tongueOf(language)];
}
