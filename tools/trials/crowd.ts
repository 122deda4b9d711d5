import { chance } from '@fagtorg/core';
import { type Input, type Need, type Offer, Person, type Refusal } from '@fagtorg/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { anyDeed, type Deed, type Made, mutations } from './deeds.js';
import type { System } from './system.js';

/** What a crowd did. */
export interface Doings {
  /** How often each mutation was done. */
  readonly done: Readonly<Record<string, number>>;
  /** Requests that were refused, or failed. */
  readonly failures: readonly string[];
  readonly made: readonly Made[];
}

interface CrowdOptions {
  readonly seed: string;
  readonly operations: number;
  /** How many act at the same time. Each acts on its own things only, so that nobody is ever too late. */
  readonly lanes: number;
  /** About how long all of it shall take. */
  readonly seconds: number;
  readonly stopped: AbortSignal;
}

/** Lets a crowd use the API. The same seed gives each lane the same deeds. */
export async function act(system: System, { seed, operations, lanes, seconds, stopped }: CrowdOptions): Promise<Doings> {
  const done: Record<string, number> = {};
  const failures: string[] = [];
  const made: Made[] = [];
  const lane = async (number: number): Promise<void> => {
    const luck = chance(`${seed}:${number}`);
    const own: Made[] = [];
    for (let deeds = number; deeds < operations && !stopped.aborted; deeds += lanes) {
      const rest = pause(luck.next() * 2000 * (seconds / (operations / lanes)), null, { signal: stopped }).catch(() => null);
      const { deed, with: before } = anyDeed(luck, own);
      const answer = await attempt(system, deed);
      done[deed.mutation] = (done[deed.mutation] ?? 0) + 1;
      if (typeof answer === 'string') failures.push(`${deed.mutation}: ${answer}`);
      else replace(own, before, { organisation: deed.organisation, written: writtenIn(deed, before), thing: answer });
      await rest;
    }
    made.push(...own);
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return { done, failures, made };
}

/** Does it; what went wrong comes back as words. */
async function attempt(system: System, { mutation, by, organisation, input }: Deed): Promise<Need | Offer | string> {
  try {
    const answer: Need | Offer | Refusal = await personOf(system, by, organisation).tries<Need & Offer>(mutation, input, {
      'idempotency-key': randomUUID(),
    });
    return answer.__typename === 'Refusal' ? `refused with ${answer.code} at ${answer.path.join('.')}: ${answer.message}` : answer;
  } catch (failure) {
    return String(failure);
  }
}

/** Somebody who works in an organisation of the demonstration. */
export const personOf = (system: System, account: string, organisation: string): Person =>
  new Person({
    url: () => system.url,
    organisation: () => organisation,
    contractOf: (mutation) => mutations[mutation as keyof typeof mutations],
    credentials: () => system.signIn(`${account}@${organisation}.example`),
  });

const writtenIn = ({ input }: Deed, before: Made | null): Input =>
  before ? ((input['changes'] as Input | undefined) ?? before.written) : input;

function replace(own: Made[], before: Made | null, after: Made): void {
  if (before) own.splice(own.indexOf(before), 1, after);
  else own.push(after);
}
