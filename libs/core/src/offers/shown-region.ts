import type { CheckedOffer } from '@fagtorg/domain';
import type { ReferenceService } from '../reference/index.js';

/** Id of the region that others see: of the base, or the extended one where only the region shows and the base is alone in its own. */
export function shownRegion(reference: ReferenceService, { base, regionOnly }: CheckedOffer, today: string): string {
  const alone = reference.municipalitiesInRegion(base.code) === 1;
  const region = reference.regionOf(base.code, regionOnly && alone ? 'EXTENDED' : 'BA-2020', today);
  if (!region) throw new Error(`Municipality ${base.code} lies in no region.`);
  return region.id;
}
