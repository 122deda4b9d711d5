import { Database, moveClock, personOf, setClockInNorway } from '@fagtorg/core';
import type { Language } from '@fagtorg/domain';
import { isDeepStrictEqual } from 'node:util';
import { type Person, personAt } from './person.js';
import type { Check, Played, Scenario, Stage } from './scenario.js';
import { startSystem, type System } from './system.js';

/** The time in Norway at which all scenarios begin: a Tuesday morning. */
const BEGINNING = '2026-12-01T10:00';
const TOKEN_SECONDS = 600;

export interface Production {
  /** An installation with the people of the demonstration and no needs or offers, that may be played with. */
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** The queue on this Redis, which must be empty; null is the queue in PostgreSQL. */
  readonly redisUrl: string | null;
  /** The language of the explanations. */
  readonly language: Language;
  /** Played in this order, in one Norway: time never goes back. */
  readonly scenarios: readonly Scenario[];
  /** Ends it at once; everything is put away then as well. */
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/** Plays scenarios through the public API with API and worker running, and answers how each came out. Nothing keeps running after. */
export async function playScenarios(production: Production): Promise<Played[]> {
  const owners = new Database({ url: production.ownerUrl, pool: 2 });
  try {
    await setClockInNorway(owners, BEGINNING);
    production.onProgress('Starting API and worker');
    const system = await startSystem(production);
    try {
      const played: Played[] = [];
      for (const scenario of production.scenarios) {
        production.onProgress(`Playing ${scenario.number}, ${scenario.title}`);
        played.push(await playOne(scenario, system, owners, production));
        production.signal.throwIfAborted();
      }
      return played;
    } finally {
      await system.stop();
    }
  } finally {
    await owners.close();
  }
}

async function playOne(
  scenario: Scenario,
  system: System,
  owners: Database,
  { language, signal }: Pick<Production, 'language' | 'signal'>,
): Promise<Played> {
  const checks: Check[] = [];
  const shown: Played['shown'][number][] = [];
  const person = (email: string): Person => personAt({ url: system.url, language, token: tokenFor(email, system, owners), signal });
  const stage: Stage = {
    manager: (code) => person(`manager@${code}.example`),
    caseworker: (code) => person(`caseworker@${code}.example`),
    specialist: (code) => person(`specialist1@${code}.example`),
    colleague: (code) => person(`specialist2@${code}.example`),
    broker: (county) => person(`broker@${county}.example`),
    daysGoBy: (days) => moveClock(owners, days),
    check: (says, found, expected) => {
      checks.push(isDeepStrictEqual(found, expected) ? { says, ok: true } : { says, ok: false, expected, found });
    },
    show: (need, caption) => void shown.push({ caption, need }),
  };
  const { number, name, title, story } = scenario;
  const failure = await scenario.play(stage).then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
  );
  return { number, name, title, story, ok: failure === null && checks.every(({ ok }) => ok), checks, shown, failure };
}

/** Signs somebody of the demonstration in, once for all that they do. */
function tokenFor(email: string, { tokens }: System, owners: Database): () => Promise<string> {
  let token: Promise<string> | null = null;
  return () =>
    (token ??= personOf(owners, email).then((holder) => {
      if (holder === null) throw new Error(`There is no ${email} in this demonstration.`);
      return tokens.issue(holder, TOKEN_SECONDS);
    }));
}
