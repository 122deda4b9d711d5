import { chance, type Chance } from '@fagtorg/core';
import { needInput, offerInput } from '@fagtorg/testing';
import fc from 'fast-check';
import { ask } from '../asking.js';
import { personOf } from '../crowd.js';
import type { System } from '../system.js';

/** What a made-up request takes its values from: things that exist, and values at the edge of what there is. */
export interface Pools {
  readonly ids: readonly string[];
  readonly things: readonly { readonly id: string; readonly revision: number; readonly kind: 'need' | 'offer' }[];
  readonly codes: readonly string[];
  readonly cursors: readonly string[];
  readonly texts: readonly string[];
  readonly days: readonly string[];
  readonly numbers: readonly number[];
}

/** Where people of this world work: neighbours, so that their needs and offers match. */
export const WORKPLACES = ['3426', '3427', '5025', '5007'] as const;
const EACH = 5;

/** People post and offer, so that there is something to find. */
export async function fillWorld(system: System): Promise<void> {
  for (const code of WORKPLACES) {
    for (let time = 0; time < EACH; time += 1) {
      await personOf(system, 'manager', code).posts(time === 0 ? { draft: true } : {});
      const offer = await personOf(system, 'specialist1', code).publishes(time === 0 ? { draft: true } : {});
      if (time > 1) await personOf(system, 'manager', code).does('releaseOffer', offer, { permanentEmployee: true });
    }
  }
}

/** Reads what stands in the world now. */
export async function poolsOf(system: System, seed: string): Promise<Pools> {
  const { behind, url } = system;
  const things = await behind.rows<Pools['things'][number]>(`
    SELECT id, revision, 'need' AS kind FROM need UNION ALL SELECT id, revision, 'offer' FROM listing`);
  const people = await behind.rows<{ id: string }>(`SELECT id FROM person WHERE email LIKE '%@3426.example'`);
  const luck = chance(`${seed}:pools`);
  const known = await ask<Record<'municipalities' | 'counties' | 'regions' | 'competences', { code: string }[]>>(
    url,
    {},
    '{ municipalities { code } counties { code } regions { code } competences(first: 100) { code } }',
  );
  return {
    things,
    ids: [...things, ...people].map(({ id }) => id).concat('11111111-1111-4111-8111-111111111111', '00000000-0000-0000-0000-000000000000'),
    codes: [...WORKPLACES, ...luck.some(Object.values(known).flat(), 150).map(({ code }) => code), '0301', '03', '1507', '9999', ''],
    cursors: await cursorsOf(system),
    texts: oddTexts(seed),
    days: ['2026-11-23', '2026-12-18', '2027-01-04', '2027-03-14', '2027-02-29', '0000-00-00', '9999-12-31', '+002027-01-01', 'i går', ''],
    numbers: [0, 1, 2, 3, 20, 100, 101, 450, 600, 7200, 1_200_001, -1, 2 ** 31 - 1, -(2 ** 31)],
  };
}

async function cursorsOf(system: System): Promise<string[]> {
  const { needs, offers } = await ask<Record<'needs' | 'offers', { edges: { cursor: string }[] }>>(
    system.url,
    await system.signIn(`manager@${WORKPLACES[0]}.example`),
    '{ needs { edges { cursor } } offers { edges { cursor } } }',
  );
  return [...needs.edges, ...offers.edges].map(({ cursor }) => cursor).concat('', 'tull', Buffer.from('match:5').toString('base64'));
}

function oddTexts(seed: string): string[] {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202e',
      '%',
      "' OR 1=1 --",
      '<->',
      ':*',
      '🦦',
      'æ'.repeat(5000),
      '(((',
      '\\',
      '"',
      '${x}',
    ),
    fc.constantFrom('plan', 'psykolog', 'planlegger', 'BA-2020', 'EXTENDED', 'nb', 'nn', 'se'),
  );
  return fc.sample(any, { seed: seedNumber(seed), numRuns: 400 });
}

/** fast-check counts with whole numbers. */
const seedNumber = (seed: string): number => Math.floor(chance(seed).next() * 2 ** 31);

/** Input that would be done as it stands, for those that begin something. */
export const wholeInput = (type: string, luck: Chance): Readonly<Record<string, unknown>> | null => {
  if (type === 'PostNeedInput') return needInput(luck.of(WORKPLACES));
  return type === 'PublishOfferInput' ? offerInput(luck.of(WORKPLACES)) : null;
};
