import { figure, progressOn } from './progress.js';

const writer = (isTTY: boolean): { written: string[]; isTTY: boolean; write: (text: string) => number } => {
  const written: string[] = [];
  return { written, isTTY, write: (text) => written.push(text) };
};

describe('progress', () => {
  it('rewrites its figures on a terminal, and leaves the last ones standing', () => {
    const terminal = writer(true);
    const progress = progressOn(terminal);
    progress.count('Matching 1 of 2');
    progress.count('Matching 2 of 2');
    progress.say('Ready');
    expect(terminal.written.join('')).toBe('\r\u001b[KMatching 1 of 2\r\u001b[KMatching 2 of 2\nReady\n');
  });

  it('tells figures now and then elsewhere', () => {
    const file = writer(false);
    let now = 0;
    const progress = progressOn(file, () => now);
    for (now = 0; now <= 6_000; now += 1_000) progress.count(`Matching ${now / 1_000} of 6`);
    expect(file.written).toEqual(['Matching 0 of 6\n', 'Matching 5 of 6\n']);
  });
});

describe('a figure', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [2_000, '2 000'],
    [1_234_567, '1 234 567'],
  ])('%i is read as %s', (count, words) => expect(figure(count)).toBe(words));
});
