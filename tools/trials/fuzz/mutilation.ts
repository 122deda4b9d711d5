import type { Chance } from '@fagtorg/core';
import type { Asked } from './documents.js';

const strange = [
  '🦦',
  '\u0000',
  '\u202e',
  '9'.repeat(400),
  '1e999',
  '-0',
  '"""',
  '#',
  '$',
  '@skip(if: true)',
  '{',
  '}',
  '[',
  '"',
  '\\u{110000}',
];
const other = [
  'null',
  '{ a: 1 }',
  '[[[]]]',
  '"x"',
  '0.1',
  'TRUE',
  '...',
  '&',
  '@include',
  '$x',
  'mutation',
  'fragment f on Need { id }',
  '__schema',
];

/** A request that was whole, with some of it swapped, lost, doubled, or of another kind. */
export function mutilated({ query, variables }: Asked, luck: Chance): { readonly query: unknown; readonly variables: unknown } {
  const times = luck.between(1, 3);
  let words: string[] = query.match(/"(?:\\.|[^"\\])*"|[\w$]+|\.{3}|[^\s\w]/gu) ?? [];
  let values: unknown = variables;
  for (let time = 0; time < times; time += 1) {
    if (luck.next() < 0.25) values = otherwise(values, luck);
    else words = changed(words, luck);
  }
  return { query: words.join(' '), variables: values };
}

function changed(words: readonly string[], luck: Chance): string[] {
  const at = luck.between(0, Math.max(0, words.length - 1));
  const before = words.slice(0, at);
  const [word = '', ...after] = words.slice(at);
  switch (luck.between(0, 5)) {
    case 0:
      return [...before, ...after];
    case 1:
      return [...before, word, word, ...after];
    case 2:
      return [...before, after[0] ?? '', word, ...after.slice(1)];
    case 3:
      return [...before, luck.of(words), ...after];
    case 4:
      return [...before, luck.of(strange), ...after];
    default:
      return [...before, luck.of(other), ...after];
  }
}

const wrong = (luck: Chance): unknown =>
  luck.of<unknown>([
    ...[null, true, 0, -1, 1e300, 2 ** 53, 0.5, '', '🦦', '\ud800', [], {}, [[[[null]]]]],
    ...[{ __proto__: null, constructor: 1 }, { toString: 'x' }, 'x'.repeat(20_000), JSON.parse('{"__proto__": {"a": 1}}') as unknown],
  ]);

/** The same, but for one value somewhere in it. */
function otherwise(value: unknown, luck: Chance): unknown {
  if (luck.next() < 0.3 || typeof value !== 'object' || value === null) return wrong(luck);
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) return { v0: wrong(luck) };
  const [key, inner] = luck.of(entries);
  const changedOne = luck.next() < 0.1 ? undefined : otherwise(inner, luck);
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? changedOne : one));
  return { ...value, [key]: changedOne };
}
