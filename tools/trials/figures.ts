/** The value that a share of the measurements does not exceed, 0.5 for the median; rounded to two digits. */
export function quantile(measured: readonly number[], share: number): number {
  const sorted = [...measured].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('Nothing was measured.');
  return Math.round(value * 100) / 100;
}

export const median = (measured: readonly number[]): number => quantile(measured, 0.5);

/** How long some work takes, in milliseconds, and what came of it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - began, result };
}

/** Does something for one number after another, as often as asked. */
export async function times<T>(count: number, work: (number: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let number = 0; number < count; number += 1) results.push(await work(number));
  return results;
}
