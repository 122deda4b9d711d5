import { Recently } from './recently.js';

describe('what was added recently', () => {
  const kept = (recently: Recently, words: string): string =>
    words
      .split(' ')
      .filter((word) => recently.has(word))
      .join('');

  it('is known until there are too many newer ones', () => {
    const recently = new Recently(3);
    for (const word of ['a', 'b', 'a', 'c']) recently.add(word);
    expect(kept(recently, 'a b c')).toBe('abc');
    recently.add('d');
    expect(kept(recently, 'a b c d')).toBe('acd');
  });

  it('is unknown once it was forgotten', () => {
    const recently = new Recently(3);
    for (const word of ['a', 'b']) recently.add(word);
    recently.forget('a');
    expect(kept(recently, 'a b')).toBe('b');
  });
});
