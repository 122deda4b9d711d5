import type { Step } from './trying.js';

/** Reads as a sentence: who('lender@lender').does('UPDATE offer …', 3). */
export const who = (name: string): { does: (statement: string, meets: Step['meets']) => Step } => ({
  does: (statement, meets) => ({ who: name, does: statement, meets }),
});
