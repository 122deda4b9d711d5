import type { Participant } from './participant.js';

/** How many needs and offers there are in all. */
export const NEEDS = 2_000;
export const OFFERS = 4_000;

/** What counties and inter-municipal bodies have, each. The municipalities share the rest. */
const fixed: Readonly<Record<'needs' | 'offers', Readonly<Partial<Record<Participant['kind'], number>>>>> = {
  needs: { COUNTY: 3, BODY: 2 },
  offers: { COUNTY: 14, BODY: 5 },
};

/** No municipality has fewer. */
const least = { needs: 2, offers: 1 } as const;

/** By centrality class, 1 the most central: the remote ask for more than their size says, and have fewer to lend. */
const byCentrality = {
  needs: [0.6, 0.8, 1, 1.2, 1.4, 1.6],
  offers: [1.2, 1.2, 1.1, 1, 0.8, 0.6],
} as const;

/** A municipality ten times as large has about twice as many of both: large ones hire, small ones share. */
const SIZE = 0.35;

/** How many needs or offers each participant has, in their order. The sum is exactly what there are in all. */
export function spread(of: 'needs' | 'offers', among: readonly Participant[]): number[] {
  const municipalities = among.filter(({ kind }) => kind === 'MUNICIPALITY');
  const others = among.reduce((sum, { kind }) => sum + (fixed[of][kind] ?? 0), 0);
  const weights = municipalities.map(
    ({ population, centralityClass }) => (population / 1000) ** SIZE * (byCentrality[of][centralityClass - 1] ?? 1),
  );
  const shares = apportion((of === 'needs' ? NEEDS : OFFERS) - others, weights, least[of]);
  return among.map(({ kind }) => fixed[of][kind] ?? shares.shift() ?? 0);
}

/** Shares a whole number out by weights, in whole parts of which none is below a least; what is left goes to the largest remainders. */
export function apportion(total: number, weights: readonly number[], leastEach: number): number[] {
  const free = total - leastEach * weights.length;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (free * weight) / sum);
  const parts = exact.map((part) => leastEach + Math.floor(part));
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % 1 }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}
