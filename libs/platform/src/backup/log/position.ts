/** A place in PostgreSQL's write-ahead log, counted in bytes from its beginning. */
export type Position = bigint;

/** The log comes in files of this size, as initdb makes it. */
export const SEGMENT_BYTES = 16 * 1_048_576;
const SEGMENT = BigInt(SEGMENT_BYTES);
const FOUR_GB = 1n << 32n;

/** Reads "0/16B3748". */
export function positionOf(text: string): Position {
  const [high = '0', low = '0'] = text.split('/');
  return BigInt(`0x${high}`) * FOUR_GB + BigInt(`0x${low}`);
}

/** Writes "0/16B3748". */
export const writtenPosition = (position: Position): string =>
  `${(position / FOUR_GB).toString(16)}/${(position % FOUR_GB).toString(16)}`.toUpperCase();

/** Where the file begins that a position lies in. */
export const segmentBegin = (position: Position): Position => position - (position % SEGMENT);

/** Where the next file begins. */
export const nextSegment = (position: Position): Position => segmentBegin(position) + SEGMENT;

const eight = (part: bigint): string => part.toString(16).toUpperCase().padStart(8, '0');

/** The name of the file that a position lies in, as PostgreSQL has it: the timeline, and the number of the file in two parts. */
export const segmentName = (timeline: number, position: Position): string =>
  `${eight(BigInt(timeline))}${eight(position / FOUR_GB)}${eight((position % FOUR_GB) / SEGMENT)}`;

/** Where the file of that name begins. */
export const beginOf = (name: string): Position => BigInt(`0x${name.slice(8, 16)}`) * FOUR_GB + BigInt(`0x${name.slice(16, 24)}`) * SEGMENT;
