import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same seed, on every machine. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from one to another, both included. */
  between(least: number, most: number): number;
  of<T>(choices: readonly T[]): T;
  /** Some of the choices, each at most once, in their order. */
  some<T>(choices: readonly T[], count: number): T[];
}

/** xorshift128, seeded by a hash: small, and good enough to make up a market. */
export function chance(seed: string): Chance {
  const state = new Uint32Array(createHash('sha256').update(seed).digest().buffer.slice(0, 16));
  let [x = 1, y = 2, z = 3, w = 4] = state;
  const next = (): number => {
    const t = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    of: (choices) => {
      const choice = choices[between(0, choices.length - 1)];
      if (choice === undefined) throw new Error('There is nothing to choose among.');
      return choice;
    },
    some: (choices, count) => {
      const left = choices.map((_, index) => index);
      const chosen = Array.from({ length: Math.min(count, left.length) }, () => left.splice(between(0, left.length - 1), 1)[0] ?? 0);
      return chosen.sort((a, b) => a - b).flatMap((index) => choices.slice(index, index + 1));
    },
  };
}
