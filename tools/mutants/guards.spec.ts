import { existsSync } from 'node:fs';
import { allGuards } from './guards/index.js';
import { SIGHT, sourceOf, sourcesIn } from './guards/generated.js';

const guards = allGuards();

describe('the guards that are taken out', () => {
  it('stand in their files once, and their specs exist', () => {
    const faults = guards.filter(
      ({ file, text, instead, spec }) => sourceOf(file).split(text).length !== 2 || text === instead || !existsSync(spec),
    );
    expect(faults.map(({ name, text }) => [name, text])).toEqual([]);
  });

  it('have names of their own', () => {
    const names = guards.map(({ name }) => name);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  it('are all that ask the policy who may', () => {
    const asked = sourcesIn('libs/core/src').flatMap((file) =>
      [...sourceOf(file).matchAll(/authorize\(/g)].map(({ index }) => ({ file, index })),
    );
    const left = asked.filter(({ file, index }) => {
      const source = sourceOf(file);
      return !guards.some((guard) => {
        const begins = source.indexOf(guard.text);
        return guard.file === file && begins <= index && index < begins + guard.text.length && !guard.instead.includes('authorize(');
      });
    });
    expect(asked.length).toBeGreaterThan(10);
    expect(left).toEqual([]);
  });

  it('are all sights that queries go by, and every line of the policy', () => {
    const sights = sourcesIn('libs/core/src')
      .filter((file) => !file.includes('/sights/'))
      .flatMap((file) => sourceOf(file).match(/\$\{\w*[iI]nSight\(/g) ?? []);
    const found = sourcesIn('libs/core/src').flatMap((file) => sourceOf(file).match(SIGHT) ?? []);
    expect(found).toHaveLength(sights.length);
    const lines = sourceOf('libs/domain/src/policy.ts').match(/^ {2}'[a-z-]+': /gm) ?? [];
    for (const line of lines) expect(guards.filter(({ text }) => text.startsWith(line)).length).toBeGreaterThan(1);
  });
});
