import type { NeedSeen } from './contract.js';
import type { Person } from './person.js';

/** A scenario from the field: real municipalities and regions; persons, hours and dates are invented. */
export interface Scenario {
  readonly number: number;
  /** What it is called at the command line. */
  readonly name: string;
  readonly title: string;
  /** What is to happen, in a few sentences. */
  readonly story: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** What a scenario is played with. Organisations are named by their codes. */
export interface Stage {
  readonly manager: (organisation: string) => Person;
  readonly caseworker: (organisation: string) => Person;
  /** The first of the organisation's specialists. */
  readonly specialist: (organisation: string) => Person;
  readonly colleague: (organisation: string) => Person;
  readonly broker: (county: string) => Person;
  /** Lets so many days go by. */
  readonly daysGoBy: (days: number) => Promise<void>;
  /** Says in a sentence what must be true, and looks whether it is. */
  readonly check: (says: string, found: unknown, expected: unknown) => void;
  /** Puts a need as somebody sees it into the account. */
  readonly show: (need: NeedSeen, caption: string) => void;
}

/** A sentence that must be true, and whether it was. */
export interface Check {
  readonly says: string;
  readonly ok: boolean;
  /** Given where they differ. */
  readonly expected?: unknown;
  readonly found?: unknown;
}

/** How a scenario came out. */
export interface Played {
  readonly number: number;
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly shown: readonly { readonly caption: string; readonly need: NeedSeen }[];
  /** What ended it early, or null. */
  readonly failure: string | null;
}
