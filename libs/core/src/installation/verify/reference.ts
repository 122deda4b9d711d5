import type { ReferenceService } from '../../reference/index.js';
import type { Finding } from './finding.js';

/** The structure that the reference data was made for; a later one has other counts (architecture: facts are dated). */
const DAY = '2024-01-01';
const COUNTS = { municipalities: 357, counties: 15, regions: 159, 'regions with one municipality': 78, competences: 167 } as const;

/** Whether the reference data is whole: as many municipalities, counties, labour-market regions and competences as there are in Norway. */
export function verifyReference(reference: ReferenceService): Finding {
  const inForce = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }): boolean =>
    validFrom <= DAY && (validTo === null || validTo >= DAY);
  const regions = reference.regions('BA-2020', DAY);
  const found: Record<keyof typeof COUNTS, number> = {
    municipalities: reference.municipalities().filter(inForce).length,
    counties: reference.counties().length,
    regions: regions.length,
    'regions with one municipality': regions.filter(({ members }) => members.filter(inForce).length === 1).length,
    competences: reference.selectableCompetences(Infinity).length,
  };
  const things = Object.keys(COUNTS) as (keyof typeof COUNTS)[];
  return {
    check: 'reference',
    looked: things.length,
    differences: things
      .filter((thing) => found[thing] !== COUNTS[thing])
      .map((thing) => `There are ${found[thing]} ${thing}, and there must be ${COUNTS[thing]}.`),
  };
}
