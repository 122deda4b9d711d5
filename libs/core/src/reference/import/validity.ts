import { addDays } from '@fagtorg/domain';

/** From a date on, to a date or without an end; both days belong to it. */
export interface Validity {
  readonly validFrom: string;
  readonly validTo: string | null;
}

const lastDay = ({ validTo }: Validity): string => validTo ?? '9999-12-31';

export const isValid = (validity: Validity, date: string): boolean => validity.validFrom <= date && date <= lastDay(validity);

export const holds = (outer: Validity, inner: Validity): boolean => outer.validFrom <= inner.validFrom && lastDay(inner) <= lastDay(outer);

export const overlaps = (a: Validity, b: Validity): boolean => a.validFrom <= lastDay(b) && b.validFrom <= lastDay(a);

/** The first day of a time on which none of the parts is valid, or null when they leave no gap. The parts may come in any order. */
export function firstGap(whole: Validity, parts: readonly Validity[]): string | null {
  let day = whole.validFrom;
  for (const part of [...parts].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    if (part.validFrom > day) return day;
    if (part.validTo === null) return null;
    if (part.validTo >= day) day = addDays(part.validTo, 1);
  }
  return day <= lastDay(whole) ? day : null;
}
