import { beginOf, nextSegment, positionOf, segmentBegin, segmentName, writtenPosition } from './position.js';

describe('a place in the log', () => {
  it.each(['0/0', '0/16B3748', '3/FF000028', 'A0/0'])('%s is written as it was read', (text) =>
    expect(writtenPosition(positionOf(text))).toBe(text),
  );

  it.each([
    ['0/16B3748', '000000010000000000000001'],
    ['3/FF000028', '0000000100000003000000FF'],
    ['4/0', '000000010000000400000000'],
  ])('%s lies in the file %s', (text, name) => {
    expect(segmentName(1, positionOf(text))).toBe(name);
    expect(beginOf(name)).toBe(segmentBegin(positionOf(text)));
  });

  it('is followed by the next file, also where the first part of its number changes', () =>
    expect(segmentName(2, nextSegment(positionOf('3/FF000028')))).toBe('000000020000000400000000'));
});
