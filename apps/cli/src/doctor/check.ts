import { explain } from '../trouble.js';

/** What the doctor looked at and found. A note is worth knowing and no fault. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'fault';
  readonly says: string;
  /** What to do about it. */
  readonly wayOut?: string;
}

export const ok = (name: string, says: string): Check => ({ name, state: 'ok', says });
export const note = (name: string, says: string, wayOut?: string): Check => ({ name, state: 'note', says, ...(wayOut ? { wayOut } : {}) });
export const fault = (name: string, says: string, wayOut: string): Check => ({ name, state: 'fault', says, wayOut });

/** A look that fails is a finding as well. */
export async function look(name: string, at: () => Promise<Check>): Promise<Check> {
  try {
    return await at();
  } catch (failure) {
    const { message, wayOut } = explain(failure);
    return fault(name, message, wayOut);
  }
}

/** "20.19" against "18.4.1": whether a version is at least as new. */
export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ours = 0, next = 0] = version.split('.').map(Number);
  return ours > major || (ours === major && next >= minor);
}
